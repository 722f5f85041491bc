package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestViews;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * <em>Help customer</em>: what they asked, at which step, and the answer, which goes out
 * by mail. Also once the request is closed.
 */
@PortalController
class HelpPage {

    private static final String PATH = "/portal/requests/{id}/help";

    private static final String VIEW = "portal/requests/help";

    private final RequestViews views;

    private final Help help;

    HelpPage(RequestViews views, Help help) {
        this.views = views;
        this.help = help;
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, Model model) {
        model.addAttribute("form", new Form(null));
        return form(id, model);
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        if (errors.hasErrors()) {
            return form(id, model);
        }
        try {
            help.answer(id, form.answer(), Actor.user(user.id()));
            next.addFlashAttribute("done", "help-answered");
        }
        catch (Refused refused) {
            next.addFlashAttribute("refused", refused.reason());
        }
        return "redirect:/portal/requests/{id}";
    }

    private String form(UUID id, Model model) {
        model.addAttribute("request", views.get(id)).addAttribute("questions", help.of(id));
        return VIEW;
    }

    record Form(
            @NotNull(message = "{help.answer.missing}") @Size(max = 2000, message = "{help.answer.too-long}") @Pattern(
                    regexp = Patterns.LINES, message = "{ask.note.control}") String answer) {

        Form {
            answer = Patterns.lines(answer);
        }
    }

}
