package io.ledgerstream.provider.netsuite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What NetSuite gives access for. Written as JSON, sealed wherever it is kept, read by
 * this package alone, never printed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "way")
@JsonSubTypes({ @JsonSubTypes.Type(value = Credential.Certificate.class, name = "certificate"),
        @JsonSubTypes.Type(value = Credential.Code.class, name = "code"),
        @JsonSubTypes.Type(value = Credential.Tba.class, name = "tba") })
sealed interface Credential {

    JsonMapper JSON = JsonMapper.builder().build();

    /** As NetSuite writes it. */
    String account();

    default AccountId accountId() {
        return new AccountId(account());
    }

    default String sealable() {
        return JSON.writeValueAsString(this);
    }

    /**
     * @throws IllegalArgumentException where this package has not written it
     */
    static Credential read(String text) {
        try {
            return JSON.readValue(text, Credential.class);
        }
        catch (JacksonException e) {
            // Without the cause: it would quote the credential.
            throw new IllegalArgumentException("not a credential");
        }
    }

    /**
     * A key of ours whose certificate the customer has uploaded. @param key PKCS #8 in
     * Base64; @param endsAt when the certificate ends
     */
    record Certificate(String account, String client, String certificate, String key,
            Instant endsAt) implements Credential {

        @Override
        public String toString() {
            return "Certificate[" + account + "]";
        }
    }

    /**
     * The customer's own integration record, and the consent of one of its users.
     *
     * @param refresh null before there is one
     * @param refreshEndsAt when the refresh token ends; null where that is not known, as
     * of those that were kept without it
     */
    record Code(String account, String client, String secret, String refresh,
            Instant refreshEndsAt) implements Credential {

        /** Before there is a consent. */
        Code(String account, String client, String secret) {
            this(account, client, secret, null, null);
        }

        Code with(String newRefresh, Instant endsAt) {
            return new Code(account, client, secret, newRefresh, endsAt);
        }

        @Override
        public String toString() {
            return "Code[" + account + "]";
        }
    }

    /** Token-based authentication: five values of the customer's. */
    record Tba(String account, String consumerKey, String consumerSecret, String token,
            String tokenSecret) implements Credential {

        @Override
        public String toString() {
            return "Tba[" + account + "]";
        }
    }

}
