package io.ledgerstream.provider;

import io.ledgerstream.platform.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every call of an account goes through here: so many at once and in a minute as its
 * provider bears, none while it has asked for a pause, and none but one that sees, now
 * and then, while the software does not answer anybody. Kept in the database, for all
 * nodes; two short statements a call, and no connection is held meanwhile. Whoever does
 * not get in is told when to come again.
 */
@Component
public class ProviderGate {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderGate.class);

    /**
     * Longer than a call of several requests takes; what takes longer is counted as over.
     */
    private static final int LEASE_SECONDS = 120;

    private final JdbcClient jdbc;

    private final OutageProperties properties;

    private final Clock clock;

    ProviderGate(JdbcClient jdbc, OutageProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Never inside a transaction. {@code Busy} where the call was not made. */
    public <T> ProviderAnswer<T> through(Provider provider, String account, Supplier<ProviderAnswer<T>> call) {
        UUID holder = Ids.next();
        double wait = enter(provider, account, holder);
        if (wait > 0) {
            return new ProviderAnswer.Busy<>(
                    Duration.ofMillis((long) (wait * 1000 * (1 + ThreadLocalRandom.current().nextDouble(0.5)))));
        }
        ProviderAnswer<T> answer = null;
        try {
            answer = call.get();
            return answer;
        }
        finally {
            leave(provider, account, holder, answer, wait < 0);
        }
    }

    private double enter(Provider provider, String account, UUID holder) {
        Limits limits = provider.limits();
        return jdbc.sql("select enter_provider(?, ?, ?, ?, ?, make_interval(secs => ?), ?)")
            .params(provider.software(), account, limits.atOnce(), limits.perMinute(), holder, LEASE_SECONDS,
                    Timestamp.from(clock.instant()))
            .query(Double.class)
            .single();
    }

    /**
     * Any answer says that it answers, also that it is too much. A call that failed on
     * our side says nothing.
     */
    private void leave(Provider provider, String account, UUID holder, ProviderAnswer<?> answer, boolean probing) {
        Boolean answered = answer == null ? null : Boolean.valueOf(!(answer instanceof ProviderAnswer.Trouble));
        Double pause = answer instanceof ProviderAnswer.Busy<?>(Duration asked) ? asked.toMillis() / 1000.0 : null;
        String changed = jdbc.sql("""
                select leave_provider(:software, :account, :holder, :answered,
                                      make_interval(secs => :pause), :probing, :enough,
                       make_interval(secs => :probe), :at)""")
            .param("software", provider.software())
            .param("account", account)
            .param("holder", holder)
            .param("answered", answered, java.sql.Types.BOOLEAN)
            .param("pause", pause, java.sql.Types.DOUBLE)
            .param("probing", probing)
            .param("enough", properties.failures())
            .param("probe", properties.probe().toMillis() / 1000.0)
            .param("at", Timestamp.from(clock.instant()))
            .query(String.class)
            .optional()
            .orElse(null);
        if (changed != null) {
            LOG.warn("An outage of {} has {}.", provider.software(), changed);
        }
    }

}
