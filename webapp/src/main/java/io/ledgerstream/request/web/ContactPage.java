package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
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

/**
 * <em>Correct contact</em>: another person, another address; or, where there is a doubt,
 * that the address is right.
 */
@PortalController
class ContactPage {

    private static final String PATH = "/portal/requests/{id}/contact";

    private static final String VIEW = "portal/requests/contact";

    private static final String REQUEST = "redirect:/portal/requests/{id}";

    private final RequestViews views;

    private final Contacts contacts;

    ContactPage(RequestViews views, Contacts contacts) {
        this.views = views;
        this.contacts = contacts;
    }

    @InitBinder
    void trim(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, Model model) {
        RequestView request = views.get(id);
        model.addAttribute("request", request)
            .addAttribute("form", new Form(request.contactName(), request.contactEmail()));
        return request.status().open() ? VIEW : REQUEST;
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        if (!errors.hasErrors() && corrected(id, form, errors, user)) {
            next.addFlashAttribute("done", "contact-corrected");
            return REQUEST;
        }
        model.addAttribute("request", views.get(id));
        return VIEW;
    }

    /** The address is right: an invitation goes to it once more. */
    @PostMapping(PATH + "/same")
    String same(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        RequestView request = views.get(id);
        contacts.correct(id, request.contactName(), request.contactEmail(), Actor.user(user.id()));
        next.addFlashAttribute("done", "contact-same");
        return REQUEST;
    }

    private boolean corrected(UUID id, Form form, BindingResult errors, PortalUser user) {
        try {
            contacts.correct(id, form.contactName(), form.contactEmail(), Actor.user(user.id()));
            return true;
        }
        catch (Refused refused) {
            if (!"same-contact".equals(refused.reason())) {
                throw refused;
            }
            errors.rejectValue("contactEmail", "refused.same-contact");
            return false;
        }
    }

    /** Checked as a company's contact is. */
    record Form(
            @NotBlank(message = "{company.contactName.missing}") @Size(max = 120,
                    message = "{company.too-long}") @Pattern(regexp = Patterns.PLAIN,
                            message = "{company.control}") String contactName,
            @NotBlank(message = "{company.contactEmail.wrong}") @Size(max = 254,
                    message = "{company.contactEmail.wrong}") @Pattern(regexp = Patterns.EMAIL,
                            message = "{company.contactEmail.wrong}") String contactEmail) {
    }

}
