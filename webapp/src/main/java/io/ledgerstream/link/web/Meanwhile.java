package io.ledgerstream.link.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.audit.Timeline.Deed;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.Visit;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Two people may be on one journey: the first press counts, and the second person is told
 * who did what when, as the audit has it. People are told apart by their visits.
 */
@Component
public class Meanwhile {

    /** What moves a request on, or back. */
    private static final List<String> DEEDS = List.of("software-selected", "consent-given", "request-declined",
            "request-reopened", "files-uploaded", "connection-started", "connection-authorised", "connection-refused",
            "connection-rejected", "connection-verified", "subsidiaries-offered", "subsidiaries-chosen",
            "company-mismatched", "company-confirmed", "another-company-chosen", "company-accepted", "company-refused");

    private final Timeline timeline;

    private final RequestViews requests;

    private final Consents consents;

    private final MessageSource words;

    private final Clock clock;

    Meanwhile(Timeline timeline, RequestViews requests, Consents consents, MessageSource words, Clock clock) {
        this.timeline = timeline;
        this.requests = requests;
        this.consents = consents;
        this.words = words;
        this.clock = clock;
    }

    /** Whether the last that was done to the request was another person's doing. */
    public boolean byAnother(Here here) {
        return timeline.newest(here.requestId(), DEEDS).filter(deed -> elsewhere(deed, here.visit().id())).isPresent();
    }

    /**
     * The last that was done, where another did it while this visit lasted, as a
     * sentence. What was done before may be their own, on another day.
     */
    public Optional<String> byAnotherInWords(Here here, Locale language) {
        return timeline.newest(here.requestId(), DEEDS)
            .filter(deed -> elsewhere(deed, here.visit().id()) && deed.at().isAfter(here.visit().begunAt()))
            .map(deed -> sentence(deed, here.request(), here.visit().id(), language));
    }

    /**
     * The last that was done to the request of whoever asks, as a sentence; empty where
     * nobody is signed in or nothing was done.
     */
    Optional<String> inWords(HttpServletRequest request, Locale language) {
        return VisitFilter.visit(request)
            .filter(Visit::signedIn)
            .flatMap(visit -> timeline.newest(visit.requestId(), DEEDS)
                .map(deed -> sentence(deed, requests.get(visit.requestId()), visit.id(), language)));
    }

    private String sentence(Deed deed, RequestView request, UUID visit, Locale language) {
        String who = deed.actor().kind() == Actor.Kind.USER ? request.lender().name() : person(deed, request);
        String where = deed.actor().kind() != Actor.Kind.CUSTOMER ? "" : " "
                + words.getMessage(elsewhere(deed, visit) ? "meanwhile.elsewhere" : "meanwhile.here", null, language);
        return words.getMessage("meanwhile." + deed.action(),
                new Object[] { when(deed.at(), request, language), who, where }, language);
    }

    private static boolean elsewhere(Deed deed, UUID visit) {
        return deed.actor().kind() == Actor.Kind.CUSTOMER && !visit.equals(deed.actor().id());
    }

    private String person(Deed deed, RequestView request) {
        return "consent-given".equals(deed.action()) ? consents.receipt(request.facts().consentId()).person().name()
                : "";
    }

    private String when(Instant at, RequestView request, Locale language) {
        Dates dates = new Dates(language, request.company().timeZone());
        boolean today = LocalDate.ofInstant(at, dates.zone()).equals(LocalDate.now(clock.withZone(dates.zone())));
        return today ? words.getMessage("meanwhile.at", new Object[] { dates.time(at) }, language)
                : words.getMessage("meanwhile.on", new Object[] { dates.moment(at) }, language);
    }

}
