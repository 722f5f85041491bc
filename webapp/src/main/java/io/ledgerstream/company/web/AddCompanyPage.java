package io.ledgerstream.company.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import jakarta.validation.Valid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adds one company. */
@PortalController
class AddCompanyPage {

    private static final String PATH = "/portal/companies/new";

    private static final String VIEW = "portal/companies/new";

    private final Companies companies;

    private final Lenders lenders;

    AddCompanyPage(Companies companies, Lenders lenders) {
        this.companies = companies;
        this.lenders = lenders;
    }

    @InitBinder
    void trim(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    }

    /** Who may be in charge of a company, by id. */
    @ModelAttribute("owners")
    Map<String, String> owners() {
        var owners = new LinkedHashMap<String, String>();
        lenders.users()
            .stream()
            .filter(UserView::mayOwn)
            .forEach(user -> owners.put(user.id().toString(), user.name()));
        return owners;
    }

    @GetMapping(PATH)
    String initForm(@ModelAttribute("owners") Map<String, String> owners, @AuthenticationPrincipal PortalUser user,
            Model model) {
        UUID owner = owners.containsKey(user.id().toString()) ? user.id() : null;
        model.addAttribute("form", CompanyForm.blank(owner)).addAttribute("countries", Countries.ALL);
        return VIEW;
    }

    @PostMapping(PATH)
    String processForm(@Valid @ModelAttribute("form") CompanyForm form, BindingResult errors,
            @ModelAttribute("owners") Map<String, String> owners, @AuthenticationPrincipal PortalUser user, Model model,
            RedirectAttributes next) {
        check(form, errors, owners);
        if (!errors.hasErrors()) {
            UUID added = add(form, errors, user);
            if (added != null) {
                next.addFlashAttribute("added", form.legalName());
                return "redirect:/portal/companies#c-" + added;
            }
        }
        model.addAttribute("countries", Countries.ALL);
        return VIEW;
    }

    private static void check(CompanyForm form, BindingResult errors, Map<String, String> owners) {
        if (form.country() != null && !errors.hasFieldErrors("country") && !Countries.ALL.containsKey(form.country())) {
            errors.rejectValue("country", "company.country.missing");
        }
        if (form.ownerId() != null && !owners.containsKey(form.ownerId())) {
            errors.rejectValue("ownerId", "company.ownerId.missing");
        }
    }

    private UUID add(CompanyForm form, BindingResult errors, PortalUser user) {
        try {
            return companies.add(form.company(), Actor.user(user.id()));
        }
        catch (Refused refused) {
            boolean owner = refused.reason().equals("owner-not-possible");
            errors.rejectValue(owner ? "ownerId" : "reference", "refused." + refused.reason());
            return null;
        }
    }

}
