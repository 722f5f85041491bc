package io.ledgerstream.mail;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Lets one node at a time read the mailbox for bounces. A lease and no lock, since no
 * database connection is to be held while a mail server is talked to; two readers would
 * do no harm, only the work twice. By the database's clock.
 */
@Service
public class BounceTurns {

    private final JdbcClient jdbc;

    BounceTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the turn, or keeps it for so long from now on. @return whether it is this
     * reader's
     */
    public boolean take(UUID reader, Duration lease) {
        return jdbc.sql("""
                update bounce_reader set reader = :reader,
                    leased_until = clock_timestamp() + make_interval(secs => :seconds)
                where reader is null or reader = :reader or leased_until < clock_timestamp()""")
            .param("reader", reader)
            .param("seconds", lease.toSeconds())
            .update() == 1;
    }

    public void end(UUID reader) {
        jdbc.sql("update bounce_reader set reader = null, leased_until = null where reader = ?").param(reader).update();
    }

}
