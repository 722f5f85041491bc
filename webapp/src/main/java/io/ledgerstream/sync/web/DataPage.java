package io.ledgerstream.sync.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.sync.ConnectionData;
import io.ledgerstream.sync.ConnectionDataViews;
import io.ledgerstream.sync.CutOvers;
import io.ledgerstream.sync.SyncInterval;
import io.ledgerstream.sync.SyncOrders;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A connection's data: as of when each type is, what was read when and what was in the
 * way; a read now, and how often. No amounts.
 */
@PortalController
class DataPage {

    private static final String PATH = "/portal/connections/{id}";

    private static final String BACK = "redirect:" + PATH;

    private final ConnectionDataViews views;

    private final SyncOrders orders;

    private final CutOvers cutOvers;

    private final SoftwareCatalog catalog;

    DataPage(ConnectionDataViews views, SyncOrders orders, CutOvers cutOvers, SoftwareCatalog catalog) {
        this.views = views;
        this.orders = orders;
        this.cutOvers = cutOvers;
        this.catalog = catalog;
    }

    /**
     * @param before where the history goes on; what is no time shows the newest
     */
    @GetMapping(PATH)
    String show(@PathVariable UUID id, @RequestParam(required = false) String before, Model model) {
        ConnectionData data = views.of(id, time(before));
        model.addAttribute("data", data)
            .addAttribute("software", named(data.software()))
            .addAttribute("cutOvers",
                    cutOvers.of(id).stream().map(one -> new Changed(one, named(one.software()))).toList())
            .addAttribute("intervals", SyncInterval.values())
            .addAttribute("later", time(before) != null);
        return "portal/data/connection";
    }

    @PostMapping(PATH + "/refresh")
    String refresh(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        return done(user, "refresh-asked", next, actor -> orders.refresh(id, actor));
    }

    /** A value that is not offered is a bad request. */
    @PostMapping(PATH + "/interval")
    String interval(@PathVariable UUID id, @RequestParam SyncInterval interval,
            @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        return done(user, "interval-changed", next, actor -> orders.every(id, interval, actor));
    }

    /** From which day on the new software counts; what is no day is out of range. */
    @PostMapping(PATH + "/cut-over")
    String cutOver(@PathVariable UUID id, @RequestParam UUID change, @RequestParam String cutOver,
            @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        return done(user, "cut-over-moved", next, actor -> cutOvers.move(id, change, Patterns.day(cutOver), actor));
    }

    private String named(String code) {
        return catalog.find(code).map(Software::name).orElse(code);
    }

    /**
     * @param software the other one's name
     */
    record Changed(CutOvers.CutOver cutOver, String software) {
    }

    private static String done(PortalUser user, String what, RedirectAttributes next, Consumer<Actor> order) {
        if (!user.mayManage()) {
            throw new AccessDeniedException("only who may manage a company orders reads");
        }
        try {
            order.accept(Actor.user(user.id()));
            next.addFlashAttribute("done", what);
        }
        catch (Refused refused) {
            next.addFlashAttribute("refused", refused.reason());
        }
        return BACK;
    }

    /** What no database takes for a time is none either. */
    private static Instant time(String text) {
        try {
            return text == null || text.length() > 32 || !text.startsWith("20") ? null : Instant.parse(text);
        }
        catch (DateTimeParseException e) {
            return null;
        }
    }

}
