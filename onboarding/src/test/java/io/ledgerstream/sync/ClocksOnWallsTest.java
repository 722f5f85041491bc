package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;

/**
 * NetSuite says of each row what a clock on a wall showed when it was changed. Such
 * clocks are put back, and rows are dated wrongly; no change is lost by it.
 */
@OnboardingTest
@Tag("S2")
class ClocksOnWallsTest {

    private static final String FORM = "yyyy-MM-dd HH:mm:ss";

    private static final BigDecimal CHANGED = new BigDecimal("4711.07");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private UUID connection;

    private List<Bill> bills;

    @BeforeEach
    void everythingIsReadOnce() {
        connected.nothingIsDue();
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en"));
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        connected.setUp(northwind, request, Way.CERTIFICATE, netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR));
        connected.verified(northwind, request);
        connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        connected.readAll();
        bills = Db.all()
            .sql("""
                    select external_id, received->>'amount', received->>'changed' from record
                    where connection_id = ? and data_type = 'BILLS' order by external_id limit 2""")
            .param(connection)
            .query((row, n) -> new Bill(row.getInt(1), new BigDecimal(row.getString(2)),
                    LocalDateTime.parse(row.getString(3), DateTimeFormatter.ofPattern(FORM))))
            .list();
    }

    @AfterEach
    void theBooksAreAsTheyWere() {
        bills.forEach(bill -> netSuite.save(SampleAccount.ACME, bill.id(), bill.total(), bill.changed()));
    }

    /**
     * The end of summer time puts a clock back by one hour; a user who moves from London
     * to Los Angeles by eight.
     */
    @ParameterizedTest
    @ValueSource(longs = { 1, 8 })
    void whatIsChangedInAnHourThatComesAgainIsRead(long hours) {
        LocalDateTime wall = LocalDate.now(ZoneOffset.UTC).atTime(9, 50);
        netSuite.save(SampleAccount.ACME, bills.getFirst().id(), CHANGED.negate(), wall);
        read();
        save(wall.plusMinutes(20).minusHours(hours));
        read();
        assertThat(total()).isEqualByComparingTo(CHANGED);
    }

    @Test
    void aRowDatedFarOffHidesNoChange() {
        netSuite.save(SampleAccount.ACME, bills.getFirst().id(), CHANGED.negate(),
                LocalDateTime.of(9999, 12, 31, 23, 59, 59));
        read();
        save(LocalDateTime.now(ZoneId.of("America/New_York")));
        read();
        assertThat(total()).isEqualByComparingTo(CHANGED);
    }

    @Test
    void aPositionOfTheFutureMendsItself() {
        Db.all().sql("""
                update sync_position set position = '9999-12-31 23:57:59|0'
                where connection_id = ? and data_type = 'BILLS'""").param(connection).update();
        save(bills.getLast().changed().plus(Duration.ofMinutes(1)));
        read();
        assertThat(total()).as("changed long before").isEqualByComparingTo(CHANGED);
        assertThat(Db.all()
            .sql("select position from sync_position where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query(String.class)
            .single()).isLessThan(LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern(FORM)));
    }

    private void save(LocalDateTime wall) {
        netSuite.save(SampleAccount.ACME, bills.getLast().id(), CHANGED, wall);
    }

    private void read() {
        Db.all().sql("""
                update sync_position set next_at = now() - interval '1 minute'
                where connection_id = ? and data_type = 'BILLS'""").param(connection).update();
        connected.readAll();
    }

    private BigDecimal total() {
        return Db.all()
            .sql("""
                    select received->>'amount' from record
                    where connection_id = ? and data_type = 'BILLS' and external_id = ?""")
            .params(connection, String.valueOf(bills.getLast().id()))
            .query(BigDecimal.class)
            .single();
    }

    private record Bill(int id, BigDecimal total, LocalDateTime changed) {
    }

}
