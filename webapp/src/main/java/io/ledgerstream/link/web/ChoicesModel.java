package io.ledgerstream.link.web;

import io.ledgerstream.link.Invitation;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * How reminders stand, for the pages behind the links in the mails' feet: nothing of the
 * company or its contact in clear.
 */
@Component
class ChoicesModel {

    private final RequestViews requests;

    private final JourneyModel journey;

    private final Clock clock;

    ChoicesModel(RequestViews requests, JourneyModel journey, Clock clock) {
        this.requests = requests;
        this.journey = journey;
        this.clock = clock;
    }

    /**
     * @param heldUntil the day of the next reminder as the customer wished it, null for
     * no such wish
     * @param disputed whether somebody said "not me": the lender is to say who the right
     * person is, or it is them after all
     * @param cameBack whether a mail could not be delivered: the lender is to say which
     * address is right
     * @param firstDay the first on which a reminder can be wished for
     * @param lastDay the last one; before the first where there is none left
     */
    record Standing(boolean stopped, LocalDate heldUntil, boolean disputed, boolean cameBack, LocalDate firstDay,
            LocalDate lastDay) {

        public boolean canWait() {
            return !firstDay.isAfter(lastDay);
        }

        public boolean on() {
            return !stopped && heldUntil == null;
        }
    }

    /**
     * @return the view; of a link that leads nowhere any more it says only that
     */
    String fill(Invitation invitation, String token, Model model, HttpServletRequest request) {
        journey.fill(model.asMap(), invitation, request);
        model.addAttribute("invitation", invitation).addAttribute("token", token);
        if (invitation.state() == Invitation.State.LIVE) {
            model.addAttribute("standing", standing(invitation));
        }
        return "journey/choices";
    }

    Standing standing(Invitation invitation) {
        return CurrentLender.as(invitation.lenderId(), () -> of(requests.get(invitation.requestId())));
    }

    private Standing of(RequestView request) {
        var zone = request.company().timeZone();
        boolean held = request.remindersHeldUntil() != null && request.remindersHeldUntil().isAfter(clock.instant());
        return new Standing(request.remindersStopped(),
                held ? LocalDate.ofInstant(request.remindersHeldUntil(), zone) : null,
                request.doubt() == ContactDoubt.DISPUTED,
                request.doubt() != null && request.doubt() != ContactDoubt.DISPUTED,
                LocalDate.now(clock.withZone(zone)).plusDays(1), LocalDate.ofInstant(request.dueAt(), zone));
    }

}
