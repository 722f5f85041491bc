package io.ledgerstream.mail;

import io.ledgerstream.mail.Incoming.Recipient;
import java.util.List;

/**
 * What a delivery report means for one mail (RFC 3464 with the classes of RFC 3463). A
 * mail counts as bounced only where the report says plainly that delivery to this very
 * recipient has failed for good; where it contradicts itself, nothing of it is believed.
 */
final class BounceRules {

    private BounceRules() {
    }

    sealed interface Verdict {

    }

    /**
     * @param code as {@code 5.1.1}
     */
    record Failed(String code) implements Verdict {
    }

    /**
     * Not delivered so far, or given up for a reason that may pass: says nothing against
     * the address.
     */
    record Delayed(String code, boolean givenUp) implements Verdict {

        String words() {
            return (givenUp ? "given up " : "delayed ") + code;
        }
    }

    /** Delivered, or handed on. */
    record Harmless() implements Verdict {
    }

    /**
     * @param why for the log: our own words
     */
    record Disbelieved(String why) implements Verdict {
    }

    /**
     * @param address whom the mail went to
     */
    static Verdict verdict(List<Recipient> recipients, String address) {
        List<Verdict> verdicts = recipients.stream()
            .filter(recipient -> recipient.is(address))
            .map(BounceRules::verdict)
            .toList();
        if (verdicts.isEmpty()) {
            return new Disbelieved("it speaks of another address");
        }
        boolean agree = verdicts.stream().map(Object::getClass).distinct().count() == 1;
        return agree ? verdicts.getFirst() : new Disbelieved("it contradicts itself");
    }

    private static Verdict verdict(Recipient recipient) {
        if (recipient.status() == null) {
            return new Disbelieved("it has no status");
        }
        String code = recipient.status();
        return switch (recipient.action() + " " + code.charAt(0)) {
            case "failed 5" -> new Failed(code);
            case "failed 4" -> new Delayed(code, true);
            case "delayed 4", "delayed 5" -> new Delayed(code, false);
            case "delivered 2", "relayed 2", "expanded 2" -> new Harmless();
            default -> new Disbelieved("its action and its status do not fit");
        };
    }

}
