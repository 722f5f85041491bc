package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Reconnections;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Asking.Situation;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the follow-up's page can do besides reminding: ask for one product more, or once
 * more to reconnect.
 */
@PortalController
class FollowUpPage {

    private static final String PATH = "/portal/companies/{id}/request";

    private final Asking asking;

    private final Requests requests;

    private final Reconnections reconnections;

    private final Reminders reminders;

    FollowUpPage(Asking asking, Requests requests, Reconnections reconnections, Reminders reminders) {
        this.asking = asking;
        this.requests = requests;
        this.reconnections = reconnections;
        this.reminders = reminders;
    }

    @PostMapping(PATH + "/products")
    String addProducts(@PathVariable UUID id, @RequestParam(name = "products", defaultValue = "") List<String> chosen,
            @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        Situation now = asking.of(id);
        List<Product> added = now.open()
                ? now.addable().stream().filter(product -> chosen.contains(product.name())).toList() : List.of();
        try {
            added.forEach(product -> requests.addProduct(now.before().id(), product, Actor.user(user.id())));
            next.addFlashAttribute(added.isEmpty() ? "refused" : "done",
                    added.isEmpty() ? "no-product" : "product-added");
        }
        catch (Refused refused) {
            next.addFlashAttribute("refused", refused.reason());
        }
        return "redirect:" + PATH;
    }

    /** The customer is invited to reconnect by the process, as the first time. */
    @PostMapping(PATH + "/reconnect")
    String reconnect(@PathVariable UUID id, @RequestParam(defaultValue = "") String agreed,
            @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        UUID company = asking.of(id).company().id();
        try {
            UUID request = reconnections.ask(company, agreed.equals("true"), Actor.user(user.id()));
            reminders.plan(request);
            return "redirect:/portal/requests/" + request + "/requested";
        }
        catch (Refused refused) {
            next.addFlashAttribute("refused", refused.reason());
            return "redirect:" + PATH;
        }
    }

}
