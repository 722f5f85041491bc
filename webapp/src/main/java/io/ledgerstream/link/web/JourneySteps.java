package io.ledgerstream.link.web;

import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import java.util.List;

/**
 * The steps that this customer has to go, for "Step 2 of 4": fewer where files are
 * shared, or a connection is there already.
 */
public record JourneySteps(List<Part> parts) {

    public enum Part {

        SOFTWARE, CONSENT, CONNECT, CHECKING, UPLOAD

    }

    /**
     * @param kept whether the consent for it had been given before it was asked for, and
     * still holds
     * @param works whether the connection that one more product is read over works
     */
    static JourneySteps of(RequestFacts facts, boolean kept, boolean works) {
        return new JourneySteps(parts(facts, kept, works));
    }

    private static List<Part> parts(RequestFacts facts, boolean kept, boolean works) {
        if (facts.renewal() != null) {
            return facts.renewsConsent() ? List.of(Part.CONSENT) : List.of(Part.CONNECT, Part.CHECKING);
        }
        if (facts.reconnection()) {
            return kept ? List.of(Part.CONNECT, Part.CHECKING) : List.of(Part.CONSENT, Part.CONNECT, Part.CHECKING);
        }
        if (facts.connectionId() != null) {
            // Skips the connect step unless something has to be put right first.
            boolean straight = works && facts.step() != RequestStep.CONNECT_SOFTWARE && facts.attemptNumber() <= 1;
            return straight ? List.of(Part.CONSENT, Part.CHECKING) : List.of(Part.CONSENT, Part.CONNECT, Part.CHECKING);
        }
        return facts.byFile() ? List.of(Part.SOFTWARE, Part.CONSENT, Part.UPLOAD)
                : List.of(Part.SOFTWARE, Part.CONSENT, Part.CONNECT, Part.CHECKING);
    }

    /** From 1; for a step that is not on this way, the last. */
    public int at(String part) {
        int index = parts.indexOf(Part.valueOf(part));
        return index < 0 ? count() : index + 1;
    }

    public boolean has(String part) {
        return parts.contains(Part.valueOf(part));
    }

    public int count() {
        return parts.size();
    }
}
