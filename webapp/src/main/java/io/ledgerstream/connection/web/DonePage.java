package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.Evidence;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.upload.Uploads;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The end of the journey: what is shared since when, what was checked, the receipt, and how to end it. Files are Uploaded, and never Connected. */
@JourneyController
class DonePage {

    private final Consents consents;
    private final Checks checks;
    private final CheckLines lines;
    private final Uploads uploads;

    DonePage(Consents consents, Checks checks, CheckLines lines, Uploads uploads) {
        this.consents = consents;
        this.checks = checks;
        this.lines = lines;
        this.uploads = uploads;
    }

    @GetMapping(JourneyPaths.DONE)
    String done(@At(RequestStep.DONE) Here here, Locale locale, Model model) {
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        if (here.request().status() == RequestStatus.UPLOADED) {
            model.addAttribute("files", uploads.of(here.requestId()));
            return "journey/uploaded";
        }
        Evidence evidence = checks.evidence(here.requestId());
        model.addAttribute("evidence", evidence).addAttribute("lines", lines.of(evidence, false, true, locale));
        return "journey/done";
    }
}
