package io.ledgerstream.request.web;

import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.request.RequestViews;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The confirmation after <em>Request</em>: a page of its own, so that closing or
 * reloading it loses and repeats nothing.
 */
@PortalController
class RequestedPage {

    private final RequestViews requests;

    RequestedPage(RequestViews requests) {
        this.requests = requests;
    }

    @GetMapping("/portal/requests/{id}/requested")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("request", requests.get(id));
        return "portal/requests/requested";
    }

}
