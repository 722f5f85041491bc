package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.connection.SameBooks.Elsewhere;
import io.ledgerstream.request.RequestViews;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

@OnboardingTest
@Tag("V6")
class SameBooksTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private SameBooks sameBooks;

    @Autowired
    private RequestViews views;

    @Autowired
    private Timeline timeline;

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
    }

    @Test
    void theSameBooksUnderTwoCompaniesArePointedOutOnBothSides() {
        UUID first = connected(northwind, "Acme Manufacturing Limited");
        assertThat(elsewhere(northwind, first)).isEmpty();

        UUID second = connected(northwind, "ACME Manufacturing Ltd.");

        assertThat(elsewhere(northwind, second)).extracting(Elsewhere::requestId, Elsewhere::company)
            .containsExactly(tuple(first, "Acme Manufacturing Limited"));
        assertThat(elsewhere(northwind, first)).extracting(Elsewhere::company)
            .containsExactly("ACME Manufacturing Ltd.");
        assertThat(noted(first)).containsExactly("ACME Manufacturing Ltd.");
        assertThat(noted(second)).containsExactly("Acme Manufacturing Limited");
    }

    @Test
    @Tag("X16")
    void whoConnectsAnotherClientsFileShowsInTheDecisionBeforeItIsMade() {
        UUID right = connected(northwind, "Acme Manufacturing Limited");
        UUID wrong = asked(northwind, "Birchwood Joinery Ltd");
        new Customer(connections, northwind, wrong).connects(SampleCompany.ACME);
        assertThat(verify(northwind, wrong)).isEqualTo(new Verdict.Mismatched());

        assertThat(elsewhere(northwind, wrong)).extracting(Elsewhere::requestId).containsExactly(right);
        assertThat(noted(right)).as("nothing is decided yet").isEmpty();
        UUID attempt = northwind.as(() -> views.facts(wrong)).attemptId();
        northwind.as(() -> matches.confirm(wrong, attempt, "We merged.", Actor.customer(null)));
        northwind.as(() -> matches.accept(wrong, attempt, null, northwind.actor()));
        assertThat(noted(right)).containsExactly("Birchwood Joinery Ltd");
    }

    @Test
    @Tag("X22")
    void twoLendersWhoAskTheSameCompanyLearnNothingOfEachOther() {
        UUID northwinds = connected(northwind, "Acme Manufacturing Limited");
        UUID harbours = connected(harbour, "Acme Manufacturing Limited");

        assertThat(elsewhere(northwind, northwinds)).isEmpty();
        assertThat(elsewhere(harbour, harbours)).isEmpty();
        assertThat(elsewhere(northwind, harbours)).as("nor by the other's id").isEmpty();
        assertThat(noted(northwinds)).isEmpty();
        assertThat(noted(harbours)).isEmpty();
    }

    @Test
    void accessThatHasEndedNoLongerCounts() {
        UUID first = connected(northwind, "Acme Manufacturing Limited");
        UUID second = connected(northwind, "ACME Manufacturing Ltd.");
        Db.all().sql("update connection set state = 'UNLINKED' where request_id = ?").param(first).update();

        assertThat(elsewhere(northwind, second)).isEmpty();
        assertThat(elsewhere(northwind, first)).isEmpty();
    }

    @Test
    @Tag("V8")
    void ofOneAccountOnlyTheSameSubsidiariesAreTheSameBooks() {
        UUID first = connected(northwind, "Acme Manufacturing Limited");
        UUID second = connected(northwind, "ACME Manufacturing Ltd.");
        shares(first, "{1,2}");
        shares(second, "{3}");
        assertThat(elsewhere(northwind, second)).isEmpty();

        shares(second, "{2,3}");
        assertThat(elsewhere(northwind, second)).hasSize(1);
    }

    private UUID asked(Fixtures.Bank bank, String name) {
        UUID request = bank.request(bank.company(name, "Dora Patel", "GB", "en"));
        bank.consented(request);
        return request;
    }

    private UUID connected(Fixtures.Bank bank, String name) {
        UUID request = asked(bank, name);
        new Customer(connections, bank, request).connects(SampleCompany.ACME);
        assertThat(verify(bank, request)).isEqualTo(new Verdict.Verified());
        return request;
    }

    private Verdict verify(Fixtures.Bank bank, UUID request) {
        Verification.Work work = bank.inTransaction(() -> verification.begin(request)).work();
        return bank.as(() -> verification.verify(work));
    }

    private List<Elsewhere> elsewhere(Fixtures.Bank bank, UUID request) {
        return bank.as(() -> sameBooks.of(request));
    }

    private List<Object> noted(UUID request) {
        Fixtures.Bank bank = Db.all()
            .sql("select lender_id from request where id = ?")
            .param(request)
            .query(UUID.class)
            .single()
            .equals(northwind.id()) ? northwind : harbour;
        return bank.as(() -> timeline.of(request))
            .stream()
            .filter(line -> line.action().equals("same-books"))
            .map(line -> line.detail().get("company"))
            .toList();
    }

    private static void shares(UUID request, String ids) {
        Db.all()
            .sql("update connection set subsidiaries = cast(? as text[]) where request_id = ?")
            .params(ids, request)
            .update();
    }

}
