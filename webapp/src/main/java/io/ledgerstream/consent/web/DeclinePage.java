package io.ledgerstream.consent.web;

import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.link.web.Meanwhile;
import io.ledgerstream.request.Reopening;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Saying no is as easy as saying yes; a reason is welcome and not needed. */
@JourneyController
class DeclinePage {

    private static final String DECLINE = "/journey/decline";

    private static final int LONGEST = 1000;

    private final Consents consents;

    private final RequestProgress progress;

    private final Meanwhile meanwhile;

    DeclinePage(Consents consents, RequestProgress progress, Meanwhile meanwhile) {
        this.progress = progress;
        this.meanwhile = meanwhile;
        this.consents = consents;
    }

    @GetMapping(DECLINE)
    String ask(@At(RequestStep.GIVE_CONSENT) Here here, Kept kept, Model model) {
        model.addAttribute("form", new DeclineForm(kept.or("reason", "")));
        return "journey/decline";
    }

    @PostMapping(DECLINE)
    @Keeps("reason")
    ModelAndView decline(@At({ RequestStep.GIVE_CONSENT, RequestStep.DECLINED }) Here here,
            @ModelAttribute("form") DeclineForm form, BindingResult errors) {
        if (form.reason().length() > LONGEST) {
            errors.rejectValue("reason", "decline.reason.long");
            return new ModelAndView("journey/decline", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (here.request().facts().step() == RequestStep.GIVE_CONSENT) {
            consents.decline(here.requestId(), form.reason().isEmpty() ? null : form.reason(), here.customer());
        }
        return JourneyPaths.seeOther(JourneyPaths.DECLINED);
    }

    @GetMapping(JourneyPaths.DECLINED)
    String declined(@At(RequestStep.DECLINED) Here here, Model model, Locale language) {
        Reopening reopening = progress.reopening(here.requestId());
        model.addAttribute("reopening", reopening.name())
            .addAttribute("mayChangeMind", reopening == Reopening.POSSIBLE)
            .addAttribute("byAnother", meanwhile.byAnotherInWords(here, language).orElse(null));
        return "journey/declined";
    }

    /**
     * <em>I changed my mind</em>: the request is open again, at the consent. Pressed
     * twice it leads on all the same.
     */
    @PostMapping(JourneyPaths.DECLINED)
    ModelAndView changedMind(Here here) {
        if (here.request().facts().step() == RequestStep.DECLINED) {
            progress.reopened(here.requestId(), here.customer());
        }
        return JourneyPaths.seeOther(JourneyPaths.HOME);
    }

}
