package io.ledgerstream.link.web;

import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.web.Networks;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** A press on what is no link counts against the network address that it came from. */
@Component
class UnknownLinks {

    private static final int PER_HOUR = 60;

    private final RateLimits limits;

    UnknownLinks(RateLimits limits) {
        this.limits = limits;
    }

    /**
     * @throws io.ledgerstream.platform.TooMany after too many of them
     */
    NotFound pressed(HttpServletRequest request) {
        limits.count("unknown-link", Networks.of(request), PER_HOUR);
        return new NotFound("link");
    }

}
