package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.OnboardingTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import standin.postgres.StandInPostgres;

/**
 * What is asked for with every page and every webhook costs the same among ten
 * connections and among ten thousand.
 */
@OnboardingTest
@Tag("S7")
class FoundByIndexTest {

    private static final String ID = "'" + UUID.randomUUID() + "'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            request_line_of_connection | select from request_line where connection_id = ID or id = ID
            request_line_of_consent | select from request_line where consent_id = ID
            connection_of_request | select from connection where request_id = ID
            connection_attempt_of_connection | \
            select max(authorised_at) from connection_attempt where connection_id = ID
            connection_of_account | \
            select from connection where software = 'quickbooks-online' and external_id = '913'
            sync_position_of_request | select * from sync_position where request_id = ID and lender_id = ID""")
    void eachIsFoundByItsIndex(String index, String query) throws SQLException {
        assertThat(plan(query.replace("ID", ID))).contains(index).doesNotContain("Seq Scan");
    }

    private static String plan(String query) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection database = StandInPostgres.shared().superuser().getConnection();
                Statement statement = database.createStatement()) {
            // With the few rows of a test, reading all of them is cheaper.
            statement.execute("set enable_seqscan = off");
            ResultSet lines = statement.executeQuery("explain " + query);
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

}
