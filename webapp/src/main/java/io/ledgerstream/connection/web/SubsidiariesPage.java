package io.ledgerstream.connection.web;

import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Subsidiaries;
import io.ledgerstream.connection.Subsidiaries.Offer;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Meanwhile;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestStep;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * One account keeps the books of several companies: the customer ticks those that are
 * shared. None is ticked beforehand, and none of the books is read before.
 */
@JourneyController
class SubsidiariesPage {

    private static final String PAGE = "journey/subsidiaries";

    private final Subsidiaries subsidiaries;

    private final CompanyMatches matches;

    private final SoftwareCatalog catalog;

    private final Meanwhile meanwhile;

    SubsidiariesPage(Subsidiaries subsidiaries, CompanyMatches matches, SoftwareCatalog catalog, Meanwhile meanwhile) {
        this.subsidiaries = subsidiaries;
        this.matches = matches;
        this.catalog = catalog;
        this.meanwhile = meanwhile;
    }

    @GetMapping(JourneyPaths.SUBSIDIARIES)
    String ask(@At(RequestStep.CHOOSE_SUBSIDIARIES) Here here, Model model) {
        model.addAttribute("form", new SubsidiariesForm(null, fill(here, model).attempt().toString()));
        return PAGE;
    }

    /** A second press finds the choice made; another person, who made it. */
    @PostMapping(JourneyPaths.SUBSIDIARIES)
    ModelAndView chosen(@At({ RequestStep.CHOOSE_SUBSIDIARIES, RequestStep.CHECKING }) Here here,
            @ModelAttribute("form") SubsidiariesForm form, BindingResult errors, Model model) {
        if (here.request().facts().step() == RequestStep.CHECKING && !meanwhile.byAnother(here)) {
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        try {
            subsidiaries.choose(here.requestId(), attempt(form.attempt()), form.shared(), here.customer());
        }
        catch (Refused e) {
            if (!"nothing-chosen".equals(e.reason())) {
                throw e;
            }
            errors.rejectValue("shared", "subsidiaries.none");
            fill(here, model);
            return new ModelAndView(PAGE, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return JourneyPaths.seeOther(JourneyPaths.HOME);
    }

    /**
     * The wrong account after all: its access ends, and the customer connects another.
     */
    @PostMapping(JourneyPaths.SUBSIDIARIES + "/another")
    ModelAndView another(@At(RequestStep.CHOOSE_SUBSIDIARIES) Here here,
            @RequestParam(defaultValue = "") String attempt) {
        matches.chooseAnother(here.requestId(), attempt(attempt), here.customer());
        return JourneyPaths.seeOther(JourneyPaths.CONNECT);
    }

    private static UUID attempt(String text) {
        try {
            return UUID.fromString(text);
        }
        catch (IllegalArgumentException | NullPointerException e) {
            throw new Refused("attempt-superseded");
        }
    }

    private Offer fill(Here here, Model model) {
        Offer offer = subsidiaries.offered(here.requestId()).orElseThrow();
        model.addAttribute("offer", offer);
        catalog.find(here.request().facts().software()).ifPresent(software -> model.addAttribute("software", software));
        return offer;
    }

}
