package io.ledgerstream.link.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.Invitation;
import io.ledgerstream.link.Invitations;
import io.ledgerstream.link.Visit;
import io.ledgerstream.link.Visits;
import io.ledgerstream.link.WayBack;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a mailed link opens. Looking changes nothing. A press on a live link begins a
 * visit and takes the token out of the address; on one that no longer works it does the
 * one useful next thing.
 */
@JourneyController
class LinkPage {

    private static final int NEW_LINKS_PER_HOUR = 5;

    /**
     * Where signing in leads to something: the journey, the receipt, a change of mind.
     */
    private static final Set<Invitation.State> STARTS = EnumSet.of(Invitation.State.LIVE, Invitation.State.FINISHED,
            Invitation.State.INTERRUPTED, Invitation.State.DECLINED);

    private final Invitations invitations;

    private final Visits visits;

    private final WayBack wayBack;

    private final RateLimits limits;

    private final UnknownLinks unknown;

    private final VisitCookie cookie;

    private final JourneyModel journey;

    LinkPage(Invitations invitations, Visits visits, WayBack wayBack, RateLimits limits, UnknownLinks unknown,
            VisitCookie cookie, JourneyModel journey) {
        this.invitations = invitations;
        this.visits = visits;
        this.wayBack = wayBack;
        this.limits = limits;
        this.unknown = unknown;
        this.cookie = cookie;
        this.journey = journey;
    }

    @GetMapping("/c/{token}")
    String link(@PathVariable String token, Model model, HttpServletRequest request) {
        Invitation invitation = invitations.read(token).orElseThrow(() -> new NotFound("link"));
        journey.fill(model.asMap(), invitation, request);
        model.addAttribute("invitation", invitation)
            .addAttribute("token", token)
            .addAttribute("mailed",
                    request.getParameterMap().containsKey("mailed") && invitation.state() == Invitation.State.REPLACED);
        return invitation.state() == Invitation.State.LIVE ? "journey/start" : "journey/link";
    }

    @PostMapping("/c/{token}/start")
    ModelAndView start(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Invitation invitation = pressed(token, request);
        if (!STARTS.contains(invitation.state())) {
            return JourneyPaths.seeOther("/c/" + token);
        }
        Optional<Visit> before = visits.find(cookie.read(request));
        if (before.filter(visit -> visit.signedIn() && visit.requestId().equals(invitation.requestId())).isPresent()) {
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        cookie.write(response, as(invitation, () -> visits.start(invitation)));
        before.ifPresent(visits::end);
        return JourneyPaths.seeOther(JourneyPaths.CODE);
    }

    @PostMapping("/c/{token}/new-link")
    ModelAndView newLink(@PathVariable String token, HttpServletRequest request) {
        Invitation invitation = pressed(token, request);
        if (!invitation.state().newLinkHelps()) {
            return JourneyPaths.seeOther("/c/" + token);
        }
        limits.count("new-link", invitation.requestId().toString(), NEW_LINKS_PER_HOUR);
        boolean mailed = as(invitation, () -> wayBack.askForNewLink(invitation));
        // No link is mailed to a person who said that the request is not for them.
        return JourneyPaths.seeOther("/c/" + token + (mailed ? "?mailed" : "/not-me"));
    }

    @PostMapping("/c/{token}/go-on")
    ModelAndView goOn(@PathVariable String token, HttpServletRequest request) {
        Invitation invitation = pressed(token, request);
        if (invitation.state() != Invitation.State.REQUEST_EXPIRED) {
            return JourneyPaths.seeOther("/c/" + token);
        }
        as(invitation, () -> {
            wayBack.wouldLikeToGoOn(invitation.requestId(), invitation.zone(), Actor.customer(null));
            return true;
        });
        return JourneyPaths.seeOther("/c/" + token + "?told");
    }

    private Invitation pressed(String token, HttpServletRequest request) {
        return invitations.read(token).orElseThrow(() -> unknown.pressed(request));
    }

    private static <T> T as(Invitation invitation, Supplier<T> work) {
        return CurrentLender.as(invitation.lenderId(), work);
    }

}
