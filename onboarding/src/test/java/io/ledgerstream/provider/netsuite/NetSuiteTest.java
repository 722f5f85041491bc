package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.OnboardingTest;
import io.ledgerstream.connection.SharedData;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Busy;
import io.ledgerstream.provider.ProviderAnswer.Misconfigured;
import io.ledgerstream.provider.ProviderAnswer.NotPermitted;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.RoundTrip.Leaving;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.request.Product;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.NetSuiteCall;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;

/**
 * Each of the three ways in, and each thing that can be set wrong, against a strict
 * NetSuite.
 */
@OnboardingTest
@Tag("V2")
@Tag("V3")
class NetSuiteTest {

    private static final History HISTORY = new History(LocalDate.now().minusMonths(24));

    private static final URI REDIRECT = URI.create("http://localhost:8080/connect/netsuite/callback");

    private static final List<String> SWITCHES = List.of("REST_OFF", "OAUTH2_OFF", "CLOCK_APART", "NO_SERVER_TIME",
            "BUSY");

    @Autowired
    private NetSuite netSuite;

    @Autowired
    private NetSuiteRoundTrip roundTrip;

    private final StandInNetSuite standIn = StandInNetSuite.shared();

    private final Customer acme = new Customer(SampleAccount.ACME);

    enum Way {

        CERTIFICATE, CODE, TBA

    }

    @AfterEach
    void allIsWellAgain() {
        SWITCHES.forEach(one -> standIn.turn(SampleAccount.ACME, one, false));
    }

