package io.ledgerstream.provider.netsuite;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How far a customer is in letting us in.
 *
 * @param account as NetSuite writes it; null until it is given
 * @param clientId as typed the last time, also the consumer key; null for none
 * @param clientSecretKept whether one was typed, also the consumer secret: it is kept,
 * and never shown
 * @param certificateId as typed the last time, null for none
 * @param tokenId as typed the last time, null for none
 * @param tokenSecretKept likewise
 * @param ticks the steps that the customer has ticked
 * @param certificateEndsAt null before there is a certificate
 */
public record NetSuiteSetup(String account, Way way, String clientId, boolean clientSecretKept, String certificateId,
        String tokenId, boolean tokenSecretKept, Set<Step> ticks, Instant certificateEndsAt) {

    /** In the order in which they are offered. */
    public enum Way {

        /** No secret leaves us or reaches us. */
        CERTIFICATE(Step.FEATURES, Step.ROLE, Step.INTEGRATION, Step.CERTIFICATE),
        CODE(Step.FEATURES, Step.ROLE, Step.INTEGRATION),
        /** For accounts that have it: NetSuite takes no new ones from 2027 on. */
        TBA(Step.FEATURES, Step.ROLE, Step.INTEGRATION, Step.TOKEN);

        private final List<Step> steps;

        Way(Step... steps) {
            this.steps = List.of(steps);
        }

        public List<Step> steps() {
            return steps;
        }

    }

    /** What an administrator does over there. */
    public enum Step {

        FEATURES, ROLE, INTEGRATION, CERTIFICATE, TOKEN

    }

    public boolean ticked(Step step) {
        return ticks.contains(step);
    }
}
