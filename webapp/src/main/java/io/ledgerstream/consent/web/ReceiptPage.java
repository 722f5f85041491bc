package io.ledgerstream.consent.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.request.RequestStep;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The receipt of the consent, to be read again and printed. */
@JourneyController
class ReceiptPage {

    private final Consents consents;

    private final Checks checks;

    private final ReceiptFiles files;

    ReceiptPage(Consents consents, Checks checks, ReceiptFiles files) {
        this.files = files;
        this.consents = consents;
        this.checks = checks;
    }

    @GetMapping("/journey/receipt.pdf")
    ResponseEntity<byte[]> pdf(@At({ RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES, RequestStep.CHECKING,
            RequestStep.CHOOSE_SUBSIDIARIES, RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES,
            RequestStep.DONE }) Here here) {
        return files.pdf(here.request(), here.request().facts().consentId());
    }

    @GetMapping("/journey/receipt.jws")
    ResponseEntity<byte[]> signed(@At({ RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES, RequestStep.CHECKING,
            RequestStep.CHOOSE_SUBSIDIARIES, RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES,
            RequestStep.DONE }) Here here) {
        return files.signed(here.request().facts().consentId());
    }

    @GetMapping("/journey/receipt")
    String receipt(@At({ RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES, RequestStep.CHECKING,
            RequestStep.CHOOSE_SUBSIDIARIES, RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES,
            RequestStep.DONE }) Here here, Model model) {
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        model.addAttribute("files", "/journey/receipt")
            .addAttribute("shared", checks.evidence(here.requestId()).shared());
        return "journey/receipt";
    }

}
