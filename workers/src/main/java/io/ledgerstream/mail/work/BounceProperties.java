package io.ledgerstream.mail.work;

import jakarta.validation.Valid;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where bounces are read.
 *
 * @param interval between two looks into the mailbox
 */
@Validated
@ConfigurationProperties("ledgerstream.bounces")
record BounceProperties(@DefaultValue("30s") Duration interval, @DefaultValue @Valid Imap imap) {

    BounceProperties {
        if (imap.folder().equalsIgnoreCase(imap.notUnderstood())) {
            throw new IllegalArgumentException(
                    "ledgerstream.bounces.imap.not-understood must be another folder than …imap.folder.");
        }
    }

    boolean off() {
        return imap.host() == null || imap.host().isBlank();
    }

    /**
     * @param host absent or blank: bounces are not read
     * @param tls false only for a server on this machine: name, password and mails would
     * travel in the clear
     * @param folder what the return paths' mails arrive in
     * @param notUnderstood where messages are put that a person should look at; made if
     * it is missing
     */
    record Imap(String host, @DefaultValue("993") int port, String user, String password,
            @DefaultValue("true") boolean tls, @DefaultValue("INBOX") String folder,
            @DefaultValue("Not understood") String notUnderstood) {

        /** Never the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
