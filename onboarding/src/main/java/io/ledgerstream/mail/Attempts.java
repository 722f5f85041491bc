package io.ledgerstream.mail;

import io.ledgerstream.connection.Reasons;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What letters tell of an attempt to connect. */
@Component
class Attempts {

    private final JdbcClient jdbc;

    Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty where the software never said whose books they are. */
    Optional<Books> books(UUID attemptId) {
        return jdbc.sql("""
                select c.external_name, nullif(c.external_legal_name, c.external_name), c.external_country
                from connection_attempt a join connection c on c.id = a.connection_id
                where a.id = ? and c.external_name is not null""")
            .param(attemptId)
            .query((row, n) -> new Books(row.getString(1), row.getString(2), row.getString(3)))
            .optional();
    }

    /** Empty where it did work, or is not known any more. */
    Optional<Failure> failure(UUID attemptId) {
        return jdbc.sql("""
                select c.software, a.reason from connection_attempt a join connection c on c.id = a.connection_id
                where a.id = ? and a.reason is not null""")
            .param(attemptId)
            .query((row, n) -> new Failure(row.getString(1), row.getString(2)))
            .optional();
    }

    /** Whether the customer had come back with access, and we failed to keep it. */
    boolean interrupted(UUID attemptId) {
        return failure(attemptId).filter(failure -> Reasons.INTERRUPTED.equals(failure.reason())).isPresent();
    }

    /**
     * @param software its code @param reason why it did not work, as
     * {@code ReasonSentences} know it
     */
    record Failure(String software, String reason) {
    }

}
