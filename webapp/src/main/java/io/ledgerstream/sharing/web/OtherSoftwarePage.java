package io.ledgerstream.sharing.web;

import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.web.Dates;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.link.web.VisitCookie;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.sharing.SharingView;
import io.ledgerstream.sharing.Sharings;
import io.ledgerstream.sharing.Sharings.OtherSoftware;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * I use other software now: since when, then straight on into the journey that connects
 * it. Where that cannot be, the lender is told.
 */
@JourneyController
class OtherSoftwarePage {

    private static final String PATH = ManagePage.SHARINGS + "/{id}/other-software";

    private final Sharings sharings;

    private final VisitCookie journey;

    private final Clock clock;

    OtherSoftwarePage(Sharings sharings, VisitCookie journey, Clock clock) {
        this.sharings = sharings;
        this.journey = journey;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView ask(ManageVisit visit, @PathVariable UUID id, Kept kept, Model model, Locale language) {
        SharingView sharing = sharings.get(visit, id);
        if (sharing.ended()) {
            return JourneyPaths.seeOther(ManagePage.SHARINGS);
        }
        OtherSoftware way = sharings.otherSoftware(visit, id);
        return way == OtherSoftware.TELL ? tell(sharing, new OtherSoftwareForm(kept.or("software", null)), model)
                : change(sharing, new CutOverForm(null), way, model, language);
    }

    @PostMapping(PATH)
    @Keeps("software")
    ModelAndView told(ManageVisit visit, @PathVariable UUID id, @ModelAttribute("form") OtherSoftwareForm form,
            BindingResult errors, Model model) {
        if (!form.valid(errors)) {
            return invalid(tell(sharings.get(visit, id), form, model));
        }
        sharings.otherSoftware(visit, id, form.software());
        return JourneyPaths.seeOther(ManagePage.SHARINGS + "?told");
    }

    @PostMapping(PATH + "/change")
    ModelAndView changed(ManageVisit visit, @PathVariable UUID id, @ModelAttribute("form") CutOverForm form,
            BindingResult errors, Model model, Locale language, HttpServletResponse response) {
        LocalDate day = form.day(errors);
        try {
            if (day != null) {
                journey.write(response, sharings.changeSoftware(visit, id, day));
                return JourneyPaths.seeOther(JourneyPaths.HOME);
            }
        }
        catch (Refused refused) {
            if (!"cut-over-out-of-range".equals(refused.reason())) {
                return back(id);
            }
            errors.rejectValue("cutOver", "manage.change.day.range");
        }
        return invalid(change(sharings.get(visit, id), form, sharings.otherSoftware(visit, id), model, language));
    }

    /**
     * Where the form came back, the language is switched and the page loaded again at
     * this address.
     */
    @GetMapping(PATH + "/change")
    ModelAndView change(@PathVariable UUID id) {
        return back(id);
    }

    private static ModelAndView back(UUID id) {
        return JourneyPaths.seeOther(ManagePage.SHARINGS + "/" + id + "/other-software");
    }

    private static ModelAndView tell(SharingView sharing, OtherSoftwareForm form, Model model) {
        model.addAttribute("sharing", sharing).addAttribute("form", form);
        return new ModelAndView("manage/other-software");
    }

    private ModelAndView change(SharingView sharing, CutOverForm form, OtherSoftware way, Model model,
            Locale language) {
        LocalDate today = LocalDate.now(clock.withZone(sharing.request().company().timeZone()));
        model.addAttribute("sharing", sharing)
            .addAttribute("form", form)
            .addAttribute("begun", way == OtherSoftware.GO_ON)
            .addAttribute("dates", new Dates(language, sharing.request().company().timeZone()))
            .addAttribute("firstDay", today.minusMonths(SoftwareChanges.MONTHS_BACK))
            .addAttribute("lastDay", today);
        return new ModelAndView("manage/change-software");
    }

    private static ModelAndView invalid(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

}
