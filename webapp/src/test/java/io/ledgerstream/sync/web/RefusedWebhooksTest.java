package io.ledgerstream.sync.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import io.ledgerstream.PageTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.Webhooks;
import standin.quickbooks.Webhooks.Event;

/**
 * What is sent to the address of notices and is none, or is not QuickBooks': refused,
 * although the books that it names are connected.
 */
@Tag("S2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedWebhooksTest extends PageTest {

    @Autowired
    private ConnectedBooks connected;

    /** Once for all: nothing here changes it. */
    @BeforeAll
    void aLenderReadsTheBooks() {
        connected.nothingIsDue();
        var northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.companyOf(SampleCompany.DELTA));
        northwind.consented(request);
        connected.connect(northwind, request, SampleCompany.DELTA);
    }

    @AfterEach
    void nothingIsTold() {
        Db.all().sql("delete from told_change").update();
    }

    @Test
    void whoForgesALotIsToldToWaitAndWhatIsSignedIsNot() {
        notAtTheTurnOfTheHour();
        Db.all().sql("delete from rate_limit").update();
        String body = Webhooks.cloudEvents(List.of(bill("f-2")));
        for (int n = 0; n < 100; n++) {
            assertThat(post(body, "forged")).hasStatus(401);
        }
        assertThat(post(body, "forged")).hasStatus(429).headers().containsHeader("Retry-After");
        assertThat(post(body, Webhooks.signature(body))).hasStatusOk();
        Db.all().sql("delete from rate_limit").update();
    }

    @Test
    void unsignedForgedOrAlteredIsRefused() {
        String body = Webhooks.cloudEvents(List.of(bill("f-1")));
        assertThat(post(body, null)).hasStatus(401);
        assertThat(post(body, "")).hasStatus(401);
        assertThat(post(body, "x".repeat(5000))).hasStatus(401);
        assertThat(post(body + " ", Webhooks.signature(body))).hasStatus(401);
        assertThat(post(body, Webhooks.signature(body).toLowerCase(java.util.Locale.ROOT))).hasStatus(401);
        assertThat(count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<xml/>", "{}", "[1]", "[{}]", "[", "{\"eventNotifications\":{}}",
            "{\"eventNotifications\":[{\"realmId\":\"x' or 1=1\",\"dataChangeEvent\":{\"entities\":[]}}]}",
            "[{\"id\":\"1\",\"type\":\"qbo.bill.updated.v1\",\"intuitentityid\":\"../1\","
                    + "\"intuitaccountid\":\"9130350000000004\"}]",
            "null", "\"text\"" })
    void whatIsSignedButMakesNoSenseIsABadRequest(String body) {
        assertThat(post(body, Webhooks.signature(body))).hasStatus(400);
        assertThat(count()).isZero();
    }

    @Test
    void onlyNoticesAreTakenAndOnlyByThoseWhoTell() {
        String body = "x".repeat(1_000_001);
        assertThat(post(body, Webhooks.signature(body))).hasStatus(413);
        assertThat(pages.post().uri("/webhooks/netsuite").content(new byte[0]).exchange()).hasStatus(404);
        assertThat(pages.post().uri("/webhooks/nobody").content(new byte[0]).exchange()).hasStatus(404);
        assertThat(pages.get().uri("/webhooks/quickbooks-online").exchange().getResponse().getStatus())
            .isGreaterThanOrEqualTo(400);
        assertThat(post("[]", Webhooks.signature("[]")).getResponse().getCookies()).as("no session").isEmpty();
    }

    private static Event bill(String id) {
        return Event.of(id, SampleCompany.DELTA, "Bill", 1, "Update", Instant.now());
    }

    private MvcTestResult post(String body, String signature) {
        var request = pages.post().uri("/webhooks/quickbooks-online").content(body.getBytes(StandardCharsets.UTF_8));
        return (signature == null ? request : request.header(Webhooks.HEADER, signature)).exchange();
    }

    private static int count() {
        return Db.all().sql("select count(*) from told_change").query(Integer.class).single();
    }

}
