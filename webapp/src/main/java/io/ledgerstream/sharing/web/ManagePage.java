package io.ledgerstream.sharing.web;

import io.ledgerstream.link.CodeAnswer;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.Masks;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.link.Visits;
import io.ledgerstream.link.web.Dates;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.VisitCookie;
import io.ledgerstream.platform.EmailAddresses;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.web.Languages;
import io.ledgerstream.platform.web.Networks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The one address where people see and end what they share, with whichever lender: an
 * e-mail address, then the code that is mailed to it. Nothing here tells whether an
 * address is known: page, times and statements are the same.
 */
@JourneyController
class ManagePage {

    static final String PATH = "/manage";
    static final String CODE = "/manage/code";
    static final String SHARINGS = "/manage/sharings";

    private static final int PER_HOUR = 30;

    private final ManageVisits visits;

    private final ManageCookie cookie;

    private final Visits journeys;

    private final VisitCookie journeyCookie;

    private final RateLimits limits;

    ManagePage(ManageVisits visits, ManageCookie cookie, Visits journeys, VisitCookie journeyCookie,
            RateLimits limits) {
        this.visits = visits;
        this.cookie = cookie;
        this.journeys = journeys;
        this.journeyCookie = journeyCookie;
        this.limits = limits;
    }

    @GetMapping(PATH)
    String ask(@ModelAttribute("form") AddressForm form, BindingResult errors, Model model, Locale language) {
        fill(model, language);
        return "manage/address";
    }

    @PostMapping(PATH)
    ModelAndView begin(@ModelAttribute("form") AddressForm form, BindingResult errors, HttpServletRequest request,
            HttpServletResponse response, Model model, Locale language) {
        limits.count("manage", Networks.of(request), PER_HOUR);
        Optional<String> address = EmailAddresses.understood(form.email());
        if (address.isEmpty()) {
            errors.rejectValue("email", form.email().isEmpty() ? "manage.email.none" : "manage.email.odd");
            fill(model, language);
            return new ModelAndView("manage/address", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        cookie.write(response, visits.begin(address.get()));
        return JourneyPaths.seeOther(CODE);
    }

    @GetMapping(CODE)
    ModelAndView code(@ModelAttribute("form") TypedCode form, BindingResult errors, Waiting waiting, Model model,
            Locale language) {
        return show(waiting.visit(), model, language);
    }

    @PostMapping(CODE)
    ModelAndView enter(@ModelAttribute("form") TypedCode form, BindingResult errors, HttpServletRequest request,
            HttpServletResponse response, Model model, Locale language) {
        String token = cookie.read(request);
        ManageVisit visit = visits.find(token)
            .or(() -> token == null ? Optional.empty() : visits.justSignedIn(token))
            .orElseThrow(() -> new Elsewhere(PATH));
        CodeAnswer answer = visits.enter(visit, form.code());
        if (answer instanceof CodeAnswer.Accepted accepted) {
            cookie.write(response, accepted.visitToken());
            return JourneyPaths.seeOther(SHARINGS);
        }
        ModelAndView page = show(visit, model, language);
        reject(answer, errors, dates(language));
        model.addAttribute("enter", true);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping(CODE + "/another")
    ModelAndView another(Waiting waiting) {
        return JourneyPaths.seeOther(CODE + (visits.sendAnother(waiting.visit()) ? "?sent" : "?wait"));
    }

    @PostMapping(PATH + "/leave")
    ModelAndView leave(HttpServletRequest request, HttpServletResponse response) {
        visits.find(cookie.read(request)).ifPresent(visits::end);
        cookie.forget(response);
        // Signing out here signs the person out of the journey too.
        journeys.find(journeyCookie.read(request)).ifPresent(journeys::end);
        journeyCookie.forget(response);
        return JourneyPaths.seeOther(PATH + "?left");
    }

    private ModelAndView show(ManageVisit visit, Model model, Locale language) {
        fill(model, language);
        SignInCodes.Standing standing = visits.standing(visit.email());
        model.addAttribute("standing", standing)
            .addAttribute("enter", standing.live())
            .addAttribute("dates", dates(language));
        model.addAttribute("maskedEmail", Masks.email(visit.email()));
        return new ModelAndView("manage/code");
    }

    private static void reject(CodeAnswer answer, BindingResult errors, Dates dates) {
        switch (answer) {
            case CodeAnswer.Malformed malformed -> errors.rejectValue("code", "code.malformed");
            case CodeAnswer.Wrong wrong ->
                errors.rejectValue("code", "code.wrong", new Object[] { wrong.triesLeft() }, null);
            case CodeAnswer.Replaced late -> errors.rejectValue("code", "code.replaced",
                    new Object[] { dates.time(late.newerSentAt()) + " UTC" }, null);
            case CodeAnswer.Over over -> errors.rejectValue("code", "code.over");
            case CodeAnswer.Accepted accepted -> throw new IllegalStateException("An accepted code is no error.");
        }
    }

    /** Whose time zone it is is not known before the code. */
    private static Dates dates(Locale language) {
        return new Dates(language, ZoneOffset.UTC);
    }

    private static void fill(Model model, Locale language) {
        model.addAttribute("lenderName", "Ledgerstream").addAttribute("otherLanguages", Languages.others(language));
    }

}
