package io.ledgerstream.request.web;

import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.mail.MailContent;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * <em>Request information</em>: what to ask a company for. One page whatever came before: never asked and closed requests
 * lead to the form, an open request to its follow-up, a connection to what is connected.
 */
@PortalController
class AskPage {

    private static final int LONGEST_DAYS = 90;

    private final Companies companies;
    private final Lenders lenders;
    private final RequestViews requests;
    private final Mails mails;
    private final Clock clock;

    AskPage(Companies companies, Lenders lenders, RequestViews requests, Mails mails, Clock clock) {
        this.companies = companies;
        this.lenders = lenders;
        this.requests = requests;
        this.mails = mails;
        this.clock = clock;
    }

    @GetMapping("/portal/companies/{id}/request")
    String initForm(@PathVariable UUID id, HttpSession session, Model model) {
        CompanyView company = companies.get(id);
        LenderView lender = lenders.current();
        Optional<RequestView> before = requests.newest(id);
        if (before.isPresent() && before.get().status().open()) {
            model.addAttribute("request", before.get()).addAttribute("mail", reminder(before.get()).orElse(null));
            return "portal/requests/follow-up";
        }
        if (before.isPresent() && before.get().status() == RequestStatus.CONNECTED) {
            model.addAttribute("request", before.get());
            return "portal/requests/connected";
        }
        LocalDate due = today(company).plusDays(lender.policy().dueDays());
        model.addAttribute("form", Draft.of(session, id).map(Draft::form).orElseGet(() -> RequestForm.blank(due, company.language())));
        return form(company, lender, before, model);
    }

    @PostMapping("/portal/companies/{id}/request")
    String processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") RequestForm form, BindingResult errors, HttpSession session,
                       Model model) {
        CompanyView company = companies.get(id);
        LenderView lender = lenders.current();
        Optional<RequestView> before = requests.newest(id);
        if (before.isPresent() && before.get().status().open()) {
            return "redirect:/portal/companies/{id}/request";
        }
        check(form, errors, company, lender, before);
        if (errors.hasErrors()) {
            return form(company, lender, before, model);
        }
        Draft.keep(session, id, form);
        return "redirect:/portal/companies/{id}/request/preview";
    }

    private void check(RequestForm form, BindingResult errors, CompanyView company, LenderView lender, Optional<RequestView> before) {
        LocalDate due = form.due();
        LocalDate today = today(company);
        if (due == null || !due.isAfter(today) || due.isAfter(today.plusDays(LONGEST_DAYS))) {
            errors.rejectValue("dueDate", "refused.due-date-out-of-range");
        }
        if (form.language() == null) {
            errors.rejectValue("language", "ask.language.missing");
        }
        if (!errors.hasFieldErrors("products") && !offered(lender).stream().map(Product::name).toList().containsAll(form.products())) {
            errors.rejectValue("products", "ask.products.missing");
        }
        if (declined(before) && !form.isAgreed()) {
            errors.rejectValue("agreed", "ask.agreed.missing");
        }
    }

    private String form(CompanyView company, LenderView lender, Optional<RequestView> before, Model model) {
        LocalDate today = today(company);
        model.addAttribute("company", company).addAttribute("offered", offered(lender)).addAttribute("before", before.orElse(null))
                .addAttribute("declined", declined(before)).addAttribute("firstDay", today.plusDays(1))
                .addAttribute("lastDay", today.plusDays(LONGEST_DAYS));
        return "portal/requests/ask";
    }

    /** The reminder that could go out now; empty while there is nothing to remind of. */
    private Optional<MailContent> reminder(RequestView request) {
        return request.facts().step() == RequestStep.CHECKING ? Optional.empty() : Optional.of(mails.previewReminder(request.id()));
    }

    private static List<Product> offered(LenderView lender) {
        return Arrays.stream(Product.values()).filter(product -> product != Product.FINANCIALS || lender.financialsOffered()).toList();
    }

    private static boolean declined(Optional<RequestView> before) {
        return before.filter(request -> request.status() == RequestStatus.DECLINED).isPresent();
    }

    private LocalDate today(CompanyView company) {
        return LocalDate.now(clock.withZone(company.timeZone()));
    }
}
