package io.ledgerstream.company.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.company.Owners;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts somebody else in charge of a company. */
@PortalController
class OwnerPage {

    private static final String PATH = "/portal/companies/{id}/owner";

    private static final String VIEW = "portal/companies/owner";

    private final Companies companies;

    private final Lenders lenders;

    private final Owners owners;

    OwnerPage(Companies companies, Lenders lenders, Owners owners) {
        this.companies = companies;
        this.lenders = lenders;
        this.owners = owners;
    }

    @GetMapping(PATH)
    String initForm(@PathVariable UUID id, Model model) {
        model.addAttribute("form", new Form(companies.get(id).ownerId().toString()));
        return form(id, model);
    }

    @PostMapping(PATH)
    String processForm(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        CompanyView company = companies.get(id);
        if (!possible().containsKey(form.ownerId()) || !changed(id, UUID.fromString(form.ownerId()), user)) {
            errors.rejectValue("ownerId", "company.ownerId.missing");
            return form(id, model);
        }
        next.addFlashAttribute("owned", company.legalName())
            .addFlashAttribute("newOwner", possible().get(form.ownerId()));
        return "redirect:/portal/companies#c-" + id;
    }

    private boolean changed(UUID company, UUID owner, PortalUser user) {
        try {
            owners.change(company, owner, Actor.user(user.id()));
            return true;
        }
        catch (Refused refused) {
            return false;
        }
    }

    private String form(UUID id, Model model) {
        model.addAttribute("company", companies.get(id)).addAttribute("owners", possible());
        return VIEW;
    }

    /** Who may be in charge, by id. */
    private Map<String, String> possible() {
        var possible = new LinkedHashMap<String, String>();
        lenders.users()
            .stream()
            .filter(UserView::mayOwn)
            .forEach(user -> possible.put(user.id().toString(), user.name()));
        return possible;
    }

    record Form(String ownerId) {
    }

}
