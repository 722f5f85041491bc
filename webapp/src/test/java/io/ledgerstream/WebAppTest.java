package io.ledgerstream;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.NewUser;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import standin.postgres.StandInPostgres;

/** The whole web application on a real PostgreSQL, without the engine: for the pages the database is the truth. */
@SpringBootTest(classes = Ledgerstream.class, properties = {
    "ledgerstream.base-url=http://localhost:8080",
    "ledgerstream.link-keys.1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "ledgerstream.workers.enabled=false",
    "spring.mail.host=127.0.0.1"})
@AutoConfigureMockMvc
public abstract class WebAppTest {

    protected static final String PASSWORD = "correct horse battery";

    @Autowired
    protected MockMvcTester pages;

    @Autowired
    protected Lenders lenders;

    @Autowired
    private PasswordEncoder passwords;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        StandInPostgres.shared().properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    /**
     * The token of a form as a browser sends it, cookie and field. Not Spring's own helper: that one swaps the repository
     * for one in the session, and sessions would come into being where there are none.
     */
    protected static RequestPostProcessor csrf() {
        return request -> {
            String token = UUID.randomUUID().toString();
            byte[] masked = Arrays.copyOf(new byte[token.length()], 2 * token.length());
            System.arraycopy(token.getBytes(StandardCharsets.UTF_8), 0, masked, token.length(), token.length());
            request.setParameter("_csrf", Base64.getUrlEncoder().encodeToString(masked));
            Stream<Cookie> cookies = request.getCookies() == null ? Stream.empty() : Arrays.stream(request.getCookies());
            request.setCookies(Stream.concat(cookies, Stream.of(new Cookie("csrf", token))).toArray(Cookie[]::new));
            return request;
        };
    }

    /** A lender of the test's own, with one person for each role. */
    protected House house(String name) {
        UUID id = Ids.next();
        return CurrentLender.as(id, () -> {
            lenders.add(name, "+1 415 555 0134");
            Map<Role, UUID> people = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                people.put(role, lenders.addUser(new NewUser(address(role, id), person(role), null, Set.of(role)),
                        passwords.encode(PASSWORD)));
            }
            return new House(id, name, people);
        });
    }

    private static String address(Role role, UUID lender) {
        return role.name().toLowerCase(Locale.ROOT) + "@" + lender + ".example";
    }

    private static String person(Role role) {
        return "Some " + role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A lender and its people. */
    protected record House(UUID id, String name, Map<Role, UUID> people) {

        public String address(Role role) {
            return WebAppTest.address(role, id);
        }
    }
}
