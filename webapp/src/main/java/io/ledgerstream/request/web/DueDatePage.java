package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Moves the due date of an open request; reminders and expiry follow it. Leads back to
 * where one came from.
 */
@PortalController
class DueDatePage {

    private static final String PATH = "/portal/requests/{id}/due-date";

    private static final String VIEW = "portal/requests/due-date";

    private static final String REQUEST = "redirect:/portal/requests/{id}";

    private final RequestViews views;

    private final Requests requests;

    private final Clock clock;

    DueDatePage(RequestViews views, Requests requests, Clock clock) {
        this.views = views;
        this.requests = requests;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, @RequestParam(required = false) String from, Model model) {
        RequestView request = views.get(id);
        model.addAttribute("form",
                new Form(request.dueAt().atZone(request.company().timeZone()).toLocalDate().toString(), from));
        return request.status().open() ? form(request, model) : REQUEST;
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        LocalDate day = Patterns.day(form.dueDate());
        if (day != null && moved(id, day, user)) {
            next.addFlashAttribute("done", "due-date-moved");
            return form.fromFollowUp() ? "redirect:/portal/companies/" + views.get(id).company().id() + "/request"
                    : REQUEST;
        }
        errors.rejectValue("dueDate", "refused.due-date-out-of-range");
        return form(views.get(id), model);
    }

    private boolean moved(UUID id, LocalDate day, PortalUser user) {
        try {
            requests.moveDueDate(id, day, Actor.user(user.id()));
            return true;
        }
        catch (Refused refused) {
            if (!"due-date-out-of-range".equals(refused.reason())) {
                throw refused;
            }
            return false;
        }
    }

    private String form(RequestView request, Model model) {
        LocalDate today = LocalDate.now(clock.withZone(request.company().timeZone()));
        model.addAttribute("request", request)
            .addAttribute("firstDay", today.plusDays(1))
            .addAttribute("lastDay", today.plusDays(Requests.LONGEST_DAYS));
        return VIEW;
    }

    /**
     * @param from {@code follow-up} where the follow-up's page sent one here
     */
    record Form(String dueDate, String from) {

        Form {
            from = "follow-up".equals(from) ? from : null;
        }

        public boolean fromFollowUp() {
            return from != null;
        }
    }

}
