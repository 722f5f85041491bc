package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import java.time.Instant;
import java.util.Map;

/**
 * A line of a request's timeline as the page shows it.
 *
 * @param tone as the timeline's fragment knows it
 * @param who  the portal user's name, null for others
 * @param text what somebody gave as a reason, null for none
 */
record Line(Instant at, String tone, String action, Actor.Kind actor, String who, String text) {

    private static final Map<String, String> TONES = Map.ofEntries(Map.entry("connection-verified", "success"),
            Map.entry("consent-given", "success"), Map.entry("connection-rejected", "danger"), Map.entry("connection-refused", "warning"),
            Map.entry("request-declined", "danger"), Map.entry("request-expired", "warning"), Map.entry("request-cancelled", "warning"),
            Map.entry("company-mismatched", "warning"), Map.entry("company-accepted", "success"), Map.entry("company-refused", "danger"));

    static Line of(Timeline.Entry entry) {
        Object text = text(entry);
        return new Line(entry.at(), TONES.getOrDefault(entry.action(), "neutral"), entry.action(), entry.actor(), entry.user(),
                text == null ? null : text.toString());
    }

    private static Object text(Timeline.Entry entry) {
        return switch (entry.action()) {
            case "company-confirmed" -> entry.detail().get("reason");
            case "company-accepted", "company-refused" -> entry.detail().get("note");
            case "company-renamed" -> entry.detail().get("from") + " → " + entry.detail().get("to");
            default -> entry.action().startsWith("request-") ? entry.detail().get("reason") : null;
        };
    }
}
