package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Check;
import io.ledgerstream.connection.Checking;
import io.ledgerstream.connection.Checks;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Shows the checks of the connection as they are made. A small script asks for the page every three seconds; without scripts
 * the button does, and waits up to five seconds for a change.
 */
@JourneyController
class CheckingPage {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Checks checks;
    private final RequestViews requests;
    private final SoftwareCatalog catalog;
    private final Waiting waiting;
    private final Clock clock;

    CheckingPage(Checks checks, RequestViews requests, SoftwareCatalog catalog, Waiting waiting, Clock clock) {
        this.checks = checks;
        this.requests = requests;
        this.catalog = catalog;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** @param wait anything but null: waits for a change */
    @GetMapping(JourneyPaths.CHECKING)
    String checking(@At(RequestStep.CHECKING) Here here, @RequestParam(required = false) String wait, Model model) {
        Checking now = checks.of(here.requestId());
        if (wait != null) {
            Checking seen = now;
            waiting.until(() -> !seen.equals(checks.of(here.requestId())) || past(here.requestId()));
            if (past(here.requestId())) {
                throw new Elsewhere(JourneyPaths.HOME);
            }
            now = checks.of(here.requestId());
        }
        model.addAttribute("lines", lines(now)).addAttribute("companyName", now.companyName());
        model.addAttribute("long", now.authorisedAt() != null && clock.instant().isAfter(now.authorisedAt().plus(LONG)));
        catalog.find(here.request().facts().software()).ifPresent(software -> model.addAttribute("software", software));
        return "journey/checking";
    }

    private boolean past(UUID requestId) {
        return requests.facts(requestId).step() != RequestStep.CHECKING;
    }

    /** The first that waits is the one at work. */
    private static List<Line> lines(Checking checking) {
        List<Line> lines = new ArrayList<>();
        boolean working = true;
        for (Check check : checking.checks()) {
            boolean now = working && check.state() == Check.State.WAITING;
            working = working && !now;
            lines.add(new Line(check.name().name(), now ? "now" : check.state().name().toLowerCase(Locale.ROOT), check.detail()));
        }
        return lines;
    }

    /** @param state as the checklist has it: waiting, now, done, doubtful, failed */
    public record Line(String name, String state, String detail) {
    }
}
