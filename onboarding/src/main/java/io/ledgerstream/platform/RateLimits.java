package io.ledgerstream.platform;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Counts tries per hour, shared by all nodes, by system time. To be called outside a
 * transaction, so that a try counts also when what it tried is rolled back. Only hashes
 * of who tried are kept, for two hours.
 */
@Service
public class RateLimits {

    private final JdbcClient jdbc;

    RateLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts one try.
     * @param what kind of try, as {@code unknown-link}
     * @param who whose tries are counted together: a network address, an id
     * @param perHour how many are let pass in an hour of the clock
     * @throws TooMany for every one more
     */
    public void count(String what, String who, int perHour) {
        Window window = jdbc.sql("""
                insert into rate_limit (key, window_from) values (?, date_trunc('hour', now()))
                on conflict (key, window_from) do update set hits = rate_limit.hits + 1
                returning hits, extract(epoch from window_from + interval '1 hour' - now())::bigint""")
            .param(key(what, who))
            .query((row, n) -> new Window(row.getInt(1), row.getLong(2)))
            .single();
        if (window.hits() > perHour) {
            throw new TooMany(Duration.ofSeconds(Math.max(1, window.secondsLeft())));
        }
    }

    /** A try of this hour turned out to be a good one, and does not count. */
    public void giveBack(String what, String who) {
        jdbc.sql("""
                update rate_limit set hits = hits - 1
                where key = ? and window_from = date_trunc('hour', now()) and hits > 0""")
            .param(key(what, who))
            .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        jdbc.sql("delete from rate_limit where window_from < now() - interval '2 hours'").update();
    }

    private static String key(String what, String who) {
        return Sha256.hex(what + ":" + who);
    }

    private record Window(int hits, long secondsLeft) {
    }

}
