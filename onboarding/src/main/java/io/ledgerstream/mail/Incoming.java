package io.ledgerstream.mail;

import java.util.List;

/**
 * What came to the address for bounces, as far as a program can understand it. Nothing in
 * it is believed yet.
 */
sealed interface Incoming {

    /**
     * A delivery report (RFC 3464).
     *
     * @param sentTo every address that its headers name as the one it was sent to
     * @param recipients what it says of each recipient of the mail that it reports on
     */
    record Report(List<String> sentTo, List<Recipient> recipients) implements Incoming {

        @Override
        public String toString() {
            return "Report on " + recipients.size() + " recipients";
        }
    }

    /**
     * Fields as the report has them.
     *
     * @param finalAddress where the last server meant to deliver; may differ from ours
     * where mail is forwarded
     * @param originalAddress as we wrote it; null where the report does not say
     * @param action in lower case
     * @param status an enhanced status code (RFC 3463) as {@code 5.1.1}, null where there
     * is none that can be read
     */
    record Recipient(String finalAddress, String originalAddress, String action, String status) {

        boolean is(String address) {
            return address.equalsIgnoreCase(finalAddress) || address.equalsIgnoreCase(originalAddress);
        }

        @Override
        public String toString() {
            return "Recipient[" + action + ", " + status + "]";
        }
    }

    /**
     * Written by a program on its own: an absence note (RFC 3834), a receipt (RFC 8098).
     * Says nothing about delivery.
     */
    record AutoReply() implements Incoming {
    }

    /**
     * @param why for the log: our own words, nothing of the message's
     */
    record NotUnderstood(String why) implements Incoming {
    }

}
