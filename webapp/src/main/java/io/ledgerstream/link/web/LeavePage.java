package io.ledgerstream.link.web;

import io.ledgerstream.link.Visits;
import io.ledgerstream.link.WayBack;
import io.ledgerstream.platform.web.Languages;
import io.ledgerstream.request.RequestStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Leaving before the end: asks once, and says what is kept; and going on at a desk what
 * does not suit a telephone.
 */
@JourneyController
class LeavePage {

    private static final String LEFT = "/journey/left";

    private final Visits visits;

    private final WayBack wayBack;

    private final VisitCookie cookie;

    LeavePage(Visits visits, WayBack wayBack, VisitCookie cookie) {
        this.visits = visits;
        this.wayBack = wayBack;
        this.cookie = cookie;
    }

    @GetMapping(JourneyPaths.LEAVE)
    String ask(@At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
            RequestStep.UPLOAD_FILES, RequestStep.CHECKING, RequestStep.CHOOSE_SUBSIDIARIES,
            RequestStep.CONFIRM_COMPANY, RequestStep.LENDER_DECIDES }) Here here, Model model) {
        model.addAttribute("back", JourneyPaths.of(here.request().facts().step())).addAttribute("leaveUrl", null);
        return "journey/leave";
    }

    @PostMapping(JourneyPaths.LEAVE)
    ModelAndView leave(Here here, HttpServletResponse response) {
        visits.end(here.visit());
        cookie.forget(response);
        return JourneyPaths.seeOther(LEFT + "?in=" + here.request().language());
    }

    /**
     * @param in the language of the request that was left: this browser knows nothing of
     * it any more
     */
    @GetMapping(LEFT)
    String left(@RequestParam(defaultValue = "") String in, HttpServletRequest request) {
        Languages.ofRequest(request, () -> in);
        return "journey/left";
    }

    /** Mails the link once more, so that it is at hand where there is a larger screen. */
    @PostMapping("/journey/desk")
    ModelAndView desk(@At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
            RequestStep.UPLOAD_FILES }) Here here) {
        wayBack.goOnAtDesk(here.visit());
        return JourneyPaths.seeOther(JourneyPaths.HOME + "?desk=yes");
    }

}
