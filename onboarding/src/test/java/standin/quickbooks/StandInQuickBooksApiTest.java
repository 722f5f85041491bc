package standin.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInQuickBooksApiTest {

    private static final SampleCompany ACME = SampleCompany.ACME;

    private final TestClock clock = new TestClock();

    private final StandInQuickBooks quickBooks = StandInQuickBooks.start(clock);

    private final Caller caller = new Caller(quickBooks);

    private final String access = caller.connect(ACME).access();

    @AfterEach
    void healthy() {
        quickBooks.healthy();
    }

    @AfterAll
    void stop() {
        quickBooks.close();
    }

    @Test
    void saysWhoseBooksTheyAre() {
        JsonNode info = Caller.json(caller.get(ACME, access, "/companyinfo/" + ACME.realmId() + "?minorversion=75"))
            .path("CompanyInfo");
        assertThat(info.path("CompanyName").asString()).isEqualTo("Acme Manufacturing Ltd");
        assertThat(info.path("LegalName").asString()).isEqualTo("Acme Manufacturing Limited");
        assertThat(info.path("Country").asString()).isEqualTo("GB");
    }

    @Test
    void saysInWhichCurrencyTheBooksAreKept() {
        JsonNode preferences = Caller.json(caller.get(ACME, access, "/preferences?minorversion=75"))
            .path("Preferences");
        assertThat(preferences.path("CurrencyPrefs").path("HomeCurrency").path("value").asString()).isEqualTo("GBP");
        assertThat(caller.get(ACME, access, "/preferences/1").statusCode()).isEqualTo(404);
        assertThat(rows("select * from Preferences", "Preferences")).hasSize(1);
    }

    @Test
    void everyAnswerHasItsTransactionId() {
        assertThat(query("select * from Vendor").headers().firstValue("intuit_tid")).isPresent();
        assertThat(query("nonsense").headers().firstValue("intuit_tid")).isPresent();
    }

    @Test
    void twoYearsOfBillsTakeTwoPages() {
        List<String> first = ids("select * from Bill orderby MetaData.LastUpdatedTime startposition 1 maxresults 1000",
                "Bill");
        List<String> second = ids(
                "select * from Bill orderby MetaData.LastUpdatedTime startposition 1001 maxresults 1000", "Bill");
        assertThat(first).hasSize(1000);
        assertThat(second).hasSize(250);
        var all = new HashSet<>(first);
        all.addAll(second);
        assertThat(all).hasSize(1250);
        assertThat(Caller.json(query("select * from Bill startposition 1251")).path("QueryResponse").isEmpty())
            .isTrue();
        assertThat(count("Bill")).isEqualTo(1250);
        assertThat(count("BillPayment")).isBetween(250, 320);
        assertThat(count("Vendor")).as("without the inactive").isEqualTo(38);
        assertThat(Caller.json(query("select count(*) from Vendor where Active in (true,false)"))
            .path("QueryResponse")
            .path("totalCount")
            .asInt()).isEqualTo(40);
    }

    @Test
    void pagesAreAHundredLongUnlessAskedFor() {
        assertThat(ids("select * from Bill", "Bill")).hasSize(100);
    }

    @Test
    void changesSinceAMomentAreFound() {
        String since = Books.time(clock.instant().minus(Duration.ofDays(60)));
        List<JsonNode> changed = rows("select * from Bill where MetaData.LastUpdatedTime > '" + since
                + "' orderby MetaData.LastUpdatedTime maxresults 1000", "Bill");
        assertThat(changed).hasSizeBetween(20, 500);
        var times = changed.stream()
            .map(bill -> java.time.OffsetDateTime.parse(bill.path("MetaData").path("LastUpdatedTime").asString())
                .toInstant())
            .toList();
        assertThat(times).isSorted().allMatch(time -> time.isAfter(clock.instant().minus(Duration.ofDays(60))));
    }

    @Test
    void paymentsPayTheBillsTheyName() {
        JsonNode payment = rows("select * from BillPayment maxresults 1", "BillPayment").getFirst();
        var sum = java.math.BigDecimal.ZERO;
        for (JsonNode line : payment.path("Line")) {
            sum = sum.add(line.path("Amount").decimalValue());
            String bill = line.path("LinkedTxn").get(0).path("TxnId").asString();
            JsonNode paid = Caller.json(caller.get(ACME, access, "/bill/" + bill)).path("Bill");
            assertThat(paid.path("Balance").decimalValue()).isZero();
            assertThat(paid.path("VendorRef").path("value")).isEqualTo(payment.path("VendorRef").path("value"));
        }
        assertThat(payment.path("TotalAmt").decimalValue()).isEqualByComparingTo(sum);
    }

    @Test
    void theBooksHoldNumbersThatWeMayNotKeep() {
        assertThat(quickBooks.books(ACME).neverToBeStored()).hasSizeGreaterThan(1000);
        assertThat(rows("select * from Vendor", "Vendor").getFirst()
            .path("VendorPaymentBankDetail")
            .path("BankAccountNumber")
            .asString()).isIn(quickBooks.books(ACME).neverToBeStored());
    }

    @Test
    void whatTheRealOneWouldNotParseIsRefused() {
        for (String wrong : List.of("select * from Employees", "select * from Bill where TotalAmt > 5",
                "delete from Bill", "select * from Bill where DocNumber = 'a' or DocNumber = 'b'",
                "select * from Bill where", "select * from Bill limit 10", "select * from Bill; drop",
                "select * from Bill where Colour = 'red'", "select * from Bill maxresults 1001",
                "select * from Bill startposition 0", "select * from Bill orderby TxnDate up",
                "select * from Bill maxresults 99999999999999999999",
                "select * from Bill where MetaData.LastUpdatedTime > 'yesterday'")) {
            HttpResponse<String> response = query(wrong);
            assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            assertThat(Caller.json(response).path("Fault").path("type").asString()).isEqualTo("ValidationFault");
        }
        assertThat(query("SELECT * FROM Vendor WHERE DisplayName = 'O\\'Hara' ORDER BY Id DESC").statusCode())
            .isEqualTo(200);
    }

    @Test
    void aTokenOpensItsOwnCompanyOnly() {
        assertThat(caller.query(SampleCompany.CALDER, access, "select * from Bill").statusCode()).isEqualTo(403);
        assertThat(caller.query(ACME, "eyJunknown", "select * from Bill").statusCode()).isEqualTo(401);
        assertThat(caller.get(ACME, access, "/companyinfo/" + SampleCompany.CALDER.realmId()).statusCode())
            .isEqualTo(400);
        assertThat(caller.get(ACME, access, "/bill/999999").body()).contains("610");
    }

    @Test
    void withoutAskingForJsonOneGetsXml() {
        HttpResponse<String> response = caller.send(HttpRequest
            .newBuilder(
                    URI.create(quickBooks.base() + "/v3/company/" + ACME.realmId() + "/companyinfo/" + ACME.realmId()))
            .header("Authorization", "Bearer " + access));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/xml");
    }

    @Test
    void writesAreRefusedAndOnRecord() {
        int before = quickBooks.writes().size();
        assertThat(caller.post("/v3/company/" + ACME.realmId() + "/bill", "application/json", "Bearer " + access, "{}")
            .statusCode()).isEqualTo(403);
        assertThat(quickBooks.writes()).hasSize(before + 1);
        assertThat(quickBooks.writes().getLast().target()).endsWith("/bill");
    }

    @Test
    void recentChangesAndDeletionsAreReported() {
        Books books = quickBooks.books(ACME);
        books.change("Vendor", 5, clock.instant().minus(Duration.ofHours(2)), Map.of("DisplayName", "Renamed"));
        books.put("Vendor", 900, clock.instant().minus(Duration.ofHours(2)),
                Map.of("DisplayName", "New", "Active", true));
        books.delete("Vendor", 900, clock.instant().minus(Duration.ofHours(1)));
        String since = clock.instant().minus(Duration.ofHours(3)).toString();

        JsonNode answer = Caller.json(caller.get(ACME, access, "/cdc?entities=Vendor,Bill&changedSince=" + since));
        JsonNode vendors = answer.path("CDCResponse").get(0).path("QueryResponse").get(0).path("Vendor");
        assertThat(vendors).extracting(vendor -> vendor.path("Id").asString()).containsExactly("5", "900");
        assertThat(vendors.get(0).path("SyncToken").asString()).isEqualTo("1");
        assertThat(vendors.get(1).path("status").asString()).isEqualTo("Deleted");

        String tooLongAgo = clock.instant().minus(Duration.ofDays(31)).toString();
        assertThat(caller.get(ACME, access, "/cdc?entities=Vendor&changedSince=" + tooLongAgo).statusCode())
            .isEqualTo(400);
    }

    @Test
    void failuresHitWhatTheyAreMeantFor() {
        quickBooks.fail(Endpoint.QUERY, Failure.throttled().times(2).where("from BillPayment"));
        quickBooks.fail(Endpoint.COMPANY_INFO,
                Failure.fault(200, "SystemFault", "10000", "An application error has occurred"));

        assertThat(query("select * from Bill").statusCode()).isEqualTo(200);
        assertThat(query("select * from BillPayment").statusCode()).isEqualTo(429);
        assertThat(query("select * from BillPayment").statusCode()).isEqualTo(429);
        assertThat(query("select * from BillPayment").statusCode()).isEqualTo(200);
        HttpResponse<String> info = caller.get(ACME, access, "/companyinfo/" + ACME.realmId());
        assertThat(info.statusCode()).isEqualTo(200);
        assertThat(Caller.json(info).path("Fault").path("type").asString()).isEqualTo("SystemFault");
        quickBooks.healthy();
        assertThat(Caller.json(caller.get(ACME, access, "/companyinfo/" + ACME.realmId())).has("Fault")).isFalse();
    }

    @Test
    void fiveHundredRequestsAMinuteAreTheLimit() {
        String other = caller.connect(SampleCompany.EMPTY).access();
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 501; i++) {
            statuses.add(caller.query(SampleCompany.EMPTY, other, "select * from Bill").statusCode());
        }
        assertThat(statuses.subList(0, 500)).containsOnly(200);
        assertThat(statuses.getLast()).isEqualTo(429);
        assertThat(query("select * from Bill").statusCode()).as("another company").isEqualTo(200);
    }

    @Test
    void theBooksAreTheSameEachTime() {
        Books again = SampleBooks.of(ACME, java.time.LocalDate.parse("2026-03-02"));
        Books once = SampleBooks.of(ACME, java.time.LocalDate.parse("2026-03-02"));
        assertThat(again.all("Bill")).isEqualTo(once.all("Bill"));
    }

    private HttpResponse<String> query(String query) {
        return caller.query(ACME, access, query);
    }

    private List<JsonNode> rows(String query, String entity) {
        HttpResponse<String> response = query(query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var rows = new ArrayList<JsonNode>();
        Caller.json(response).path("QueryResponse").path(entity).forEach(rows::add);
        return rows;
    }

    private List<String> ids(String query, String entity) {
        return rows(query, entity).stream().map(row -> row.path("Id").asString()).toList();
    }

    private int count(String entity) {
        return Caller.json(query("select count(*) from " + entity)).path("QueryResponse").path("totalCount").asInt();
    }

}
