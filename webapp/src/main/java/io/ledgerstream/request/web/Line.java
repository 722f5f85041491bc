package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a request's timeline as the page shows it.
 *
 * @param tone as the timeline's fragment knows it
 * @param who the portal user's name, null for others
 * @param key of the words that say more, null where there are none, or somebody's own
 * words are
 * @param text what somebody wrote or named; null for none
 * @param day a day that it is about; null for none
 */
record Line(Instant at, String tone, String action, Actor.Kind actor, String who, String key, String text,
        LocalDate day) {

    private static final Map<String, String> TONES = Map.ofEntries(Map.entry("connection-verified", "success"),
            Map.entry("company-accepted", "success"), Map.entry("consent-given", "success"),
            Map.entry("files-uploaded", "success"), Map.entry("connection-rejected", "danger"),
            Map.entry("company-refused", "danger"), Map.entry("request-declined", "danger"),
            Map.entry("access-lost", "danger"), Map.entry("connection-refused", "warning"),
            Map.entry("company-mismatched", "warning"), Map.entry("same-books", "warning"),
            Map.entry("mail-bounced", "warning"), Map.entry("mail-unknown", "warning"),
            Map.entry("contact-disputed-by-customer", "warning"), Map.entry("help-asked", "warning"),
            Map.entry("rejected-three-times", "warning"), Map.entry("request-expired", "warning"),
            Map.entry("request-cancelled", "warning"));

    /** Marks whose cause is a line of its own right before them. */
    private static final Set<String> SAID_ALREADY = Set.of("contact-disputed", "help-waiting", "company-mismatch");

    static Optional<Line> of(Timeline.Entry entry, Names names) {
        return SAID_ALREADY.contains(entry.action()) ? Optional.empty() : Optional.of(line(entry, names));
    }

    private static Line line(Timeline.Entry entry, Names names) {
        Line bare = new Line(entry.at(), TONES.getOrDefault(entry.action(), "neutral"), entry.action(), entry.actor(),
                entry.user(), null, null, null);
        return switch (entry.action()) {
            case "request-declined", "request-cancelled", "company-confirmed" ->
                bare.saying(entry.detail().get("reason"));
            case "company-accepted", "company-refused" -> bare.saying(entry.detail().get("note"));
            case "company-renamed" -> bare.saying(entry.detail().get("from") + " → " + entry.detail().get("to"));
            case "same-books" -> bare.saying(entry.detail().get("company"));
            case "second-software-told", "other-software-told" -> bare.saying(entry.detail().get("software"));
            case "software-selected" -> bare.saying(names.software(String.valueOf(entry.detail().get("software"))));
            case "connection-rejected", "connection-refused" -> bare
                .saying(names.reason((String) entry.detail().get("software"), (String) entry.detail().get("reason")));
            case "product-added" -> bare.meaning("product.", entry.detail().get("product"));
            case "help-asked" -> bare.meaning("step.", entry.detail().get("step"));
            case "software-change-begun" -> bare.until(entry.detail().get("cutOver"));
            case "cut-over-moved", "due-date-moved" -> bare.until(entry.detail().get("to"));
            case "reminders-held" -> bare.until(entry.detail().get("until"));
            default -> bare;
        };
    }

    private Line saying(Object words) {
        return words == null ? this : new Line(at, tone, action, actor, who, null, words.toString(), null);
    }

    private Line meaning(String bundle, Object code) {
        return code == null ? this : new Line(at, tone, action, actor, who, bundle + code, code.toString(), null);
    }

    private Line until(Object date) {
        return date == null ? this
                : new Line(at, tone, action, actor, who, null, null, LocalDate.parse(date.toString()));
    }

    /** Words for what the audit holds as codes. */
    interface Names {

        /** From code or own words to the name of the software. */
        String software(String code);

        /**
         * Why connecting did not work. @param software its code, null where it was not
         * kept
         */
        String reason(String software, String reason);

    }
}
