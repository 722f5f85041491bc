package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;

/**
 * NetSuite shows a role that lost a permission no records, or some, and does not refuse:
 * that is not the end of all bills.
 */
@OnboardingTest
@Tag("S2")
class NoneLeftTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private final int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);

    private Fixtures.Bank northwind;

    private UUID connection;

    private int bills;

    @BeforeEach
    void everythingIsReadOnce() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en"));
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        connected.setUp(northwind, request, Way.CERTIFICATE, role);
        connected.verified(northwind, request);
        connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        connected.readAll();
        bills = live();
        assertThat(bills).isGreaterThan(10);
    }

    @Test
    void whatIsNoLongerToBeSeenIsKeptAndReadAnewOnceItIs() {
        netSuite.unseen(role, "VendBill", true);
        swept("21 hours");
        connected.readAll();
        assertThat(live()).as("kept").isEqualTo(bills);
        assertThat(standing("last_error")).isEqualTo("none-left");
        assertThat(standing("state")).isEqualTo("FAILED");
        assertThat(standing("position")).as("it begins anew").isNull();

        netSuite.unseen(role, "VendBill", false);
        Db.all()
            .sql("update record set normalised = '{}', received = '{}' where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .update();
        Db.all().sql("""
                update sync_position set next_at = now() - interval '1 minute'
                where connection_id = ? and data_type = 'BILLS'""").param(connection).update();
        connected.readAll();
        assertThat(standing("last_error")).isNull();
        assertThat(live()).isEqualTo(bills);
        assertThat(Db.all()
            .sql("select count(*) from record where connection_id = ? and data_type = 'BILLS' and received = '{}'")
            .param(connection)
            .query(Integer.class)
            .single()).as("all of them were read again").isZero();
    }

    @Test
    void afterAWeekItIsBelieved() {
        netSuite.unseen(role, "VendBill", true);
        swept("9 days");
        connected.readAll();
        assertThat(live()).isZero();
        assertThat(standing("last_error")).isNull();
    }

    @Test
    void whatIsSeenAgainIsReadAgainThoughNothingOfItHasChanged() {
        netSuite.halfSeen(role, "VendBill", true);
        swept("21 hours");
        connected.readAll();
        int seen = live();
        assertThat(seen).as("some are there, so those that are not have gone").isBetween(1, bills - 1);

        netSuite.halfSeen(role, "VendBill", false);
        swept("21 hours");
        int reads = reads();
        connected.readAll();
        assertThat(live()).isEqualTo(bills);
        assertThat(Integer.parseInt(standing("records"))).isEqualTo(bills);
        assertThat(reads() - reads).as("the one that notices, and the one of everything").isEqualTo(2);
        assertThat(standing("position")).isNotNull();
    }

    @Test
    void whatWasHiddenFromTheFirstReadOnComesOnceItIsSeen() {
        Db.all().sql("""
                delete from record where connection_id = ?
                  and data_type = 'BILLS' and mod(external_id::bigint, 3) = 0""").param(connection).update();
        assertThat(live()).isLessThan(bills);
        swept("21 hours");
        connected.readAll();
        assertThat(live()).isEqualTo(bills);
    }

    /** QuickBooks does not promise figures. */
    @Test
    void idsThatAreNoNumbersHoldNothingUp() {
        Db.all()
            .sql("""
                    update record set external_id = 'a-' || external_id
                    where connection_id = ? and data_type = 'BILLS' and mod(external_id::bigint, 3) = 0""")
            .param(connection)
            .update();
        swept("21 hours");
        connected.readAll();
        assertThat(standing("last_error")).isNull();
        assertThat(live()).as("those are not there, the others are").isEqualTo(bills);
    }

    @Test
    void everythingIsReadOnceMoreNoMoreThanOnceADay() {
        String one = Db.all()
            .sql("select min(external_id) from record where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query(String.class)
            .single();
        for (int day = 0; day < 2; day++) {
            Db.all().sql("""
                    update record set deleted = true where connection_id = ?
                      and data_type = 'BILLS' and external_id = ?""").params(connection, one).update();
            swept("21 hours");
            connected.readAll();
        }
        assertThat(live()).as("read anew once, and left alone the second time").isEqualTo(bills - 1);

        Db.all()
            .sql("update sync_position set read_anew_at = now() - interval '1 day' where connection_id = ?")
            .param(connection)
            .update();
        swept("21 hours");
        connected.readAll();
        assertThat(live()).isEqualTo(bills);
    }

    private int reads() {
        return Db.all()
            .sql("select count(*) from sync_run where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query(Integer.class)
            .single();
    }

    /** All that is there was changed long before. */
    private void swept(String ago) {
        Db.all().sql("""
                update sync_position set next_at = now() - interval '1 minute',
                       swept_at = now() - cast(? as interval),
                       position = to_char(now() at time zone 'UTC' + interval '9 hours', 'YYYY-MM-DD HH24:MI:SS')
                       || '|0'
                where connection_id = ? and data_type = 'BILLS'""").params(ago, connection).update();
    }

    private int live() {
        return Db.all()
            .sql("select count(*) from record where connection_id = ? and data_type = 'BILLS' and not deleted")
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private String standing(String column) {
        return Db.all()
            .sql("select " + column + " from sync_position where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
            .single()
            .orElse(null);
    }

}
