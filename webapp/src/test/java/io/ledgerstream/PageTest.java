package io.ledgerstream;

import fixture.FixtureConfiguration;
import fixture.Fixtures;
import fixture.StandIns;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Role;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * The whole web application on a real PostgreSQL, without the engine: for the pages the
 * database is the truth.
 */
@SpringBootTest(classes = { Ledgerstream.class, FixtureConfiguration.class, Statements.class },
        properties = { "ledgerstream.workers.enabled=false",
                "ledgerstream.operate-url=https://camunda.example/operate/" })
@ContextConfiguration(initializers = StandIns.class)
@AutoConfigureMockMvc
public abstract class PageTest {

    protected static final String PASSWORD = "password";

    @Autowired
    protected MockMvcTester pages;

    @Autowired
    protected Fixtures fixtures;

    @Autowired
    private Lenders lenders;

    @Autowired
    private UserDetailsService people;

    /** The sign-in address of a new person of this lender. */
    protected String person(Fixtures.Bank bank, Role role) {
        UUID id = bank.user("Sam " + role.name(), role);
        return bank.as(() -> lenders.currentWith(id)).user().email();
    }

    /**
     * Limits are counted by the hour, and days turn with one: a test that counts up to a
     * limit, or compares a day with the page's, must not meet it. Waits in the last half
     * minute of an hour only.
     */
    protected static void notAtTheTurnOfTheHour() {
        Instant turn = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        while (Instant.now().isAfter(turn.minusSeconds(30)) && Instant.now().isBefore(turn.plusSeconds(1))) {
            LockSupport.parkNanos(Duration.between(Instant.now(), turn.plusSeconds(1)).toNanos());
        }
    }

    /** The request is made by the lender's relationship manager. */
    protected RequestPostProcessor by(Fixtures.Bank bank) {
        return by(bank.ownerEmail());
    }

    protected RequestPostProcessor by(String email) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(email));
    }

    /**
     * The token of a form as a browser sends it, cookie and field. Not Spring's own
     * helper: that one swaps the repository for one in the session, and sessions would
     * come into being where there are none.
     */
    protected static RequestPostProcessor csrf() {
        return request -> {
            byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
            byte[] masked = new byte[2 * token.length];
            System.arraycopy(token, 0, masked, token.length, token.length);
            request.setParameter("_csrf", Base64.getUrlEncoder().encodeToString(masked));
            Stream<Cookie> cookies = request.getCookies() == null ? Stream.empty()
                    : Arrays.stream(request.getCookies());
            Cookie cookie = new Cookie("csrf", new String(token, StandardCharsets.UTF_8));
            request.setCookies(Stream.concat(cookies, Stream.of(cookie)).toArray(Cookie[]::new));
            return request;
        };
    }

}
