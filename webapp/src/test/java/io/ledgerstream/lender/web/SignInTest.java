package io.ledgerstream.lender.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L1")
class SignInTest extends PageTest {

    private Fixtures.Bank bank;

    private String admin;

    @BeforeEach
    void someLender() {
        bank = fixtures.lender("Northgate");
        admin = person(bank, Role.ADMIN);
    }

    @Test
    void theRightPasswordOpensThePortal() {
        var answer = signIn(admin, PASSWORD, null);
        assertThat(answer).hasStatus(302).hasRedirectedUrl("/portal/companies");
        assertThat(pages.get().uri("/portal/companies").cookie(session(answer)).exchange().getResponse().getStatus())
            .isNotEqualTo(302);
    }

    @Test
    void theAddressMayBeWrittenInCapitalsAndWithBlanks() {
        assertThat(signIn("  " + admin.toUpperCase() + " ", PASSWORD, null)).hasRedirectedUrl("/portal/companies");
    }

    @Test
    void anAddressMayBeAsLongAsAddressesAre() {
        String longest = UUID.randomUUID() + "a".repeat(28) + "@" + ("b".repeat(60) + ".").repeat(2) + "c".repeat(59)
                + ".example";
        assertThat(longest).hasSize(254);
        Db.all().sql("update app_user set email = ? where email = ?").params(longest, admin).update();
        var answer = signIn(longest, PASSWORD, null);
        assertThat(answer).hasRedirectedUrl("/portal/companies");
        assertThat(pages.get().uri("/portal/companies").cookie(session(answer))).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = { "wrong password", "stranger", "disabled", "empty" })
    void whateverIsWrongTheAnswerIsTheSame(String how) {
        if (how.equals("disabled")) {
            Db.all().sql("update app_user set disabled_at = now() where lender_id = ?").param(bank.id()).update();
        }
        var answer = signIn(how.equals("empty") ? "" : how.equals("stranger") ? "nobody@x.example" : admin,
                how.equals("wrong password") ? "guess" : PASSWORD, null);
        assertThat(answer).hasStatus(302).hasRedirectedUrl("/sign-in?failed");
        assertThat(pages.get().uri("/sign-in?failed")).hasStatusOk()
            .bodyText()
            .contains("The e-mail or the password is not right.")
            .doesNotContain("nobody@x.example");
    }

    @Test
    void withoutTheTokenOfTheFormNobodySignsIn() {
        assertThat(pages.post().uri("/sign-in").param("email", admin).param("password", PASSWORD)).hasStatus(403);
    }

