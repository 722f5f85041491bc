package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Step;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be set wrong in NetSuite, or typed wrong here. Each has its sentence in the
 * message bundles ({@code connect.reason.netsuite.…} in {@code reasons.properties}),
 * which names the menu, the box or the value.
 */
public enum NetSuiteReason {

    WRONG_ACCOUNT,
    /** The client id, or the consumer key. */
    UNKNOWN_KEY,
    /** A client secret, a consumer secret or a token secret. */
    WRONG_SECRET,
    /** Which of several values is wrong, NetSuite does not say. */
    LOGIN_REFUSED,
    /**
     * Not uploaded, revoked, ended, mapped to another application, or its id mistyped:
     * NetSuite does not tell them apart.
     */
    CERTIFICATE_REFUSED,
    /** The grant's box is not ticked on the integration record. */
    GRANT_OFF, SCOPE_OFF, INTEGRATION_BLOCKED, FEATURE_OFF, TOKEN_UNKNOWN, TOKEN_REVOKED, ROLE_WITHOUT_LOGIN,
    ROLE_WITHOUT_REST, ROLE_WITHOUT_WORKBOOK, CLOCK_APART,
    /** Pointed out only. */
    ROLE_TOO_WIDE;

    /**
     * Where in the instructions it is mended; empty where it is not a step of its
     * own. @param reason of any kind; null for none
     */
    public static Optional<Step> mendedAt(String reason) {
        if (reason != null && reason.startsWith("no-permission")) {
            return Optional.of(Step.ROLE);
        }
        return Arrays.stream(values()).filter(one -> one.code().equals(reason)).findFirst().map(NetSuiteReason::step);
    }

    private Step step() {
        return switch (this) {
            case FEATURE_OFF -> Step.FEATURES;
            case ROLE_WITHOUT_LOGIN, ROLE_WITHOUT_REST, ROLE_WITHOUT_WORKBOOK, ROLE_TOO_WIDE -> Step.ROLE;
            case UNKNOWN_KEY, WRONG_SECRET, GRANT_OFF, SCOPE_OFF, INTEGRATION_BLOCKED -> Step.INTEGRATION;
            case CERTIFICATE_REFUSED -> Step.CERTIFICATE;
            case TOKEN_UNKNOWN, TOKEN_REVOKED -> Step.TOKEN;
            case WRONG_ACCOUNT, LOGIN_REFUSED, CLOCK_APART -> null;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    <T> ProviderAnswer<T> answer() {
        return new ProviderAnswer.Misconfigured<>(code());
    }

}
