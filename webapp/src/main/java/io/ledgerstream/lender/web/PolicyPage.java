package io.ledgerstream.lender.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.request.ReminderPolicy;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * <em>Settings: Policy</em>. The lender's rules, with a look at what reminders would come
 * of them before they are kept.
 */
@PortalController
class PolicyPage {

    private static final String PATH = "/portal/settings/policy";

    private static final String VIEW = "portal/settings/policy";

    /** Where a request is thought to go while the lender has no company. */
    private static final String ANYWHERE = "US";

    private static final ZoneId ANYWHERES_ZONE = ZoneId.of("America/New_York");

    private final Lenders lenders;

    private final Companies companies;

    private final Clock clock;

    PolicyPage(Lenders lenders, Companies companies, Clock clock) {
        this.lenders = lenders;
        this.companies = companies;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String initForm(Model model) {
        Policy policy = lenders.current().policy();
        model.addAttribute("form", PolicyForm.of(policy));
        return form(policy, model);
    }

    /**
     * @param what {@code preview} only looks at the rules; anything else keeps them
     */
    @PostMapping(PATH)
    String processForm(@ModelAttribute("form") PolicyForm form, BindingResult errors,
            @RequestParam(defaultValue = "save") String what, @AuthenticationPrincipal PortalUser user, Model model,
            RedirectAttributes next) {
        form.check(errors);
        if (errors.hasErrors()) {
            return form(null, model);
        }
        if (what.equals("preview")) {
            model.addAttribute("notKept", !form.policy().equals(lenders.current().policy()));
            return form(form.policy(), model);
        }
        lenders.changePolicy(form.policy(), Actor.user(user.id()));
        next.addFlashAttribute("saved", true);
        return "redirect:" + PATH;
    }

    /**
     * @param policy to look at; null for none
     */
    private String form(Policy policy, Model model) {
        Optional<CompanyView> example = companies.newest();
        String country = example.map(CompanyView::country).orElse(ANYWHERE);
        ZoneId zone = example.map(CompanyView::timeZone).orElse(ANYWHERES_ZONE);
        model.addAttribute("bounds", PolicyForm.BOUNDS)
            .addAttribute("zone", zone)
            .addAttribute("country", Locale.of("", country).getDisplayCountry(Locale.ENGLISH))
            .addAttribute("reminders",
                    policy == null ? null : ReminderPolicy.preview(policy, country, zone, clock.instant()));
        return VIEW;
    }

}
