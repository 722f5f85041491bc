package io.ledgerstream.lender;

import java.util.Set;

/** A person to be added to the current lender. */
public record NewUser(String email, String name, String phone, Set<Role> roles) {
}
