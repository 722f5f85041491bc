package io.ledgerstream.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second wall: what the database itself refuses, whatever the code above it does. */
@OnboardingTest
@Tag("L1")
class LendersApartTest {

    /** Tables that hold ids, hashes and counts only, and what belongs to no lender. */
    private static final List<String> WITHOUT_POLICY = List.of("manage_visit", "manage_code", "outbox", "task",
            "engine_run", "engine_mark", "effect", "visit", "oauth_state", "sync_position", "told_change",
            "provider_account", "provider_slot", "provider_health", "provider_outage", "rate_limit", "bounce_reader",
            "spring_session", "spring_session_attributes", "consent_text", "flyway_schema_history");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    @BeforeEach
    void twoLendersWithARequestEach() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        northwind.request(northwind.company("Acme Manufacturing Ltd"));
        harbour.request(harbour.company("Beacon Foods Inc"));
    }

    @Test
    void everyTableOfALenderHasAPolicyAndTheOthersAreOnAShortList() {
        List<String> open = jdbc.sql("""
                select relname from pg_class where relkind = 'r'
                  and relnamespace = 'public'::regnamespace and not relrowsecurity""").query(String.class).list();
        assertThat(open).isSubsetOf(WITHOUT_POLICY);
    }

    /**
     * None that lets more through, and none beside it: the rows of several policies are
     * added up.
     */
    @Test
    void everyPolicyIsTheLenderOfTheTransaction() {
        String lender = "NULLIF(current_setting('app.lender'::text, true), ''::text))::uuid)";
        Map<String, String> policies = jdbc.sql("""
                select tablename, string_agg(concat_ws(' ', permissive, cmd, roles::text, qual, with_check), ' and ')
                from pg_policies where schemaname = 'public' group by 1""")
            .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> ofALender = jdbc.sql("""
                select c.relname from pg_class c where c.relkind in ('r', 'p')
                  and c.relnamespace = 'public'::regnamespace
                  and exists (select from pg_attribute a
                              where a.attrelid = c.oid and a.attname = 'lender_id' and not a.attisdropped)""")
            .query(String.class)
            .list();
        assertThat(ofALender).contains("company", "netsuite_setup", "receipt_chain")
            .filteredOn(table -> !WITHOUT_POLICY.contains(table))
            .allSatisfy(table -> assertThat(policies).as(table)
                .containsEntry(table, "PERMISSIVE ALL {public} (lender_id = (" + lender));
        assertThat(policies.keySet()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("lender"), ofALender.stream().filter(table -> !WITHOUT_POLICY.contains(table)))
                    .toList());
        assertThat(policies).containsEntry("lender", "PERMISSIVE ALL {public} (id = (" + lender);
    }

    /** Otherwise it would be read as its owner, whom no policy binds. */
    @Test
    void everyViewIsReadAsWhoeverReadsIt() {
        assertThat(jdbc
            .sql("select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace")
            .query(String.class)
            .list()).contains("counted_record");
        assertThat(jdbc.sql("""
                select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
                  and (relkind = 'm' or not coalesce(reloptions @> '{security_invoker=true}', false))""")
            .query(String.class)
            .list()).isEmpty();
    }

    @Test
    void aTransactionSeesItsLendersRowsOnly() {
        for (String table : List.of("company", "request", "request_line", "app_user", "audit")) {
            List<UUID> seen = northwind
                .inTransaction(() -> jdbc.sql("select distinct lender_id from " + table).query(UUID.class).list());
            assertThat(seen).as(table).containsExactly(northwind.id());
        }
    }

    @Test
    void withoutALenderThereAreNoRows() {
        for (String table : List.of("lender", "company", "request", "audit")) {
            assertThat(jdbc.sql("select count(*) from " + table).query(Long.class).single()).as(table).isZero();
        }
    }

    @Test
    void nobodyWritesARowForAnotherLender() {
        assertThatThrownBy(() -> northwind
            .inTransaction(() -> jdbc.sql("update company set lender_id = ?").param(harbour.id()).update()))
            .isInstanceOf(DataAccessException.class);
        assertThat(northwind.<Integer>inTransaction(
                () -> jdbc.sql("delete from request_line where lender_id = ?").param(harbour.id()).update()))
            .isZero();
    }

    @Test
    @Tag("L15")
    void theAuditTrailCanBeNeitherChangedNorDeleted() {
        assertThatThrownBy(() -> northwind.inTransaction(() -> jdbc.sql("update audit set action = 'x'").update()))
            .hasStackTraceContaining("permission denied for table audit");
        assertThatThrownBy(() -> northwind.inTransaction(() -> jdbc.sql("delete from audit").update()))
            .hasStackTraceContaining("permission denied for table audit");
    }

    @Test
    @Tag("C6")
    void whatWasAgreedToCanBeNeitherChangedNorDeleted() {
        for (String change : List.of("update consent set receipt = '{}'",
                "update consent set products = '{FINANCIALS}'", "update consent set ends_at = now()",
                "update consent set erase_after_days = null", "update consent set person_name = 'x'",
                "delete from consent", "update consent_text set body = 'x'", "delete from receipt_chain")) {
            assertThatThrownBy(() -> northwind.inTransaction(() -> jdbc.sql(change).update())).as(change)
                .hasStackTraceContaining("permission denied for table");
        }
    }

    @Test
    void theApplicationsRoleOwnsNothingAndPassesNoPolicyBy() {
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("ledgerstream_app");
        assertThat(jdbc.sql("select count(*) from pg_class where relowner = current_user::regrole")
            .query(Long.class)
            .single()).isZero();
        assertThat(jdbc.sql("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
            .query(Boolean.class)
            .single()).isFalse();
    }

}
