package io.ledgerstream.provider.quickbooks;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With what Intuit signs what it tells us.
 *
 * @param verifiers the app's verifier token; two while one is replaced by the next; none:
 * every notice is refused
 */
@ConfigurationProperties("ledgerstream.quickbooks.webhooks")
record QuickBooksWebhookProperties(@DefaultValue List<String> verifiers) {

    QuickBooksWebhookProperties {
        if (verifiers.stream().anyMatch(verifier -> verifier.length() < 16)) {
            throw new IllegalArgumentException(
                    "ledgerstream.quickbooks.webhooks.verifiers: a verifier token has at least 16 characters");
        }
    }

    @Override
    public String toString() {
        return "QuickBooksWebhookProperties[" + verifiers.size() + "]";
    }
}
