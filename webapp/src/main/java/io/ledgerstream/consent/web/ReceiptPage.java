package io.ledgerstream.consent.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.request.RequestStep;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The receipt of the consent, to be read again and printed. */
@JourneyController
class ReceiptPage {

    private final Consents consents;
    private final Checks checks;

    ReceiptPage(Consents consents, Checks checks) {
        this.consents = consents;
        this.checks = checks;
    }

    @GetMapping("/journey/receipt")
    String receipt(@At({RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES, RequestStep.CHECKING, RequestStep.CHOOSE_SUBSIDIARIES,
            RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES, RequestStep.DONE}) Here here, Model model) {
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        model.addAttribute("shared", checks.evidence(here.requestId()).shared());
        return "journey/receipt";
    }
}
