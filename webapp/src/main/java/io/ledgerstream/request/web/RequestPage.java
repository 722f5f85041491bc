package io.ledgerstream.request.web;

import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.request.RequestViews;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One request: its facts, who did what when, what comes next, and where its process stands. */
@PortalController
class RequestPage {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    private final RequestOverview overviews;
    private final RequestViews requests;

    RequestPage(RequestOverview overviews, RequestViews requests) {
        this.overviews = overviews;
        this.requests = requests;
    }

    @GetMapping("/portal/requests/{id}")
    String show(@PathVariable UUID id, Model model) {
        var overview = overviews.of(id);
        model.addAttribute("request", overview.request()).addAttribute("timeline", overview.timeline())
                .addAttribute("mails", overview.mails()).addAttribute("data", overview.data())
                .addAttribute("question", overview.question())
                .addAttribute("steps", ProcessSteps.of(overview.request().facts()).inWords());
        return "portal/requests/request";
    }

    /** The process as a picture, the request's step marked; a file of its own, since no page takes markup from code. */
    @GetMapping("/portal/requests/{id}/process.svg")
    ResponseEntity<String> picture(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(SVG).body(ProcessSteps.of(requests.facts(id)).picture());
    }
}
