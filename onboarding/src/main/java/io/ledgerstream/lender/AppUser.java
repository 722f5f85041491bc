package io.ledgerstream.lender;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "app_user")
class AppUser {

    @Id
    private UUID id;

    private UUID lenderId;

    private String email;

    private String name;

    private String phone;

    private String passwordHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] roles;

    private Instant disabledAt;

    @Column
    private Instant createdAt;

    protected AppUser() {
    }

    AppUser(UUID id, UUID lenderId, NewUser user, String passwordHash, Instant createdAt) {
        this.id = id;
        this.lenderId = lenderId;
        this.email = user.email();
        this.name = user.name();
        this.phone = user.phone();
        this.passwordHash = passwordHash;
        this.roles = user.roles().stream().map(Role::name).sorted().toArray(String[]::new);
        this.createdAt = createdAt;
    }

    UserView view() {
        return new UserView(id, lenderId, name, email, phone, roles(), disabledAt != null);
    }

    String passwordHash() {
        return passwordHash;
    }

    private Set<Role> roles() {
        return Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

}
