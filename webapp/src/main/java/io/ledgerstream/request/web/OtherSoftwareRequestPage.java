package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.request.web.Asking.Situation;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The lender has heard that a connected company works with other software: its contact is
 * asked to connect that.
 */
@PortalController
class OtherSoftwareRequestPage {

    private static final String FOLLOW_UP = "/portal/companies/{id}/request";

    private static final String PATH = FOLLOW_UP + "/other-software";

    private final Asking asking;

    private final SoftwareChanges changes;

    private final Reminders reminders;

    private final SoftwareCatalog catalog;

    private final Clock clock;

    OtherSoftwareRequestPage(Asking asking, SoftwareChanges changes, Reminders reminders, SoftwareCatalog catalog,
            Clock clock) {
        this.asking = asking;
        this.changes = changes;
        this.reminders = reminders;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, Model model) {
        Situation now = asking.of(id);
        model.addAttribute("form", new Form(""));
        return now.connected() == null || now.open() ? "redirect:" + FOLLOW_UP : form(now, model);
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        Situation now = asking.of(id);
        LocalDate day = Patterns.day(form.cutOver());
        try {
            if (day != null) {
                UUID request = changes.ask(now.company().id(), day, Actor.user(user.id()));
                reminders.plan(request);
                return "redirect:/portal/requests/" + request + "/requested";
            }
        }
        catch (Refused refused) {
            if (!"cut-over-out-of-range".equals(refused.reason())) {
                next.addFlashAttribute("refused", refused.reason());
                return "redirect:" + FOLLOW_UP;
            }
        }
        if (now.connected() == null) {
            return "redirect:" + FOLLOW_UP;
        }
        errors.rejectValue("cutOver", "refused.cut-over-out-of-range");
        return form(now, model);
    }

    private String form(Situation now, Model model) {
        LocalDate today = LocalDate.now(clock.withZone(now.company().timeZone()));
        String code = now.connected().software();
        model.addAttribute("now", now)
            .addAttribute("software", catalog.find(code).map(Software::name).orElse(code))
            .addAttribute("firstDay", today.minusMonths(SoftwareChanges.MONTHS_BACK))
            .addAttribute("lastDay", today);
        return "portal/requests/other-software";
    }

    /**
     * @param cutOver ISO 8601
     */
    record Form(String cutOver) {
    }

}
