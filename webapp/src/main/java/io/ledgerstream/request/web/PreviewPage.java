package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.mail.web.MailFrame;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The mail exactly as it would go out, and the click that sends it. */
@PortalController
class PreviewPage {

    private static final String PATH = "/portal/companies/{id}/request/preview";

    private static final String FORM = "redirect:/portal/companies/{id}/request";

    private final Companies companies;

    private final Mails mails;

    private final Requests requests;

    private final RequestViews views;

    private final Reminders reminders;

    PreviewPage(Companies companies, Mails mails, Requests requests, RequestViews views, Reminders reminders) {
        this.companies = companies;
        this.mails = mails;
        this.requests = requests;
        this.views = views;
        this.reminders = reminders;
    }

    @GetMapping(PATH)
    String show(@PathVariable UUID id, HttpSession session, Model model) {
        CompanyView company = companies.get(id);
        Optional<Draft> draft = Draft.of(session, id);
        if (draft.isEmpty()) {
            return FORM;
        }
        model.addAttribute("company", company)
            .addAttribute("draft", draft.get())
            .addAttribute("mail", mails.preview(draft.get().form().request(id)));
        return "portal/requests/preview";
    }

    /** The page's part of the mail, for the frame of the page above. */
    @GetMapping(PATH + "/mail")
    ResponseEntity<String> mail(@PathVariable UUID id, HttpSession session, HttpServletResponse response) {
        Draft draft = Draft.of(session, id).orElseThrow(() -> new NotFound("draft"));
        return MailFrame.of(mails.preview(draft.form().request(id)), response);
    }

    /**
     * A second click, or one on a preview that was replaced, sends nothing: it leads to
     * where things stand.
     */
    @PostMapping(PATH)
    String request(@PathVariable UUID id, @RequestParam("draft") String previewed, HttpSession session,
            @AuthenticationPrincipal PortalUser user) {
        Optional<Draft> draft = Draft.of(session, id).filter(kept -> kept.id().toString().equals(previewed));
        if (draft.isEmpty()) {
            return open(companies.get(id).id()).map(PreviewPage::confirmation).orElse(FORM);
        }
        try {
            UUID request = requests.request(draft.get().form().request(id), Actor.user(user.id()));
            reminders.plan(request);
            Draft.forget(session, id);
            return confirmation(request);
        }
        catch (Refused refused) {
            return open(id).map(PreviewPage::confirmation).orElseThrow(() -> refused);
        }
    }

    private Optional<UUID> open(UUID companyId) {
        return views.newest(companyId).filter(request -> request.status().open()).map(request -> request.id());
    }

    private static String confirmation(UUID requestId) {
        return "redirect:/portal/requests/" + requestId + "/requested";
    }

}
