package io.ledgerstream.consent;

import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param receiptKeys keys that receipts are signed with, by version: private keys on the
 * curve P-256, PKCS #8, Base64. The highest version signs; older ones stay, so that
 * receipts of before can still be checked by what we publish
 */
@Validated
@ConfigurationProperties("ledgerstream.consent")
public record ReceiptProperties(@NotEmpty Map<Integer, String> receiptKeys) {

    @Override
    public String toString() {
        return "ReceiptProperties" + receiptKeys.keySet();
    }
}
