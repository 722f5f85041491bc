package io.ledgerstream.mail.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Reminds the customer at once, or sends them a new link; says on the request's page what
 * came of it.
 */
@PortalController
class MailAgainPage {

    private final Reminders reminders;

    private final Mails mails;

    private final RequestViews requests;

    MailAgainPage(Reminders reminders, Mails mails, RequestViews requests) {
        this.reminders = reminders;
        this.mails = mails;
        this.requests = requests;
    }

    /** The reminder as it would go out now, for the frame of the follow-up. */
    @GetMapping("/portal/requests/{id}/reminder/mail")
    ResponseEntity<String> reminder(@PathVariable UUID id, HttpServletResponse response) {
        return MailFrame.of(mails.previewReminder(id), response);
    }

    @PostMapping("/portal/requests/{id}/remind")
    String remind(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        return tell(next, "reminded", () -> reminders.remindNow(id, Actor.user(user.id())));
    }

    @GetMapping("/portal/requests/{id}/resend")
    String resend(@PathVariable UUID id, Model model) {
        RequestView request = requests.get(id);
        model.addAttribute("request", request);
        return request.status().open() ? "portal/mail/resend" : "redirect:/portal/requests/{id}";
    }

    @PostMapping("/portal/requests/{id}/resend")
    String resend(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        return tell(next, "resent", () -> mails.resend(id, Actor.user(user.id())));
    }

    private static String tell(RedirectAttributes next, String done, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute("done", done);
        }
        catch (Refused refused) {
            next.addFlashAttribute("refused", refused.reason());
        }
        return "redirect:/portal/requests/{id}";
    }

}
