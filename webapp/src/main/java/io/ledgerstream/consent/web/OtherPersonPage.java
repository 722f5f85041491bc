package io.ledgerstream.consent.web;

import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.EmailAddresses;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Typed;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestStep;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Who may not agree for the company says who may: the lender reads it at once, and
 * decides whom to write to. Nothing else changes meanwhile.
 */
@JourneyController
class OtherPersonPage {

    private static final String PATH = "/journey/consent/other-person";

    private static final int PER_HOUR = 10;

    private final Help help;

    private final RateLimits limits;

    private final MessageSource words;

    OtherPersonPage(Help help, RateLimits limits, MessageSource words) {
        this.help = help;
        this.limits = limits;
        this.words = words;
    }

    @GetMapping(PATH)
    String ask(@At(RequestStep.GIVE_CONSENT) Here here, Kept kept, Model model) {
        model.addAttribute("form",
                new OtherPersonForm(kept.or("person", ""), kept.or("email", ""), kept.or("note", "")));
        return "journey/other-person";
    }

    @PostMapping(PATH)
    @Keeps({ "person", "email", "note" })
    ModelAndView told(@At(RequestStep.GIVE_CONSENT) Here here, @ModelAttribute("form") OtherPersonForm form,
            BindingResult errors, Locale language) {
        check(form, errors);
        if (!errors.hasErrors()) {
            limits.count("help", here.requestId().toString(), PER_HOUR);
            tell(here, form, errors, language);
        }
        return errors.hasErrors() ? new ModelAndView("journey/other-person", HttpStatus.UNPROCESSABLE_CONTENT)
                : JourneyPaths.seeOther(PATH + "?told");
    }

    private void tell(Here here, OtherPersonForm form, BindingResult errors, Locale language) {
        try {
            help.ask(here.requestId(),
                    words
                        .getMessage("other-person.told", new Object[] { form.person(), form.email(), form.note() },
                                language)
                        .strip(),
                    here.customer());
        }
        catch (Refused refused) {
            if (!"help-asked-already".equals(refused.reason())) {
                throw refused;
            }
            errors.rejectValue("person", "ask-help.question.enough");
        }
    }

    private static void check(OtherPersonForm form, BindingResult errors) {
        if (form.person().isEmpty() || form.person().length() > 100 || Typed.odd(form.person())) {
            errors.rejectValue("person",
                    form.person().isEmpty() ? "other-person.person.none" : "other-person.person.odd");
        }
        if (EmailAddresses.understood(form.email()).isEmpty()) {
            errors.rejectValue("email", form.email().isEmpty() ? "other-person.email.none" : "other-person.email.odd");
        }
        if (form.note().length() > 500) {
            errors.rejectValue("note", "other-person.note.long");
        }
    }

    /** What was typed, without space around it. */
    record OtherPersonForm(String person, String email, String note) {

        OtherPersonForm {
            person = person == null ? "" : person.strip();
            email = email == null ? "" : email.strip();
            note = Typed.lines(note);
        }
    }

}
