package io.ledgerstream.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Marks the address that a mail's bounces come back to, so that nobody who was not sent
 * the mail can say that it bounced. A mark of 96 bits, made with the newest link key; one
 * of an older key fits as long as that key is configured.
 */
@Component
public class MailMarks {

    private final LinkTokens tokens;

    MailMarks(LinkTokens tokens) {
        this.tokens = tokens;
    }

    /** 19 lower-case letters and digits. */
    public String of(UUID mailId) {
        return tokens.mark(mailId, tokens.currentVersion());
    }

    /** In constant time for each key. */
    public boolean fits(UUID mailId, String mark) {
        byte[] given = mark.getBytes(StandardCharsets.US_ASCII);
        return tokens.versions()
            .stream()
            .anyMatch(version -> MessageDigest.isEqual(tokens.mark(mailId, version).getBytes(StandardCharsets.US_ASCII),
                    given));
    }

}
