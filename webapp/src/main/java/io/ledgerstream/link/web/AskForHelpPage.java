package io.ledgerstream.link.web;

import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Typed;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestStep;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Help from any step: one question at a time, its answers beside it, and the way back to
 * the step, which waits meanwhile.
 */
@JourneyController
class AskForHelpPage {

    private static final int LONGEST = 1000;

    private static final int PER_HOUR = 10;

    private final Help help;

    private final RateLimits limits;

    AskForHelpPage(Help help, RateLimits limits) {
        this.help = help;
        this.limits = limits;
    }

    @GetMapping(JourneyPaths.HELP)
    String ask(@At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
            RequestStep.UPLOAD_FILES, RequestStep.CHECKING, RequestStep.CHOOSE_SUBSIDIARIES,
            RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES }) Here here, Kept kept, Model model) {
        model.addAttribute("form", new HelpForm(kept.or("question", "")));
        return show(here, model);
    }

    @PostMapping(JourneyPaths.HELP)
    @Keeps("question")
    ModelAndView asked(
            @At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
                    RequestStep.UPLOAD_FILES, RequestStep.CHECKING, RequestStep.CHOOSE_SUBSIDIARIES,
                    RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES }) Here here,
            @ModelAttribute("form") HelpForm form, BindingResult errors, Model model) {
        if (form.question().isEmpty() || form.question().length() > LONGEST) {
            errors.rejectValue("question",
                    form.question().isEmpty() ? "ask-help.question.none" : "ask-help.question.long");
        }
        else {
            limits.count("help", here.requestId().toString(), PER_HOUR);
            ask(here, form, errors);
        }
        return errors.hasErrors() ? new ModelAndView(show(here, model), HttpStatus.UNPROCESSABLE_CONTENT)
                : JourneyPaths.seeOther(JourneyPaths.HELP + "?asked");
    }

    private void ask(Here here, HelpForm form, BindingResult errors) {
        try {
            help.ask(here.requestId(), form.question(), here.customer());
        }
        catch (Refused refused) {
            if (!"help-asked-already".equals(refused.reason())) {
                throw refused;
            }
            errors.rejectValue("question", "ask-help.question.enough");
        }
    }

    private String show(Here here, Model model) {
        model.addAttribute("questions", help.of(here.requestId())).addAttribute("helpUrl", null);
        model.addAttribute("back", JourneyPaths.of(here.request().facts().step()));
        return "journey/help";
    }

    /**
     * @param question what was typed, without space around it
     */
    record HelpForm(String question) {

        HelpForm {
            question = Typed.lines(question);
        }
    }

}
