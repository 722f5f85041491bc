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

    private static final Map<String, String> TONES = Map.of("connection-verified", "success", "consent-given", "success",
            "connection-rejected", "danger", "connection-refused", "warning", "request-declined", "danger", "request-expired", "warning",
            "request-cancelled", "warning");

    static Line of(Timeline.Entry entry) {
        boolean inWords = entry.action().startsWith("request-");
        Object reason = inWords ? entry.detail().get("reason") : null;
        return new Line(entry.at(), TONES.getOrDefault(entry.action(), "neutral"), entry.action(), entry.actor(), entry.user(),
                reason == null ? null : reason.toString());
    }
}
