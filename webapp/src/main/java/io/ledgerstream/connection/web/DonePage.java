package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.upload.Uploads;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The end of the journey: what is shared since when, the receipt, and how to end it. Files are Uploaded, and never Connected. */
@JourneyController
class DonePage {

    private final Consents consents;
    private final Checks checks;
    private final Uploads uploads;

    DonePage(Consents consents, Checks checks, Uploads uploads) {
        this.consents = consents;
        this.checks = checks;
        this.uploads = uploads;
    }

    @GetMapping(JourneyPaths.DONE)
    String done(@At(RequestStep.DONE) Here here, Model model) {
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        if (here.request().status() == RequestStatus.UPLOADED) {
            model.addAttribute("files", uploads.of(here.requestId()));
            return "journey/uploaded";
        }
        model.addAttribute("companyName", checks.of(here.requestId()).companyName());
        return "journey/done";
    }
}
