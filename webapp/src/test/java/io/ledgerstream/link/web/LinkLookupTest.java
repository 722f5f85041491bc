package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fixture.Fixtures;
import io.ledgerstream.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import standin.postgres.StandInPostgres;

/**
 * Decision 18: a token is looked up by its hash. Time is measured by
 * benchmark.LinkGuessTest; here is what it is made of.
 */
@Tag("C3")
class LinkLookupTest extends JourneyTest {

    private static final Logger ALL = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    /** Writes each statement at this level, and what is bound to it. */
    private static final Logger STATEMENTS = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core");

    /**
     * What this thread writes, in which MockMvc answers: schedules send statements beside
     * it.
     */
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        private final Thread own = Thread.currentThread();

        @Override
        protected void append(ILoggingEvent event) {
            if (Thread.currentThread() == own) {
                super.append(event);
            }
        }
    };

    private String token;

    private String ended;

    @BeforeEach
    void aLiveLinkAndOneThatHasEnded() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID cancelled = northwind.request(northwind.company("Birchwood Joinery Ltd"));
        token = token(northwind, northwind.request(northwind.company("Acme Tooling")));
        ended = token(northwind, cancelled);
        northwind.cancel(cancelled, null);
        log.start();
        ALL.addAppender(log);
        STATEMENTS.setLevel(Level.TRACE);
    }

    @AfterEach
    void asItWas() {
        STATEMENTS.setLevel(null);
        ALL.detachAppender(log);
    }

    @Test
    void whateverIsUnknownCostsOneStatementWhichIsTheSame() {
        List<String> sent = new ArrayList<>();
        for (String unknown : unknown()) {
            log.list.clear();
            assertThat(Statements.of(() -> assertThat(pages.get().uri("/c/{token}", unknown)).hasStatus(404)))
                .as(unknown)
                .isOne();
            sent.add(statements());
        }
        assertThat(sent.stream().distinct()).singleElement().asString().contains("find_link(?)");
    }

    @Test
    void whatCanBeNoTokenIsNotEvenAskedFor() {
        for (String odd : new String[] { "x", token.substring(1), token + "A", token.replace(token.charAt(5), '.'),
                "A".repeat(10_000) }) {
            assertThat(Statements.of(() -> assertThat(pages.get().uri("/c/{token}", odd)).hasStatus(404))).isZero();
        }
    }

    /**
     * Its work is the answer: what became of the request, for whoever has all of a token.
     * Whichever it is, it costs the same.
     */
    @Test
    void aTrueTokenCostsTheSameWhetherItIsLiveOrEnded() {
        int live = Statements.of(() -> assertThat(pages.get().uri("/c/{token}", token)).hasStatusOk());
        assertThat(Statements.of(() -> assertThat(pages.get().uri("/c/{token}", ended)).hasStatusOk())).isEqualTo(live);
    }

    @Test
    void noTokenStandsInAStatementInWhatIsBoundToItOrInTheLog() {
        List<String> all = new ArrayList<>(unknown());
        all.addAll(List.of(token, ended));
        all.forEach(each -> assertThat(pages.get().uri("/c/{token}", each))
            .satisfies(answer -> assertThat(answer.getResponse().getStatus()).isIn(200, 404)));
        assertThat(statements()).contains("find_link(?)");
        String written = log.list.stream().map(LinkLookupTest::whole).reduce("", (one, other) -> one + "\n" + other);
        assertThat(all).noneMatch(written::contains);
    }

    /** The index alone answers: as much work for the first link as for the millionth. */
    @Test
    void theHashIsFoundByItsIndex() throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection database = StandInPostgres.shared().superuser().getConnection();
                Statement statement = database.createStatement()) {
            // With the few links of a test, reading all of them is cheaper.
            statement.execute("set enable_seqscan = off");
            ResultSet lines = statement
                .executeQuery("explain select id, request_id, lender_id from link where token_hash = '\\xab'::bytea");
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        assertThat(plan.getFirst()).startsWith("Index Scan using link_token_hash_key on link");
        assertThat(plan).hasSize(2);
    }

    /**
     * A guess, another, one that begins and one that ends as a live token does, one bit
     * away, and one of a link of the other kind, cut and filled.
     */
    private List<String> unknown() {
        String guess = "Guess".repeat(9).substring(0, 43);
        char last = token.charAt(20) == 'A' ? 'B' : 'A';
        return List.of(guess, "A".repeat(43), token.substring(0, 21) + guess.substring(21),
                guess.substring(0, 21) + token.substring(21), token.substring(0, 20) + last + token.substring(21),
                ended.substring(0, 42) + (ended.charAt(42) == 'A' ? 'E' : 'A'));
    }

    private String token(Fixtures.Bank bank, UUID request) {
        return link(bank, request).substring("/c/".length());
    }

    private String statements() {
        return log.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> line.startsWith("Executing prepared SQL"))
            .reduce("", (one, other) -> one + other + "\n");
    }

    private static String whole(ILoggingEvent event) {
        return event.getFormattedMessage() + event.getMDCPropertyMap()
                + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
    }

}
