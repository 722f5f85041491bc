package io.ledgerstream.sharing.web;

import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.web.ReceiptFiles;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.web.Dates;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.sharing.SharingView;
import io.ledgerstream.sharing.Sharings;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** What a person shares with each lender, and the way to end it: two presses. */
@JourneyController
class SharingsPage {

    private final Sharings sharings;

    private final Consents consents;

    private final ReceiptFiles files;

    SharingsPage(Sharings sharings, Consents consents, ReceiptFiles files) {
        this.files = files;
        this.sharings = sharings;
        this.consents = consents;
    }

    @GetMapping(ManagePage.SHARINGS)
    String list(ManageVisit visit, Model model, Locale language) {
        List<SharingView> all = sharings.of(visit);
        model.addAttribute("sharings", all.stream().map(one -> new Card(one, dates(one, language))).toList());
        return "manage/sharings";
    }

    @GetMapping(ManagePage.SHARINGS + "/{id}/receipt")
    String receipt(ManageVisit visit, @PathVariable UUID id, Model model, Locale language) {
        SharingView sharing = shown(visit, id, model, language);
        model.addAttribute("files", ManagePage.SHARINGS + "/" + id + "/receipt");
        model.addAttribute("receipt",
                CurrentLender.as(sharing.request().lender().id(), () -> consents.receipt(sharing.consentId())));
        return "manage/receipt";
    }

    @GetMapping(ManagePage.SHARINGS + "/{id}/receipt.pdf")
    ResponseEntity<byte[]> pdf(ManageVisit visit, @PathVariable UUID id) {
        SharingView sharing = sharings.get(visit, id);
        return CurrentLender.as(sharing.request().lender().id(),
                () -> files.pdf(sharing.request(), sharing.consentId()));
    }

    @GetMapping(ManagePage.SHARINGS + "/{id}/receipt.jws")
    ResponseEntity<byte[]> signed(ManageVisit visit, @PathVariable UUID id) {
        SharingView sharing = sharings.get(visit, id);
        return CurrentLender.as(sharing.request().lender().id(), () -> files.signed(sharing.consentId()));
    }

    @GetMapping(ManagePage.SHARINGS + "/{id}/end")
    ModelAndView end(ManageVisit visit, @PathVariable UUID id, Model model, Locale language) {
        return shown(visit, id, model, language).ended() ? JourneyPaths.seeOther(ManagePage.SHARINGS)
                : new ModelAndView("manage/end");
    }

    @PostMapping(ManagePage.SHARINGS + "/{id}/end")
    ModelAndView ended(ManageVisit visit, @PathVariable UUID id) {
        return JourneyPaths.seeOther(ManagePage.SHARINGS + (sharings.end(visit, id) ? "?ended" : ""));
    }

    private SharingView shown(ManageVisit visit, UUID id, Model model, Locale language) {
        SharingView sharing = sharings.get(visit, id);
        model.addAttribute("sharing", sharing).addAttribute("dates", dates(sharing, language));
        return sharing;
    }

    private static Dates dates(SharingView sharing, Locale language) {
        return new Dates(language, sharing.request().company().timeZone());
    }

    /** A sharing with its dates in its company's time zone. */
    record Card(SharingView sharing, Dates dates) {
    }

}
