package io.ledgerstream.lender.web;

import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Role;
import io.ledgerstream.lender.UserView;
import java.io.Serial;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * One of the lender's people, signed in. Kept in the session; the hash of the password is
 * not.
 */
public final class PortalUser implements UserDetails, CredentialsContainer {

    @Serial
    private static final long serialVersionUID = 1L;

    private final UUID id;

    private final UUID lenderId;

    private final String lenderName;

    private final String email;

    private final String name;

    /** Made by {@link Set#copyOf}, whose sets are serializable. */
    @SuppressWarnings("serial")
    private final Set<Role> roles;

    private transient String passwordHash;

    PortalUser(Lenders.SignIn signIn, LenderView lender) {
        UserView user = signIn.user();
        this.id = user.id();
        this.lenderId = user.lenderId();
        this.lenderName = lender.name();
        this.email = user.email();
        this.name = user.name();
        this.roles = Set.copyOf(user.roles());
        this.passwordHash = signIn.passwordHash();
    }

    public UUID id() {
        return id;
    }

    public UUID lenderId() {
        return lenderId;
    }

    public String lenderName() {
        return lenderName;
    }

    public String name() {
        return name;
    }

    public Set<Role> roles() {
        return roles;
    }

    /** May add companies, ask for data, cancel. */
    public boolean mayManage() {
        return roles.contains(Role.ADMIN) || roles.contains(Role.RELATIONSHIP_MANAGER);
    }

    /**
     * May see amounts: the figures, and files that hold them. Never the success manager,
     * and no administrator as such.
     */
    public boolean maySeeAmounts() {
        return (roles.contains(Role.RELATIONSHIP_MANAGER) || roles.contains(Role.VIEWER))
                && !roles.contains(Role.SUCCESS_MANAGER);
    }

    /** May change the lender's rules and look after its people. */
    public boolean mayAdminister() {
        return roles.contains(Role.ADMIN);
    }

    /** May send again, remind and answer help. */
    public boolean mayRemind() {
        return mayManage() || roles.contains(Role.SUCCESS_MANAGER);
    }

    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return roles.stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
            .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

}
