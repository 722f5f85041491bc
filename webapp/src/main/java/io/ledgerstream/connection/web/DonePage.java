package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.request.RequestStep;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The end of the journey: what is shared since when, the receipt, and how to end it. */
@JourneyController
class DonePage {

    private final Consents consents;
    private final Checks checks;

    DonePage(Consents consents, Checks checks) {
        this.consents = consents;
        this.checks = checks;
    }

    @GetMapping(JourneyPaths.DONE)
    String done(@At(RequestStep.DONE) Here here, Model model) {
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        model.addAttribute("companyName", checks.of(here.requestId()).companyName());
        return "journey/done";
    }
}
