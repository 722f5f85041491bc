package io.ledgerstream.lender;

import java.util.Set;
import java.util.UUID;

/** One of a lender's people. */
public record UserView(UUID id, UUID lenderId, String name, String email, String phone, Set<Role> roles,
        boolean disabled) {

    public boolean admin() {
        return roles.contains(Role.ADMIN);
    }

    /** Whether they may be in charge of companies. */
    public boolean mayOwn() {
        return !disabled && (roles.contains(Role.RELATIONSHIP_MANAGER) || admin());
    }
}
