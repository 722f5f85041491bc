package io.ledgerstream.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When software counts as not answering.
 *
 * @param failures so many calls in a row without a usable answer, of more than one
 * account; of one alone twice as many
 * @param probe how long it is left alone before one call sees whether it answers; twice
 * as long each time in vain, at most ten minutes
 */
@ConfigurationProperties("ledgerstream.outages")
record OutageProperties(@DefaultValue("5") int failures, @DefaultValue("30s") Duration probe) {
}
