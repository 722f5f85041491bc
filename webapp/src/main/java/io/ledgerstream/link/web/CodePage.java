package io.ledgerstream.link.web;

import io.ledgerstream.link.CodeAnswer;
import io.ledgerstream.link.Masks;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.link.Visit;
import io.ledgerstream.link.Visits;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks for the code that was mailed to the invited address. It shows that address masked,
 * and nothing of the request.
 */
@JourneyController
class CodePage {

    private final Visits visits;

    private final SignInCodes codes;

    private final RequestViews requests;

    private final VisitCookie cookie;

    private final JourneyModel journey;

    private final WayIn wayIn;

    CodePage(Visits visits, SignInCodes codes, RequestViews requests, VisitCookie cookie, JourneyModel journey,
            WayIn wayIn) {
        this.visits = visits;
        this.codes = codes;
        this.requests = requests;
        this.cookie = cookie;
        this.journey = journey;
        this.wayIn = wayIn;
    }

    @GetMapping(JourneyPaths.CODE)
    ModelAndView ask(@ModelAttribute("form") CodeForm form, BindingResult errors, HttpServletRequest request,
            Model model) {
        return show(waiting(request), request, model);
    }

    @PostMapping(JourneyPaths.CODE)
    ModelAndView enter(@ModelAttribute("form") CodeForm form, BindingResult errors, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        Visit visit = VisitFilter.visit(request).isPresent() ? waiting(request) : pressedTwice(request);
        CodeAnswer answer = CurrentLender.as(visit.lenderId(), () -> visits.enterCode(visit, form.code()));
        if (answer instanceof CodeAnswer.Accepted accepted) {
            cookie.write(response, accepted.visitToken());
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        return CurrentLender.as(visit.lenderId(), () -> {
            ModelAndView page = show(visit, request, model);
            reject(answer, errors, (Dates) model.getAttribute("dates"));
            model.addAttribute("enter", true);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        });
    }

    @PostMapping(JourneyPaths.CODE + "/another")
    ModelAndView another(HttpServletRequest request) {
        Visit visit = waiting(request);
        return CurrentLender.as(visit.lenderId(), () -> {
            try {
                return JourneyPaths.seeOther(JourneyPaths.CODE + (visits.sendAnotherCode(visit) ? "?sent" : "?wait"));
            }
            catch (Refused closed) {
                return wayIn.closed(visit.requestId());
            }
        });
    }

    private ModelAndView show(Visit visit, HttpServletRequest request, Model model) {
        RequestView view = requests.get(visit.requestId());
        journey.fill(model.asMap(), view, request);
        model.asMap().remove("request");
        // Nobody is signed in yet: the page has its own help, and names the contact
        // person below.
        List.of("leaveUrl", "helpUrl").forEach(model.asMap()::remove);
        SignInCodes.Standing standing = codes.standing(visit.requestId());
        model.addAttribute("standing", standing).addAttribute("enter", standing.live());
        model.addAttribute("maskedEmail", Masks.email(view.contactEmail()));
        return new ModelAndView("journey/code");
    }

    private static void reject(CodeAnswer answer, BindingResult errors, Dates dates) {
        switch (answer) {
            case CodeAnswer.Malformed malformed -> errors.rejectValue("code", "code.malformed");
            case CodeAnswer.Wrong wrong ->
                errors.rejectValue("code", "code.wrong", new Object[] { wrong.triesLeft() }, null);
            case CodeAnswer.Replaced late ->
                errors.rejectValue("code", "code.replaced", new Object[] { dates.time(late.newerSentAt()) }, null);
            case CodeAnswer.Over over -> errors.rejectValue("code", "code.over");
            case CodeAnswer.Accepted accepted -> throw new IllegalStateException("An accepted code is no error.");
        }
    }

    private static Visit waiting(HttpServletRequest request) {
        Visit visit = VisitFilter.visit(request)
            .filter(found -> !found.ended())
            .orElseThrow(() -> new Elsewhere(JourneyPaths.AGAIN));
        if (visit.signedIn()) {
            throw new Elsewhere(JourneyPaths.HOME);
        }
        return visit;
    }

    private Visit pressedTwice(HttpServletRequest request) {
        String token = cookie.read(request);
        if (token == null) {
            throw new Elsewhere(JourneyPaths.AGAIN);
        }
        return visits.justSignedIn(token).orElseThrow(() -> new Elsewhere(JourneyPaths.AGAIN));
    }

}
