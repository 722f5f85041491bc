package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.Evidence;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Shows the checks of the connection as they are made. A small script asks for the page
 * every three seconds; without scripts the button does, and waits up to five seconds for
 * a change.
 */
@JourneyController
class CheckingPage {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Checks checks;

    private final RequestViews requests;

    private final CheckLines lines;

    private final Waiting waiting;

    private final Clock clock;

    CheckingPage(Checks checks, RequestViews requests, CheckLines lines, Waiting waiting, Clock clock) {
        this.checks = checks;
        this.requests = requests;
        this.lines = lines;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * @param wait anything but null: waits for a change
     */
    @GetMapping(JourneyPaths.CHECKING)
    String checking(@At(RequestStep.CHECKING) Here here, @RequestParam(required = false) String wait, Locale locale,
            Model model) {
        Evidence now = checks.evidence(here.requestId());
        if (wait != null) {
            Evidence seen = now;
            waiting.until(() -> !seen.equals(checks.evidence(here.requestId())) || past(here.requestId()));
            if (past(here.requestId())) {
                throw new Elsewhere(JourneyPaths.HOME);
            }
            now = checks.evidence(here.requestId());
        }
        model.addAttribute("lines", lines.of(now, true, false, locale));
        Instant since = now.checking().authorisedAt();
        model.addAttribute("long", since != null && clock.instant().isAfter(since.plus(LONG)));
        return "journey/checking";
    }

    private boolean past(UUID requestId) {
        return requests.facts(requestId).step() != RequestStep.CHECKING;
    }

}
