package io.ledgerstream.sync.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.web.Times;
import io.ledgerstream.request.web.Connected;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L13")
@Tag("S3")
class DataPageTest extends PageTest {

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    private UUID connection;

    @BeforeEach
    void aConnectedCompany() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Ltd"));
        connection = Connected.by(northwind, request);
        Db.all()
            .sql("update sync_position set next_at = now() + interval '5 hours' where connection_id = ?")
            .param(connection)
            .update();
        run("interval '2 days'", "1 second", 2, 1250, 0, null);
    }

    @Test
    void itSaysAsOfWhenEachTypeIsAndWhatWasReadWhen() {
        run("interval '1 day'", "3 seconds", 1, 3, 2, null);
        run("interval '1 hour'", null, 1, 0, 0, "provider-unavailable");
        run("interval '30 minutes'", null, 0, 0, 0, "not-stored");

        assertThat(show("")).hasStatusOk()
            .bodyText()
            .contains("Data of Acme Ltd", "QuickBooks Online, connected on", "Data as of Mon 23 Nov 2026", "Bills",
                    "1,250", "Up to date", "Every day", "3 s", "The accounting software does not answer",
                    "What was read could not be stored, for a reason on our side; we go on trying")
            .doesNotContain("Stale");
        assertThat(pages.get().uri("/portal/requests/{id}", request).with(by(northwind))).bodyText()
            .contains("/portal/connections/" + connection, "Data and history");
    }

    @Test
    @Tag("X13")
    void itSaysFromWhichDayTheNewSoftwareCountsAndTheDayCanBeMoved() {
        UUID later = northwind.request(northwind.company("Acme Ltd, new books"));
        UUID now = Connected.by(northwind, later);
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusMonths(2);
        String moved = new Times().day(from.plusDays(1));
        Db.all()
            .sql("""
                    insert into software_change (request_id, lender_id, old_connection, new_connection, cut_over_on,
                                                 completed_at) values (?, ?, ?, ?, ?, now())""")
            .params(later, northwind.id(), connection, now, from)
            .update();
        record(connection, "1", from.minusDays(1));
        record(connection, "2", from);
        record(now, "1", from.minusDays(1));
        record(now, "2", from.plusDays(1));
        assertThat(show("")).bodyText()
            .contains("The company has new books in QuickBooks Online now", new Times().day(from), "Not counted here:",
                    "1 bills.", "/portal/connections/" + now);
        assertThat(moved(northwind, from.plusDays(1).toString(), later)).hasStatus3xxRedirection();
        assertThat(show("")).bodyText().contains(moved, "No record is left out for that");
        for (String odd : List.of("", "2026-02-30", from.plusMonths(4).toString(), "1999-01-01")) {
            assertThat(moved(northwind, odd, later)).hasStatus3xxRedirection();
        }
        assertThat(moved(contoso, from.plusDays(2).toString(), later)).hasStatus(404);
        assertThat(moved(northwind, from.plusDays(2).toString(), request)).as("no such change").hasStatus(404);
        assertThat(show("")).bodyText().contains(moved);
        assertThat(Db.all()
            .sql("select count(*) from audit where request_id = ? and action = 'cut-over-moved'")
            .param(later)
            .query(Integer.class)
            .single()).isEqualTo(1);
    }

    private MvcTestResult moved(Fixtures.Bank bank, String day, UUID change) {
        return pages.post()
            .uri("/portal/connections/{id}/cut-over", connection)
            .param("change", change.toString())
            .param("cutOver", day)
            .with(by(bank))
            .with(csrf())
            .exchange();
    }

    private void record(UUID of, String id, LocalDate date) {
        Db.all()
            .sql("""
                    insert into record (lender_id, connection_id, data_type,
                                        external_id, received, normalised, synced_at)
                    values (?, ?, 'BILLS', ?, '{}', jsonb_build_object('date', ?), now())""")
            .params(northwind.id(), of, id, date.toString())
            .update();
    }

    @Test
    void theHistoryGoesOnOnPagesOfFifty() {
        for (int n = 0; n < 60; n++) {
            run("interval '" + (n + 3) + " days'", "1 second", 1, n, 0, null);
        }
        String newest = new String(show("").getResponse().getContentAsByteArray(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(newest).contains("?before=2");
        String older = newest.replaceAll("(?s).*(\\?before=[^\"]+)\".*", "$1");
        assertThat(show(older)).hasStatusOk().bodyText().contains("59").doesNotContain("?before=");
        assertThat(show("?before=yesterday")).as("what is no time").hasStatusOk();
        assertThat(show("?before=+999999999-12-31T23:59:59Z")).hasStatusOk();
    }

    @Test
    void aRefreshIsAskedForOnceInAQuarterOfAnHour() {
        assertThat(post("/refresh", "")).hasStatus(302).hasRedirectedUrl("/portal/connections/" + connection);
        assertThat(Db.all()
            .sql("select next_at <= now() from sync_position where connection_id = ?")
            .param(connection)
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(post("/refresh", "").getMvcResult().getFlashMap().get("refused")).isEqualTo("refreshed-lately");
        assertThat(show("")).bodyText().contains("The next one can be from").doesNotContain("/refresh\"");
        assertThat(pages.get().uri("/portal/requests/{id}", request).with(by(northwind))).bodyText()
            .contains("Refresh asked for");
        assertThat(count("audit where action = 'refresh-asked' and request_id = ?", request)).isEqualTo(1);
    }

    @Test
    @Tag("S7")
    void howOftenItIsReadIsChosenForEachConnection() {
        assertThat(post("/interval", "HOURLY")).hasStatus(302);
        assertThat(show("")).bodyText().contains("value=\"HOURLY\" selected=\"selected\"");
        assertThat(Db.all()
            .sql("select every_hours from sync_position where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single()).isEqualTo(1);
        assertThat(post("/interval", "HOURLY")).as("again changes nothing").hasStatus(302);
        assertThat(count("audit where action = 'sync-interval-changed' and request_id = ?", request)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "EVERY_SECOND", "0", "hourly; drop table sync_position" })
    void anIntervalThatIsNotOfferedIsRefused(String interval) {
        assertThat(post("/interval", interval)).hasStatus4xxClientError();
        assertThat(Db.all()
            .sql("select every_hours from sync_position where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single()).isEqualTo(24);
    }

    @Test
    void whereAccessIsLostNothingIsOrdered() {
        Connected.losesAccess(connection);
        assertThat(show("")).bodyText().contains("Access lost").doesNotContain("/refresh\"", "/interval\"");
        assertThat(post("/refresh", "").getMvcResult().getFlashMap().get("refused")).isEqualTo("not-connected");
        assertThat(post("/interval", "WEEKLY").getMvcResult().getFlashMap().get("refused")).isEqualTo("not-connected");
    }

    @Test
    void lendersAndRolesStayApart() {
        assertThat(pages.get().uri("/portal/connections/{id}", connection).with(by(contoso))).hasStatus(404);
        assertThat(pages.get().uri("/portal/connections/{id}", UUID.randomUUID()).with(by(northwind))).hasStatus(404);
        assertThat(pages.post().uri("/portal/connections/{id}/refresh", connection).with(by(contoso)).with(csrf()))
            .hasStatus(404);
        assertThat(pages.get().uri("/portal/connections/{id}", connection).with(by(person(northwind, Role.VIEWER))))
            .hasStatusOk()
            .bodyText()
            .contains("1,250")
            .doesNotContain("/refresh\"", "/interval\"");
        assertThat(pages.post()
            .uri("/portal/connections/{id}/refresh", connection)
            .with(by(person(northwind, Role.VIEWER)))
            .with(csrf())).hasStatus(403);
        assertThat(pages.post()
            .uri("/portal/connections/{id}/interval", connection)
            .param("interval", "HOURLY")
            .with(by(person(northwind, Role.SUCCESS_MANAGER)))
            .with(csrf())).hasStatus(403);
    }

    @Test
    void staleDataSaySo() {
        Db.all().sql("update sync_position set stale_since = now() where connection_id = ?").param(connection).update();
        assertThat(show("")).bodyText().contains("The data are stale", "Stale").doesNotContain("Up to date");
    }

    private void run(String ago, String took, int pageCount, int written, int gone, String error) {
        Db.all()
            .sql("insert into sync_run (id, lender_id, connection_id, data_type, began_at, ended_at, pages, written, "
                    + "gone, error) select gen_random_uuid(), ?, ?, 'BILLS', now() - " + ago + ", now() - " + ago
                    + " + cast(? as interval), ?, ?, ?, ?")
            .params(northwind.id(), connection, took, pageCount, written, gone, error)
            .update();
    }

    private MvcTestResult show(String query) {
        return pages.get().uri("/portal/connections/" + connection + query).with(by(northwind)).exchange();
    }

    private MvcTestResult post(String what, String interval) {
        return pages.post()
            .uri("/portal/connections/" + connection + what)
            .param("interval", interval)
            .with(by(northwind))
            .with(csrf())
            .exchange();
    }

    private int count(String what, UUID id) {
        return Db.all().sql("select count(*) from " + what).param(id).query(Integer.class).single();
    }

}