    @Test
    void afterSigningInOneIsWhereOneWantedToBe() {
        assertThat(pages.get().uri("/portal/requests/" + UUID.fromString("0190c1f0-0000-7000-8000-000000000001")))
            .hasStatus(302)
            .hasRedirectedUrl("/sign-in?to=/portal/requests/0190c1f0-0000-7000-8000-000000000001");
        assertThat(signIn(admin, PASSWORD, "/portal/requests/0190c1f0")).hasRedirectedUrl("/portal/requests/0190c1f0");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example/portal", "//evil.example/portal", "/portal/../sign-in",
            "/portal//evil.example", "/portal/%2e%2e", "/portal\r\nX: y", "javascript:alert(1)" })
    void itLeadsNowhereElse(String elsewhere) {
        assertThat(signIn(admin, PASSWORD, elsewhere)).hasRedirectedUrl("/portal/companies");
    }

    @Test
    void signingInChangesTheSessionsIdAndSigningOutEndsItOnTheServer() {
        Cookie session = session(signIn(person(bank, Role.VIEWER), PASSWORD, null));
        var again = pages.post()
            .uri("/sign-in")
            .cookie(session)
            .with(csrf())
            .param("email", admin)
            .param("password", PASSWORD)
            .exchange();
        assertThat(session(again).getValue()).isNotEqualTo(session.getValue());
        assertThat(pages.post().uri("/sign-out").cookie(session(again)).with(csrf()))
            .hasRedirectedUrl("/sign-in?signed-out");
        assertThat(pages.get().uri("/portal/companies").cookie(session(again))).hasRedirectedUrl("/sign-in");
    }

    @Test
    void aSessionEndsAfterEightHoursHoweverBusy() {
        Cookie session = session(signIn(admin, PASSWORD, null));
        Db.all()
            .sql("update spring_session set creation_time = creation_time - ?")
            .param(SessionAge.LIMIT.toMillis() + 1000)
            .update();
        assertThat(pages.get().uri("/portal/companies").cookie(session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void anAddressIsTriedInVainTwentyTimesAnHour() {
        notAtTheTurnOfTheHour();
        for (int n = 0; n < SignInTries.PER_ADDRESS; n++) {
            assertThat(signIn(admin, "guess", null)).hasStatus(302);
        }
        assertThat(signIn(admin, PASSWORD, null)).hasStatus(429).headers().containsHeader("Retry-After");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/sign%2Din", "/%73ign-in" })
    void howeverThePathIsWrittenATryIsCounted(String path) {
        notAtTheTurnOfTheHour();
        for (int n = 0; n < SignInTries.PER_ADDRESS; n++) {
            assertThat(signIn(URI.create(path), admin, "guess")).hasStatus(302).hasRedirectedUrl("/sign-in?failed");
        }
        assertThat(signIn(URI.create(path), admin, PASSWORD)).hasStatus(429);
        assertThat(signIn(admin, PASSWORD, null)).hasStatus(429);
    }

    /** A letter that is another one in small: what is counted is what is looked up. */
    @Test
    void anAddressIsCountedAsItIsLookedUp() {
        notAtTheTurnOfTheHour();
        String kelvin = bank.ownerEmail().replace("bank", "ban\u212a");
        for (int n = 0; n < SignInTries.PER_ADDRESS; n++) {
            assertThat(signIn(n % 2 == 0 ? kelvin : bank.ownerEmail(), "guess", null)).hasStatus(302);
        }
        assertThat(signIn(bank.ownerEmail(), PASSWORD, null)).hasStatus(429);
        String other = fixtures.lender("Southgate").ownerEmail();
        assertThat(signIn(other.replace("bank", "ban\u212a"), PASSWORD, null)).as("the same person")
            .hasRedirectedUrl("/portal/companies");
    }

    @Test
    void whoSignsInAllDayIsNotHeldUp() {
        for (int n = 0; n <= SignInTries.PER_ADDRESS; n++) {
            assertThat(signIn(admin, PASSWORD, null)).hasRedirectedUrl("/portal/companies");
        }
    }

    @Test
    void lookingAtTheSignInPageStoresNoSession() {
        Set<String> before = sessions();
        assertThat(pages.get().uri("/sign-in")).hasStatusOk();
        assertThat(before).containsAll(sessions());
        assertThat(pages.get().uri("/portal/companies")).hasStatus(302);
        assertThat(before).containsAll(sessions());
    }

    @Test
    void theSessionHoldsNoPasswordHash() {
        signIn(admin, PASSWORD, null);
        assertThat(Db.all().sql("select attribute_bytes from spring_session_attributes").query(byte[].class).list())
            .isNotEmpty()
            .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains("{noop}"));
    }

    private static Set<String> sessions() {
        return Db.all().sql("select primary_id from spring_session").query(String.class).set();
    }

    private MvcTestResult signIn(String email, String password, String to) {
        var post = pages.post().uri("/sign-in").with(csrf()).param("email", email).param("password", password);
        return (to == null ? post : post.param("to", to)).exchange();
    }

    private MvcTestResult signIn(URI path, String email, String password) {
        return pages.post().uri(path).with(csrf()).param("email", email).param("password", password).exchange();
    }

    private static Cookie session(MvcTestResult answer) {
        return answer.getResponse().getCookie("session");
    }

}
