package io.ledgerstream.request.web;

import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Asking.Situation;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * <em>Request information</em>: what to ask a company for. One page whatever came before:
 * never asked and closed requests lead to the form, an open request to its follow-up, a
 * connection to what is connected and what else can be asked for.
 */
@PortalController
class AskPage {

    private static final String PATH = "/portal/companies/{id}/request";

    private final Asking asking;

    private final RequestViews requests;

    private final Requests rules;

    private final Mails mails;

    private final SoftwareCatalog catalog;

    private final Clock clock;

    AskPage(Asking asking, RequestViews requests, Requests rules, Mails mails, SoftwareCatalog catalog, Clock clock) {
        this.asking = asking;
        this.requests = requests;
        this.rules = rules;
        this.mails = mails;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, HttpSession session, Model model) {
        Situation now = asking.of(id);
        if (now.open()) {
            return followUp(now, model);
        }
        if (now.accessLost()) {
            return accessLost(now, model);
        }
        if (now.offered().isEmpty()) {
            model.addAttribute("now", now);
            return "portal/requests/connected";
        }
        LocalDate due = today(now.company()).plusDays(now.lender().policy().dueDays());
        model.addAttribute("form",
                Draft.of(session, id)
                    .map(Draft::form)
                    .orElseGet(() -> RequestForm.blank(due, now.company().language())));
        return form(now, model);
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") RequestForm form, BindingResult errors,
            HttpSession session, Model model) {
        Situation now = asking.of(id);
        if (!now.askable()) {
            return "redirect:" + PATH;
        }
        check(form, errors, now);
        if (errors.hasErrors()) {
            return form(now, model);
        }
        Draft.keep(session, id, form);
        return "redirect:" + PATH + "/preview";
    }

    private void check(RequestForm form, BindingResult errors, Situation now) {
        LocalDate due = form.due();
        LocalDate today = today(now.company());
        if (due == null || !due.isAfter(today) || due.isAfter(today.plusDays(Requests.LONGEST_DAYS))) {
            errors.rejectValue("dueDate", "refused.due-date-out-of-range");
        }
        if (form.language() == null) {
            errors.rejectValue("language", "ask.language.missing");
        }
        if (!errors.hasFieldErrors("products")
                && !now.offered().stream().map(Product::name).toList().containsAll(form.products())) {
            errors.rejectValue("products", "ask.products.missing");
        }
        if (now.declined() && !form.isAgreed()) {
            errors.rejectValue("agreed", "refused.agreement-missing");
        }
    }

    private String form(Situation now, Model model) {
        LocalDate today = today(now.company());
        model.addAttribute("now", now)
            .addAttribute("firstDay", today.plusDays(1))
            .addAttribute("lastDay", today.plusDays(Requests.LONGEST_DAYS));
        return "portal/requests/ask";
    }

    /**
     * With the reminder that could go out now; while there is none to send, with the
     * reason.
     */
    private String followUp(Situation now, Model model) {
        RequestView request = now.before();
        boolean remindable = Reminders.remindable(request.facts());
        model.addAttribute("request", request)
            .addAttribute("addable", now.addable())
            .addAttribute("reminder", NextReminder.of(request, clock.instant()))
            .addAttribute("mail", remindable ? mails.previewReminder(request.id()) : null);
        return "portal/requests/follow-up";
    }

    private String accessLost(Situation now, Model model) {
        UUID id = now.company().id();
        RequestView before = requests.newestReconnection(id).orElse(null);
        model.addAttribute("now", now)
            .addAttribute("before", before)
            .addAttribute("asked", before != null && before.status().open())
            .addAttribute("declined", before != null && before.status() == RequestStatus.DECLINED)
            .addAttribute("notBefore", rules.askAgainFrom(id, RequestKind.RECONNECTION).orElse(null))
            .addAttribute("software",
                    catalog.find(now.connected().software()).map(Software::name).orElse(now.connected().software()));
        return "portal/requests/access-lost";
    }

    private LocalDate today(CompanyView company) {
        return LocalDate.now(clock.withZone(company.timeZone()));
    }

}
