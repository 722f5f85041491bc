package io.ledgerstream.link.web;

import io.ledgerstream.link.Invitation;
import io.ledgerstream.link.Invitations;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * <em>Not you?</em> on the pages that a link opens: asks, tells the lender, and takes it
 * back. Looking changes nothing.
 */
@JourneyController
class NotMePage {

    private final Invitations invitations;

    private final UnknownLinks unknown;

    private final NotMe notMe;

    private final ChoicesModel choices;

    private final JourneyModel journey;

    NotMePage(Invitations invitations, UnknownLinks unknown, NotMe notMe, ChoicesModel choices, JourneyModel journey) {
        this.invitations = invitations;
        this.unknown = unknown;
        this.notMe = notMe;
        this.choices = choices;
        this.journey = journey;
    }

    @GetMapping("/c/{token}/not-me")
    ModelAndView ask(@PathVariable String token, Model model, HttpServletRequest request) {
        Invitation invitation = invitations.read(token).orElseThrow(() -> new NotFound("link"));
        if (!invitation.state().open()) {
            return JourneyPaths.seeOther("/c/" + token);
        }
        journey.fill(model.asMap(), invitation, request);
        model.addAttribute("invitation", invitation)
            .addAttribute("token", token)
            .addAttribute("standing", choices.standing(invitation));
        return new ModelAndView("journey/not-me", model.asMap());
    }

    @PostMapping("/c/{token}/not-me")
    ModelAndView notMe(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, notMe::said, "/not-me");
    }

    @PostMapping("/c/{token}/me-after-all")
    ModelAndView meAfterAll(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, notMe::takenBack, "");
    }

    private ModelAndView act(String token, HttpServletRequest request, Consumer<Invitation> word, String next) {
        Invitation invitation = invitations.read(token).orElseThrow(() -> unknown.pressed(request));
        if (!invitation.state().open()) {
            return JourneyPaths.seeOther("/c/" + token);
        }
        try {
            word.accept(invitation);
            return JourneyPaths.seeOther("/c/" + token + next);
        }
        catch (Refused endedMeanwhile) {
            return JourneyPaths.seeOther("/c/" + token);
        }
    }

}
