package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.Evidence;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.Sharing;
import io.ledgerstream.sync.DataStanding;
import io.ledgerstream.sync.Syncs;
import io.ledgerstream.upload.Uploads;
import java.util.List;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The end of the journey: what is shared since when, how far it is read, what was
 * checked, the receipt, and how to end it; and once that has ended, or was interrupted,
 * just that. Files are Uploaded, and never Connected.
 */
@JourneyController
class DonePage {

    private final Consents consents;

    private final Checks checks;

    private final CheckLines lines;

    private final Uploads uploads;

    private final Syncs syncs;

    private final Sharing sharing;

    DonePage(Consents consents, Checks checks, CheckLines lines, Uploads uploads, Syncs syncs, Sharing sharing) {
        this.sharing = sharing;
        this.syncs = syncs;
        this.consents = consents;
        this.checks = checks;
        this.lines = lines;
        this.uploads = uploads;
    }

    @GetMapping(JourneyPaths.DONE)
    String done(@At(RequestStep.DONE) Here here, Locale locale, Model model) {
        ConsentReceipt receipt = consents.receipt(here.request().facts().consentId());
        Sharing.Standing standing = sharing.standing(here.requestId());
        model.addAttribute("receipt", receipt)
            .addAttribute("mailed", mailed(receipt, here.request()))
            .addAttribute("standing", standing);
        if (here.request().status() == RequestStatus.UPLOADED) {
            model.addAttribute("files", uploads.of(here.requestId()));
            return "journey/uploaded";
        }
        Evidence evidence = checks.evidence(here.requestId());
        model.addAttribute("evidence", evidence).addAttribute("lines", lines.of(evidence, false, true, locale));
        List<DataStanding> reading = syncs.of(here.requestId());
        model.addAttribute("reading", reading)
            .addAttribute("all", !reading.isEmpty() && reading.stream().allMatch(type -> type.dataAsOf() != null))
            .addAttribute("begins",
                    standing.goesOn() && (!reading.isEmpty() || here.request().facts().connectionId() == null));
        return "journey/done";
    }

    /**
     * Whether it went to who is asked now: not where the consent was given for an earlier
     * request, or by the contact of before.
     */
    private static boolean mailed(ConsentReceipt receipt, RequestView request) {
        return request.reference().equals(receipt.reference())
                && request.contactEmail().equalsIgnoreCase(receipt.person().email());
    }

}
