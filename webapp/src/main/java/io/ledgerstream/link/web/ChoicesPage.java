package io.ledgerstream.link.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.Invitation;
import io.ledgerstream.link.Invitations;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Reminders;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the link in a mail's foot opens: not now, no more reminders, not me. No code is
 * asked for, since everything here can be undone here. Looking changes nothing.
 */
@JourneyController
class ChoicesPage {

    private static final Actor CUSTOMER = Actor.customer(null);

    private final Invitations invitations;

    private final UnknownLinks unknown;

    private final Reminders reminders;

    private final NotMe notMe;

    private final ChoicesModel choices;

    ChoicesPage(Invitations invitations, UnknownLinks unknown, Reminders reminders, NotMe notMe, ChoicesModel choices) {
        this.invitations = invitations;
        this.unknown = unknown;
        this.reminders = reminders;
        this.notMe = notMe;
        this.choices = choices;
    }

    @GetMapping("/r/{token}")
    String choose(@PathVariable String token, @ModelAttribute("form") NotNowForm form, BindingResult errors,
            Model model, HttpServletRequest request) {
        return choices.fill(invitations.choices(token).orElseThrow(() -> new NotFound("link")), token, model, request);
    }

    /**
     * From a mail program, which wants no page. Where there is nothing to stop any more,
     * that is an answer too.
     */
    @PostMapping(value = "/r/{token}", params = OneClick.FIELD + "=" + OneClick.VALUE)
    ResponseEntity<Void> oneClick(@PathVariable String token, HttpServletRequest request) {
        stop(token, request);
        return ResponseEntity.ok().build();
    }

    @PostMapping("/r/{token}/not-now")
    ModelAndView notNow(@PathVariable String token, @ModelAttribute("form") NotNowForm form, BindingResult errors,
            Model model, HttpServletRequest request) {
        Invitation invitation = pressed(token, request);
        if (invitation.state() != Invitation.State.LIVE) {
            return back(token);
        }
        form.date()
            .ifPresentOrElse(day -> hold(invitation, day, errors),
                    () -> errors.rejectValue("day", "choices.day.missing"));
        if (!errors.hasErrors()) {
            return back(token);
        }
        var page = new ModelAndView(choices.fill(invitation, token, model, request), model.asMap());
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /**
     * Where the form came back, the language is switched and the page loaded again at
     * this address: there is one page for all of it.
     */
    @GetMapping("/r/{token}/not-now")
    ModelAndView notNow(@PathVariable String token) {
        return back(token);
    }

    @PostMapping("/r/{token}/stop")
    ModelAndView stop(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, invitation -> reminders.stop(invitation.requestId(), CUSTOMER));
    }

    @PostMapping("/r/{token}/resume")
    ModelAndView resume(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, invitation -> reminders.resume(invitation.requestId(), CUSTOMER));
    }

    @PostMapping("/r/{token}/not-me")
    ModelAndView notMe(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, notMe::said);
    }

    @PostMapping("/r/{token}/me-after-all")
    ModelAndView meAfterAll(@PathVariable String token, HttpServletRequest request) {
        return act(token, request, notMe::takenBack);
    }

    /** A request that has ended changes no more: the page says how it ended. */
    private ModelAndView act(String token, HttpServletRequest request, Consumer<Invitation> choice) {
        Invitation invitation = pressed(token, request);
        if (invitation.state() == Invitation.State.LIVE) {
            try {
                CurrentLender.as(invitation.lenderId(), () -> choice.accept(invitation));
            }
            catch (Refused endedMeanwhile) {
                return back(token);
            }
        }
        return back(token);
    }

    private void hold(Invitation invitation, LocalDate day, BindingResult errors) {
        try {
            CurrentLender.as(invitation.lenderId(), () -> reminders.notNow(invitation.requestId(), day, CUSTOMER));
        }
        catch (Refused refused) {
            // Of a request that has ended meanwhile the page says how it ended: the day
            // is not at fault.
            if (!refused.reason().equals("request-closed")) {
                errors.rejectValue("day", "choices." + refused.reason());
            }
        }
    }

    private Invitation pressed(String token, HttpServletRequest request) {
        return invitations.choices(token).orElseThrow(() -> unknown.pressed(request));
    }

    private static ModelAndView back(String token) {
        return JourneyPaths.seeOther("/r/" + token);
    }

}
