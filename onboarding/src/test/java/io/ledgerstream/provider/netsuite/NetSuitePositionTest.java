package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S2")
class NetSuitePositionTest {

    /** In New York the hour from one to two begins anew. */
    private static final Instant NOW = Instant.parse("2026-11-01T06:00:00Z");

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Test
    void aReadEndsWellBeforeTheNewestChangeItSaw() {
        assertThat(ended("2026-11-01 01:50:00|17", NOW)).isEqualTo("2026-10-30 23:50:00|0");
        assertThat(ended("2026-05-03 11:12:13|17", NOW)).isEqualTo("2026-05-02 09:12:13|0");
        assertThat(ended("2026-05-02 09:12:13|0", NOW)).as("nothing new").isEqualTo("2026-05-02 09:12:13|0");
        assertThat(ended(null, NOW)).as("nothing at all").isEqualTo("|0");
    }

    /**
     * Whatever was seen, and wherever the account is moved to: the next change bears a
     * later time than the one from which reading goes on.
     */
    @ParameterizedTest
    @ValueSource(strings = { "Pacific/Kiritimati", "Asia/Tokyo", "Europe/London", "America/New_York",
            "America/Los_Angeles", "Pacific/Pago_Pago", "Etc/GMT+12" })
    void noChangeThatFollowsLiesBeforeIt(String zone) {
        for (String position : new String[] { "2026-11-01 20:00:00|17", "2026-11-02 20:00:00|17",
                "9999-12-31 23:59:59|17", "2026-11-01 20:00:00|0", "9999-12-31 23:57:59|0" }) {
            String next = LocalDateTime.ofInstant(NOW, ZoneId.of(zone)).format(FORM);
            assertThat(ended(position, NOW)).as(position).isLessThanOrEqualTo(next + "|0");
        }
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-01 20:00:00|0, 2026-11-01 20:00:00|0", "2026-11-01 20:00:01|0, |0",
            "9999-12-31 23:57:59|0, |0", "9999-12-31 23:59:59|17, 9999-12-31 23:59:59|17" })
    void aReadThatWouldBeginInTheFutureBeginsAnewAndOneThatIsUnderWayGoesOn(String stored, String begins) {
        assertThat(NetSuitePosition.parse(stored).atStart(NOW).text()).isEqualTo(begins);
    }

    private static String ended(String position, Instant now) {
        return NetSuitePosition.parse(position).atEnd(now).text();
    }

}
