package io.ledgerstream.lender.web;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

/**
 * Finds who signs in. A disabled person is as unknown as a stranger, also to the clock.
 */
@Service
class PortalUsers implements UserDetailsService {

    private final Lenders lenders;

    PortalUsers(Lenders lenders) {
        this.lenders = lenders;
    }

    @Override
    public UserDetails loadUserByUsername(String email) {
        return lenders.signIn(email)
            .filter(found -> !found.user().disabled())
            .map(found -> new PortalUser(found, CurrentLender.as(found.user().lenderId(), lenders::current)))
            .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

}
