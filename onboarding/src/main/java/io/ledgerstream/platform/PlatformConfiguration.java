package io.ledgerstream.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration
@EnableScheduling
@ConfigurationPropertiesScan("io.ledgerstream")
class PlatformConfiguration {

    /** At least one for each sweep, which the test of this counts. */
    private static final int SWEEPS = 24;

    private static final Duration LAST_SWEEP = Duration.ofSeconds(10);

    /**
     * Business time. Microseconds, since that is what PostgreSQL keeps: what is written
     * equals what is read.
     */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    }

    /**
     * A thread for each sweep. Boot's own scheduler has one for all that wait for their
     * last run to end: whichever of them waited for a provider would keep codes from
     * being mailed, access from being revoked and consents from ending.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.poolSize(SWEEPS)
            .threadNamePrefix("sweep-")
            .awaitTermination(true)
            .awaitTerminationPeriod(LAST_SWEEP)
            .build();
    }

}
