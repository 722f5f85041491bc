package io.ledgerstream.connection.web;

import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.CompanyQuestion;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestStep;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The connected books seem to be another company's: both are named, and the customer
 * chooses another or says why these are right. Then the lender decides; until it has,
 * another company can still be connected.
 */
@JourneyController
class CompanyPage {

    private final CompanyMatches matches;

    CompanyPage(CompanyMatches matches) {
        this.matches = matches;
    }

    @GetMapping(JourneyPaths.COMPANY)
    String ask(@At({ RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES }) Here here, Kept kept, Model model) {
        CompanyQuestion question = fill(here, model);
        model.addAttribute("form", new CompanyForm(null, kept.or("reason", null), question.attempt().toString()));
        return here.request().facts().step() == RequestStep.CONFIRM_COMPANY ? "journey/company"
                : "journey/company-asked";
    }

    @PostMapping(JourneyPaths.COMPANY)
    @Keeps("reason")
    ModelAndView answer(@At({ RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES }) Here here,
            @ModelAttribute("form") CompanyForm form, BindingResult errors, Model model) {
        if (!form.complete(errors)) {
            fill(here, model);
            return new ModelAndView("journey/company", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        UUID attempt = attempt(form);
        if (CompanyForm.ANOTHER.equals(form.answer())) {
            matches.chooseAnother(here.requestId(), attempt, here.customer());
            return JourneyPaths.seeOther(JourneyPaths.CONNECT);
        }
        if (!saidAlready(here, attempt)) {
            matches.confirm(here.requestId(), attempt, form.reason(), here.customer());
        }
        return JourneyPaths.seeOther(JourneyPaths.COMPANY);
    }

    /** A second press, or a second person, finds the lender asked. */
    private static boolean saidAlready(Here here, UUID attempt) {
        return here.request().facts().step() == RequestStep.LENDER_DECIDES
                && attempt.equals(here.request().facts().attemptId());
    }

    private static UUID attempt(CompanyForm form) {
        try {
            return UUID.fromString(form.attempt());
        }
        catch (IllegalArgumentException | NullPointerException e) {
            throw new Refused("attempt-superseded");
        }
    }

    private CompanyQuestion fill(Here here, Model model) {
        CompanyQuestion question = matches.of(here.requestId()).orElseThrow();
        model.addAttribute("question", question);
        return question;
    }

}
