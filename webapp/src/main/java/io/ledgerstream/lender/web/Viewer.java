package io.ledgerstream.lender.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every portal page the person who looks at it, as {@code viewer}. */
@ControllerAdvice(annotations = PortalController.class)
class Viewer {

    @ModelAttribute("viewer")
    PortalUser viewer(@AuthenticationPrincipal PortalUser user) {
        return user;
    }

}
