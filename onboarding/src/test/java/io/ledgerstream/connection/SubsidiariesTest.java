package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import fixture.SeveralCompanies;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@OnboardingTest
@Tag("V8")
class SubsidiariesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private Subsidiaries subsidiaries;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private ProviderCalls calls;

    @Autowired
    private Checks checks;

    @Autowired
    private RequestViews views;

    @Autowired
    private SeveralCompanies provider;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aCustomerWhoseAccountKeepsThreeCompanies() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Calder Foods Inc"));
        northwind.consented(request, SeveralCompanies.CODE);
        provider.read();
    }

    @Test
    void theCustomerIsAskedBeforeAnyBooksAreRead() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        assertThat(verify()).isEqualTo(new Verdict.ChooseSubsidiaries());
        assertThat(step()).isEqualTo(RequestStep.CHOOSE_SUBSIDIARIES);
        assertThat(offer().subsidiaries()).isEqualTo(SeveralCompanies.COMPANIES);
        assertThat(offer().account()).isEqualTo("Holding of Many");
        assertThat(provider.read()).isEmpty();
        assertThat(verify()).as("asked again").isEqualTo(new Verdict.ChooseSubsidiaries());
    }

    @Test
    @Tag("V4")
    void whatWasChosenIsComparedReadAndKeptWithTheConsent() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        verify();
        choose("2");
        assertThat(step()).isEqualTo(RequestStep.CHECKING);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(provider.read()).containsExactly("2");
        assertThat(northwind.as(() -> checks.evidence(request)).shared()).containsExactly("Calder Foods Inc");
        assertThat(Db.all()
            .sql("select chosen ->> 0 from subsidiary_choice where consent_id = ?")
            .param(northwind.as(() -> views.facts(request)).consentId())
            .query(String.class)
            .single()).contains("\"Calder Foods Inc\"");
        assertThat(northwind.as(() -> subsidiaries.offered(request))).isEmpty();
        assertThat(checking().checks()).contains(new Check(Aspect.COMPANY, State.DONE, null),
                new Check(Aspect.ROLE, State.NOTED, "role-too-wide"),
                new Check(Aspect.FIRST_PAGE, State.NOTED, "nothing-to-analyse"));
        assertThat(northwind.as(() -> views.get(request)).flags()).containsExactly(Flag.NOTHING_TO_ANALYSE);
    }

    @Test
    void anotherCompanyThanWasAskedForIsSaidToBeSo() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        verify();
        choose("1", "3");
        assertThat(verify()).isEqualTo(new Verdict.Mismatched());
        assertThat(northwind.as(() -> matches.of(request)).orElseThrow().match().books()).contains("Holding of Many",
                "Delta Fret SARL");
    }

    @Test
    void onlyWhatWasOfferedCanBeChosenAndOnlyOnce() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        verify();
        UUID attempt = offer().attempt();
        for (List<String> hostile : List.of(List.<String>of(), List.of("4"), List.of("2", "4"), List.of("2' or 1=1"),
                List.of(""))) {
            assertThatThrownBy(
                    () -> northwind.as(() -> subsidiaries.choose(request, attempt, hostile, Actor.customer(null))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("nothing-chosen");
        }
        assertThatThrownBy(() -> northwind
            .as(() -> subsidiaries.choose(request, UUID.randomUUID(), List.of("2"), Actor.customer(null))))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("attempt-superseded");
        choose("2", "3");
        assertThatThrownBy(
                () -> northwind.as(() -> subsidiaries.choose(request, attempt, List.of("1"), Actor.customer(null))))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("out-of-order");
        assertThat(Db.all()
            .sql("select subsidiaries::text from connection where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("{2,3}");
    }

    @Test
    void theWrongAccountCanBeGivenUp() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        verify();
        northwind.as(() -> matches.chooseAnother(request, offer().attempt(), Actor.customer(null)));
        assertThat(northwind.as(() -> checks.evidence(request)).shared()).isEmpty();
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(Db.all()
            .sql("select state from connection where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("UNLINKED");
    }

    @ParameterizedTest
    @CsvSource({ "4712, good-key, ACCOUNT, wrong-account", "4711, wrong-secret, SIGNED_IN, wrong-secret" })
    @Tag("V3")
    void whatIsSetWrongIsSaidAtItsOwnLine(String account, String key, Aspect line, String reason) {
        connect(account, key);
        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        assertThat(checking().checks()).contains(new Check(line, State.FAILED, reason));
        assertThat(checking().reason()).isEqualTo(reason);
        assertThat(northwind.as(() -> views.get(request)).status()).isEqualTo(RequestStatus.IN_PROGRESS);
    }

    @Test
    void whatIsSetWrongLaterLosesTheAccessAndAsksTheCustomerToMendIt() {
        connect(SeveralCompanies.ACCOUNT, SeveralCompanies.KEY);
        verify();
        choose("2");
        verify();
        UUID connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        ProviderAnswer<Boolean> answer = northwind.as(() -> calls.call(connection, SeveralCompanies.CODE,
                (one, access) -> new ProviderAnswer.Misconfigured<Boolean>("token-revoked")));
        assertThat(answer).isEqualTo(new ProviderAnswer.Misconfigured<>("token-revoked"));
        assertThat(Db.all()
            .sql("select state || ' ' || state_reason from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).isEqualTo("DEAUTHORIZED token-revoked");
        assertThat(northwind.as(() -> views.reconnection(views.facts(request).companyId()))).isPresent();
    }

    private void connect(String account, String key) {
        northwind.as(() -> connections.connect(request, account, key, null, Actor.customer(null)));
    }

    private Verdict verify() {
        Verification.Start start = northwind.inTransaction(() -> verification.begin(request));
        return start.verdict() != null ? start.verdict() : northwind.as(() -> verification.verify(start.work()));
    }

    private void choose(String... ids) {
        northwind.as(() -> subsidiaries.choose(request, offer().attempt(), List.of(ids), Actor.customer(null)));
    }

    private Subsidiaries.Offer offer() {
        return northwind.as(() -> subsidiaries.offered(request)).orElseThrow();
    }

    private Checking checking() {
        return northwind.as(() -> checks.of(request));
    }

    private RequestStep step() {
        return northwind.as(() -> views.facts(request)).step();
    }

}
