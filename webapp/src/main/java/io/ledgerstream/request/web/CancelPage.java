package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.web.Typed;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Withdraws an open request, after asking once and saying what follows. */
@PortalController
class CancelPage {

    private static final String VIEW = "portal/requests/cancel";

    private final RequestViews views;

    private final Requests requests;

    CancelPage(RequestViews views, Requests requests) {
        this.views = views;
        this.requests = requests;
    }

    @InitBinder
    void trim(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    }

    @GetMapping("/portal/requests/{id}/cancel")
    String initForm(@PathVariable UUID id, Model model) {
        var request = views.get(id);
        model.addAttribute("request", request).addAttribute("form", new Form(null));
        return request.status().open() ? VIEW : "redirect:/portal/requests/{id}";
    }

    @PostMapping("/portal/requests/{id}/cancel")
    String processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        if (errors.hasErrors()) {
            model.addAttribute("request", views.get(id));
            return VIEW;
        }
        requests.cancel(id, form.reason(), Actor.user(user.id()));
        next.addFlashAttribute("done", "cancelled");
        return "redirect:/portal/requests/{id}";
    }

    /**
     * @param reason for the lender's own records; the customer is not told
     */
    record Form(@Size(max = 1000, message = "{cancel.reason.too-long}") String reason) {

        Form {
            String seen = Typed.lines(reason);
            reason = seen.isEmpty() ? null : seen;
        }
    }

}