    @ParameterizedTest
    @EnumSource
    void eachWayLeadsIn(Way way) {
        Access access = acme.access(way);
        assertThat(netSuite.signedIn(access)).isEqualTo(new Ok<>(true));
        assertThat(netSuite.company(access))
            .isEqualTo(new Ok<>(new ExternalCompany("Acme Trading Ltd", "Acme Trading Ltd", "GB", "GBP", false)));
        assertThat(netSuite.subsidiaries(access)).as("one company").isEqualTo(new Ok<>(List.of()));
        for (DataType type : SharedData.of(Product.SPEND_ANALYSIS)) {
            assertThat(page(access, type, null, 1).records()).as("%s", type).hasSize(1);
        }
        assertThat(netSuite.anythingSince(access, LocalDate.now().minusMonths(12))).isEqualTo(new Ok<>(true));
        assertThat(netSuite.anythingSince(access, LocalDate.now().plusYears(1))).isEqualTo(new Ok<>(false));
        assertThat(netSuite.excess(access)).isEqualTo(new Ok<>(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void accessIsRenewedWithTheSameCredential(Way way) {
        Tokens tokens = acme.tokens(way);
        Tokens again = ok(netSuite.renew(tokens.credential()));
        assertThat(netSuite.signedIn(acme.access(again))).isEqualTo(new Ok<>(true));
        assertThat(again.credentialEndsAt()).as("using it does not lengthen it").isEqualTo(tokens.credentialEndsAt());
        assertThat(tokens.toString() + again + Credential.read(tokens.credential())).doesNotContain("secret",
                acme.token.secret(), acme.app.clientSecret());
    }

    @ParameterizedTest
    @EnumSource
    void allRowsAreReadOncePageByPage(Way way) {
        Access access = acme.access(way);
        Set<String> ids = new HashSet<>();
        int rows = 0;
        ProviderPage page = page(access, DataType.BILLS, null, 100);
        while (true) {
            rows += page.records().size();
            page.records().forEach(record -> ids.add(record.externalId()));
            if (page.last()) {
                break;
            }
            page = page(access, DataType.BILLS, page.next(), 100);
        }
        assertThat(ids).hasSize(240);
        assertThat(rows).isEqualTo(240);
        assertThat(page(access, DataType.BILLS, page.next(), 100).records()).as("the overlap").hasSizeLessThan(5);
        assertThat(page(access, DataType.BILLS, null, 1).records().getFirst().normalised().propertyNames())
            .contains("id", "date", "dueDate", "amount", "currency", "vendorId");
    }

    @Test
    @Tag("V8")
    void ofSeveralCompaniesOnlyTheChosenAreRead() {
        Customer forest = new Customer(SampleAccount.FOREST);
        Access access = forest.access(Way.CERTIFICATE);
        assertThat(ok(netSuite.company(access)).name()).isEqualTo("Forest Group");
        assertThat(netSuite.subsidiaries(access))
            .isEqualTo(new Ok<>(List.of(new Subsidiary("1", "Forest Group Holdings Ltd", "GB", "GBP"),
                    new Subsidiary("2", "Forest Timber Ltd", "GB", "GBP"),
                    new Subsidiary("3", "Forest Bois SARL", "FR", "EUR"))));
        Access held = new Access(access.externalId(), access.token(), List.of("2"));
        for (DataType type : EnumSet.of(DataType.VENDORS, DataType.BILLS, DataType.PAYMENTS, DataType.CREDITS,
                DataType.EXPENSES)) {
            assertThat(page(held, type, null, 1000).records()).as("%s", type)
                .isNotEmpty()
                .allMatch(record -> Integer.parseInt(record.externalId()) / 10_000 == 2);
        }
        assertThat(netSuite.page(held, DataType.BALANCES, HISTORY, null, 1))
            .isEqualTo(new NotPermitted<>("transactionaccountingline"));
        forest.permitBalances();
        assertThat(sum(page(held, DataType.BALANCES, null, 1000))).as("what is posted comes to nothing in all")
            .isZero();
        assertThat(page(held, DataType.BALANCES, null, 1000).records())
            .isNotEqualTo(page(access, DataType.BALANCES, null, 1000).records());
        assertThat(standIn.ledger(SampleAccount.FOREST)
            .stream()
            .map(NetSuiteCall::statement)
            .filter(one -> one != null && (one.contains("FROM transaction t") || one.contains("FROM vendor v"))))
            .isNotEmpty()
            .filteredOn(statement -> !statement.contains("transactionaccountingline"))
            .allMatch(statement -> statement.contains("subsidiary IN (2)"));
    }

    @Test
    @Tag("V4")
    void sandboxesAreTold() {
        assertThat(ok(netSuite.company(new Customer(SampleAccount.ACME_SANDBOX).access(Way.TBA))).sample()).isTrue();
    }

    @Test
    void anAccountThatThereIsNotIsSaidToBeWrong() {
        assertThat(netSuite.account("1234567")).isEqualTo(new Ok<>(true));
        assertThat(netSuite.account("9999999")).isEqualTo(new Misconfigured<>("wrong-account"));
        assertThat(netSuite.account("7654321_SB1")).isEqualTo(new Misconfigured<>("wrong-account"));
    }

    @Test
    void eachThingThatIsWrongWithASignatureHasItsReason() {
        assertThat(signedIn(new Credential.Tba("1234567", "unknown", "x", acme.token.id(), acme.token.secret())))
            .isEqualTo(wrong(NetSuiteReason.UNKNOWN_KEY));
        assertThat(
                signedIn(new Credential.Tba("1234567", acme.app.clientId(), "x", acme.token.id(), acme.token.secret())))
            .isEqualTo(wrong(NetSuiteReason.WRONG_SECRET));
        assertThat(signedIn(
                new Credential.Tba("1234567", acme.app.clientId(), acme.app.clientSecret(), acme.token.id(), "x")))
            .isEqualTo(wrong(NetSuiteReason.WRONG_SECRET));
        assertThat(signedIn(new Credential.Tba("1234567", acme.app.clientId(), acme.app.clientSecret(), "x", "y")))
            .isEqualTo(wrong(NetSuiteReason.TOKEN_UNKNOWN));
        standIn.turn(SampleAccount.ACME, "CLOCK_APART", true);
        assertThat(netSuite.signedIn(acme.access(Way.TBA))).isEqualTo(wrong(NetSuiteReason.CLOCK_APART));
        standIn.turn(SampleAccount.ACME, "CLOCK_APART", false);
        without(Permission.LOG_IN_USING_ACCESS_TOKENS);
        assertThat(netSuite.signedIn(acme.access(Way.TBA))).isEqualTo(wrong(NetSuiteReason.ROLE_WITHOUT_LOGIN));
        standIn.permissions(acme.role, Permission.ASKED_FOR);
        standIn.revokeToken(acme.token.id());
        assertThat(netSuite.signedIn(acme.access(Way.TBA))).isEqualTo(wrong(NetSuiteReason.TOKEN_REVOKED));
        standIn.block(acme.app.clientId());
        assertThat(netSuite.signedIn(acme.access(Way.TBA))).isEqualTo(wrong(NetSuiteReason.INTEGRATION_BLOCKED));
    }

    @Test
    void aCertificateIsReplacedBeforeItEndsWhereTheRoleMay() {
        var good = (Credential.Certificate) acme.credential(Way.CERTIFICATE);
        Instant soon = Instant.now().plus(Duration.ofDays(20));
        var ending = new Credential.Certificate(good.account(), good.client(), good.certificate(), good.key(), soon);
        Tokens renewed = ok(netSuite.renew(ending.sealable()));
        var next = (Credential.Certificate) Credential.read(renewed.credential());
        assertThat(next.certificate()).isNotEqualTo(good.certificate());
        assertThat(next.key()).isNotEqualTo(good.key());
        assertThat(renewed.credentialEndsAt()).isEqualTo(next.endsAt()).isAfter(soon.plus(Duration.ofDays(600)));
        assertThat(netSuite.renew(renewed.credential())).isInstanceOf(Ok.class);
        assertThat(netSuite.renew(good.sealable())).as("a node that died before storing it").isInstanceOf(Ok.class);

        without(Permission.MANAGE_OWN_CERTIFICATES);
        Tokens same = ok(netSuite.renew(ending.sealable()));
        assertThat(((Credential.Certificate) Credential.read(same.credential())).certificate())
            .as("the one that there is goes on")
            .isEqualTo(good.certificate());
    }

    @Test
    void eachThingThatIsWrongWithACertificateHasItsReason() {
        var good = (Credential.Certificate) acme.credential(Way.CERTIFICATE);
        assertThat(netSuite
            .renew(new Credential.Certificate("1234567", "unknown", good.certificate(), good.key(), good.endsAt())
                .sealable()))
            .isEqualTo(wrong(NetSuiteReason.UNKNOWN_KEY));
        assertThat(netSuite.renew(
                new Credential.Certificate("1234567", good.client(), "unknown", good.key(), good.endsAt()).sealable()))
            .isEqualTo(wrong(NetSuiteReason.CERTIFICATE_REFUSED));
        String another = Certificates.make("Another", Instant.now()).privateKey();
        assertThat(netSuite
            .renew(new Credential.Certificate("1234567", good.client(), good.certificate(), another, good.endsAt())
                .sealable()))
            .isEqualTo(wrong(NetSuiteReason.CERTIFICATE_REFUSED));
        StandInNetSuite.App codeOnly = standIn.integration(SampleAccount.ACME, Set.of("authorization_code"),
                REDIRECT.toString());
        assertThat(netSuite.renew(new Credential.Certificate("1234567", codeOnly.clientId(), good.certificate(),
                good.key(), good.endsAt())
            .sealable())).isEqualTo(wrong(NetSuiteReason.GRANT_OFF));
        standIn.turn(SampleAccount.ACME, "OAUTH2_OFF", true);
        assertThat(netSuite.renew(good.sealable())).isEqualTo(wrong(NetSuiteReason.FEATURE_OFF));
        standIn.turn(SampleAccount.ACME, "OAUTH2_OFF", false);
        standIn.revokeCertificate(good.certificate());
        assertThat(netSuite.renew(good.sealable())).isEqualTo(wrong(NetSuiteReason.CERTIFICATE_REFUSED));
    }

    @ParameterizedTest
    @EnumSource
    void eachThingThatTheRoleLacksHasItsReason(Way way) {
        Access access = acme.access(way);
        without(Permission.REST_WEB_SERVICES);
        assertThat(netSuite.signedIn(access)).isEqualTo(wrong(NetSuiteReason.ROLE_WITHOUT_REST));
        without(Permission.SUITEANALYTICS_WORKBOOK);
        assertThat(netSuite.company(access)).isEqualTo(wrong(NetSuiteReason.ROLE_WITHOUT_WORKBOOK));
        without(Permission.SUBSIDIARIES);
        assertThat(netSuite.company(access)).isEqualTo(new NotPermitted<>("companyinformation"));
        without(Permission.VENDORS);
        assertThat(netSuite.page(access, DataType.VENDORS, HISTORY, null, 1)).isEqualTo(new NotPermitted<>("vendor"));
        without(Permission.FIND_TRANSACTION);
        assertThat(netSuite.page(access, DataType.BILLS, HISTORY, null, 1))
            .isEqualTo(new NotPermitted<>("transaction"));
        standIn.permissions(acme.role, EnumSet.allOf(Permission.class));
        assertThat(netSuite.excess(access)).isEqualTo(new Ok<>(Optional.of("role-too-wide")));
    }

    @ParameterizedTest
    @EnumSource
    void theAccountsFeaturesAndLimitsAreTold(Way way) {
        Access access = acme.access(way);
        standIn.turn(SampleAccount.ACME, "REST_OFF", true);
        assertThat(netSuite.signedIn(access)).isEqualTo(wrong(NetSuiteReason.FEATURE_OFF));
        standIn.turn(SampleAccount.ACME, "REST_OFF", false);
        standIn.turn(SampleAccount.ACME, "BUSY", true);
        assertThat(netSuite.company(access)).isEqualTo(new Busy<>(Duration.ofSeconds(1)));
        standIn.turn(SampleAccount.ACME, "BUSY", false);
        standIn.turn(SampleAccount.ACME, "NO_SERVER_TIME", true);
        assertThat(netSuite.signedIn(access)).as("older accounts").isEqualTo(new Ok<>(true));
    }

    @Test
    void aLostAnswerOrAStrangePageIsTroubleAndNothingElse() {
        Access access = acme.access(Way.CERTIFICATE);
        standIn.fail(503, "text/html", "<html>Service unavailable</html>");
        assertThat(netSuite.company(access)).isInstanceOf(Trouble.class);
        standIn.fail(200, "text/html", "<html>Sign in</html>");
        assertThat(netSuite.company(access)).isInstanceOf(Trouble.class);
        standIn.fail(200, "application/json", "{\"items\":[{\"id\":\"1'x\"}],\"hasMore\":false}");
        assertThat(netSuite.page(access, DataType.BILLS, HISTORY, null, 1)).isInstanceOf(Trouble.class);
        standIn.fail(200, "application/json", "{\"items\":[],\"hasMore\":true}");
        assertThat(netSuite.page(access, DataType.BILLS, HISTORY, null, 1)).isInstanceOf(Trouble.class);
    }

    @Test
    void aTokenThatEndedIsToBeRenewedAndAConsentThatEndedIsOver() {
        Tokens tokens = acme.tokens(Way.CODE);
        standIn.endConsents(acme.app.clientId());
        assertThat(netSuite.signedIn(acme.access(tokens))).isEqualTo(new AccessEnded<>());
        assertThat(netSuite.renew(tokens.credential())).isEqualTo(new AccessEnded<>());
    }

    @Test
    void aCodeIsExchangedOnceWithItsOwnVerifierAtTheAccountThatWasLeftFor() {
        Leaving leaving = acme.leaving();
        Map<String, String> back = parameters(standIn.allow(roundTrip.authorizeUrl(leaving), acme.role));
        Grant grant = roundTrip.grant(back).orElseThrow();
        assertThat(grant.externalId()).isEqualTo("1234567");
        Leaving swapped = new Leaving(leaving.state(), "b".repeat(43), REDIRECT, leaving.settings());
        assertThat(roundTrip.exchange(new Grant(grant.code(), "7654321"), leaving)).as("another account's")
            .isEqualTo(wrong(NetSuiteReason.WRONG_ACCOUNT));
        assertThat(roundTrip.exchange(grant, swapped)).as("another's verifier").isEqualTo(new AccessEnded<>());
        assertThat(roundTrip.exchange(grant, leaving)).as("used up by the attack").isEqualTo(new AccessEnded<>());

        Grant fresh = roundTrip.grant(parameters(standIn.allow(roundTrip.authorizeUrl(leaving), acme.role)))
            .orElseThrow();
        assertThat(roundTrip.exchange(fresh, leaving)).isInstanceOf(Ok.class);
        assertThat(roundTrip.exchange(fresh, leaving)).isEqualTo(new AccessEnded<>());
        Leaving wrongSecret = new Leaving(leaving.state(), leaving.verifier(), REDIRECT,
                new Credential.Code("1234567", acme.app.clientId(), "x").sealable());
        Grant third = roundTrip.grant(parameters(standIn.allow(roundTrip.authorizeUrl(leaving), acme.role)))
            .orElseThrow();
        assertThat(roundTrip.exchange(third, wrongSecret)).isEqualTo(wrong(NetSuiteReason.WRONG_SECRET));
    }

    @Test
    void whatComesBackIsOfItsPatternOrNothing() {
        for (String company : List.of("", "1/../2", "x.evil.example#", "1234567-sb1", "1234567 ")) {
            assertThat(roundTrip.grant(Map.of("code", "abc", "company", company))).isEmpty();
        }
        assertThat(roundTrip.grant(Map.of("code", "a b", "company", "1234567"))).isEmpty();
        assertThat(roundTrip.grant(Map.of("company", "1234567"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("V5")
    void accessIsEndedAtTheProviderWhereItCanBe(Way way) {
        Tokens tokens = acme.tokens(way);
        assertThat(netSuite.revoke(tokens.credential())).isEqualTo(new Ok<>(true));
        if (way != Way.TBA) {
            assertThat(netSuite.renew(tokens.credential())).isNotInstanceOf(Ok.class);
            assertThat(netSuite.revoke(tokens.credential())).as("nothing is left")
                .isIn(new AccessEnded<>(), new Ok<>(true));
        }
    }

    @Test
    @Tag("S2")
    void whatIsLeftIsToldByItsIdsHeldToWhatIsShared() {
        Customer forest = new Customer(SampleAccount.FOREST);
        Access access = forest.access(Way.CERTIFICATE);
        Access held = new Access(access.externalId(), access.token(), List.of("3"));
        for (DataType type : EnumSet.of(DataType.VENDORS, DataType.BILLS, DataType.PAYMENTS)) {
            Set<String> read = new HashSet<>();
            page(held, type, null, 1000).records().forEach(record -> read.add(record.externalId()));
            assertThat(netSuite.gone(held, type, HISTORY, Instant.now())).as("%s", type)
                .isEqualTo(new Ok<>(new Gone.AllBut(read, read)));
        }
        assertThat(netSuite.gone(held, DataType.BALANCES, HISTORY, Instant.now()))
            .isEqualTo(new Ok<>(new Gone.These(Set.of())));
    }

    @Test
    void nothingIsEverChangedInAnybodysBooks() {
        Access access = acme.access(Way.CERTIFICATE);
        EnumSet.allOf(DataType.class).forEach(type -> netSuite.page(access, type, HISTORY, null, 10));
        netSuite.excess(access);
        assertThat(standIn.ledger(SampleAccount.ACME)).isNotEmpty()
            .allSatisfy(call -> assertThat(call.statement() == null ? call.path() : call.statement())
                .matches("(?s)SELECT .*|/services/rest/(auth/oauth2|system)/v1/.*|/services/rest/query/v1/suiteql"));
    }

    private void without(Permission permission) {
        Set<Permission> rest = new HashSet<>(Permission.ASKED_FOR);
        rest.remove(permission);
        standIn.permissions(acme.role, rest);
    }

    private ProviderAnswer<Boolean> signedIn(Credential credential) {
        return netSuite
            .signedIn(new Access(credential.account(), ok(netSuite.renew(credential.sealable())).accessToken(), null));
    }

    private ProviderPage page(Access access, DataType type, String position, int atMost) {
        return ok(netSuite.page(access, type, HISTORY, position, atMost));
    }

    private static BigDecimal sum(ProviderPage page) {
        return page.records()
            .stream()
            .map(record -> record.normalised().path("amount").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static <T> ProviderAnswer<T> wrong(NetSuiteReason reason) {
        return new Misconfigured<>(reason.code());
    }

    private static <T> T ok(ProviderAnswer<T> answer) {
        assertThat(answer).isInstanceOf(Ok.class);
        return ((Ok<T>) answer).value();
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> all = new HashMap<>();
        Arrays.stream(address.getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .forEach(pair -> all.put(pair[0], pair[1]));
        return all;
    }

    /** What an administrator has set up, rightly, in one account. */
    private final class Customer {

        private final SampleAccount account;

        private final int role;

        private final StandInNetSuite.App app;

        private final StandInNetSuite.IdAndSecret token;

        Customer(SampleAccount account) {
            this.account = account;
            role = standIn.role(account, Permission.ASKED_FOR);
            app = standIn.integration(account, Set.of("client_credentials", "authorization_code", "tba"),
                    REDIRECT.toString());
            token = standIn.accessToken(app.clientId(), role);
        }

        void permitBalances() {
            Set<Permission> more = new HashSet<>(Permission.ASKED_FOR);
            more.add(Permission.FINANCIAL_STATEMENTS);
            standIn.permissions(role, more);
        }

        Leaving leaving() {
            return new Leaving("s".repeat(43), "v".repeat(43), REDIRECT,
                    new Credential.Code(account.id(), app.clientId(), app.clientSecret()).sealable());
        }

        Credential credential(Way way) {
            return switch (way) {
                case CERTIFICATE -> {
                    Certificates.Made made = Certificates.make("Ledgerstream", Instant.now());
                    yield new Credential.Certificate(account.id(), app.clientId(),
                            standIn.certificate(app.clientId(), role, made.certificate()), made.privateKey(),
                            made.endsAt());
                }
                case TBA ->
                    new Credential.Tba(account.id(), app.clientId(), app.clientSecret(), token.id(), token.secret());
                case CODE -> throw new IllegalArgumentException("it comes with the first tokens");
            };
        }

        Tokens tokens(Way way) {
            return way == Way.CODE ? ok(roundTrip.exchange(
                    roundTrip.grant(parameters(standIn.allow(roundTrip.authorizeUrl(leaving()), role))).orElseThrow(),
                    leaving())) : ok(netSuite.renew(credential(way).sealable()));
        }

        Access access(Way way) {
            return access(tokens(way));
        }

        Access access(Tokens tokens) {
            return new Access(account.id(), tokens.accessToken(), null);
        }

    }

}
