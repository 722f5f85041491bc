package io.ledgerstream.lender.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Owners;
import io.ledgerstream.lender.People;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * <em>Settings: People</em>. Who works for the lender; who leaves hands their companies
 * over first.
 */
@PortalController
class PeoplePage {

    private static final String PATH = "/portal/settings/people";

    private static final String DISABLE = PATH + "/{id}/disable";

    private final People people;

    private final Owners owners;

    PeoplePage(People people, Owners owners) {
        this.people = people;
        this.owners = owners;
    }

    @GetMapping(PATH)
    String show(Model model) {
        model.addAttribute("people", people.all()).addAttribute("companies", owners.companies());
        return "portal/settings/people";
    }

    @GetMapping(DISABLE)
    String initForm(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, Model model) {
        model.addAttribute("form", new Form(null));
        return form(id, user, model);
    }

    @PostMapping(DISABLE)
    String processForm(@PathVariable UUID id, @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, Model model, RedirectAttributes next) {
        UserView leaver = person(id);
        String wish = form.ownerId() == null || form.ownerId().isEmpty() ? null : form.ownerId();
        if (wish != null && !successors(id).containsKey(wish)) {
            errors.rejectValue("ownerId", "refused.owner-not-possible");
        }
        else if (disabled(leaver, wish == null ? null : UUID.fromString(wish), user, errors)) {
            next.addFlashAttribute("disabled", leaver.name());
            return "redirect:" + PATH;
        }
        return form(id, user, model);
    }

    @PostMapping(PATH + "/{id}/enable")
    String enable(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        people.enable(id, Actor.user(user.id()));
        next.addFlashAttribute("enabled", person(id).name());
        return "redirect:" + PATH;
    }

    private boolean disabled(UserView leaver, UUID newOwner, PortalUser user, BindingResult errors) {
        try {
            owners.leaves(leaver.id(), newOwner, Actor.user(user.id()));
            return true;
        }
        catch (Refused refused) {
            if (refused.reason().startsWith("owner-")) {
                errors.rejectValue("ownerId", "refused." + refused.reason());
            }
            else {
                errors.reject("refused." + refused.reason());
            }
            return false;
        }
    }

    private String form(UUID id, PortalUser user, Model model) {
        UserView leaver = person(id);
        model.addAttribute("person", leaver)
            .addAttribute("owned", owners.companies().getOrDefault(id, 0))
            .addAttribute("successors", successors(id))
            .addAttribute("refusal", refusal(leaver, user));
        return "portal/settings/disable";
    }

    /** Why it cannot be done, whoever takes the companies; null where it can. */
    private String refusal(UserView leaver, PortalUser user) {
        List<UserView> admins = people.all().stream().filter(person -> person.admin() && !person.disabled()).toList();
        return leaver.disabled() ? "disabled-already" : leaver.id().equals(user.id()) ? "yourself"
                : leaver.admin() && admins.size() == 1 ? "last-admin" : null;
    }

    private Map<String, String> successors(UUID leaver) {
        var successors = new LinkedHashMap<String, String>();
        people.all()
            .stream()
            .filter(person -> person.mayOwn() && !person.id().equals(leaver))
            .forEach(person -> successors.put(person.id().toString(), person.name()));
        return successors;
    }

    private UserView person(UUID id) {
        return people.all()
            .stream()
            .filter(person -> person.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new NotFound("user"));
    }

    /**
     * @param ownerId who takes over their companies
     */
    record Form(String ownerId) {
    }

}
