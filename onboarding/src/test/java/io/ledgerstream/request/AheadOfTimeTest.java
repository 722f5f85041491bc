package io.ledgerstream.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.request.ReminderPolicy.Facts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * In New York. What ends, ends at the end of Friday 26 March 2027, after a year: 30 days
 * before is a Wednesday, 14 a Friday, 3 a Tuesday.
 */
@Tag("S6")
class AheadOfTimeTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final Instant GIVEN = at("2026-03-26T12:00:00");

    private static final Instant ENDS = at("2027-03-26T23:59:59");

    private final AheadOfTime ahead = AheadOfTime.of(NEW_YORK, "US", 30, 3);

    @Test
    void whatEndsIsAskedForThirtyDaysBeforeWhenTheOfficeOpens() {
        assertThat(ahead.asks(GIVEN, ENDS)).hasValue(at("2027-02-24T09:00:00"));
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-02-24T08:59:59"))).isFalse();
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-02-24T09:00:00"))).isTrue();
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-02-24T17:00:00"))).as("closed").isFalse();
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-02-27T12:00:00"))).as("a Saturday").isFalse();
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-03-26T16:59:00"))).as("late, but not too late").isTrue();
        assertThat(ahead.askNow(GIVEN, ENDS, at("2027-03-29T12:00:00"))).as("over").isFalse();
    }

    @Test
    void andFourteenAndThreeDaysBeforeOnceEach() {
        assertThat(all(at("2027-02-24T09:00:05"))).containsExactly(at("2027-03-12T09:00:00"),
                at("2027-03-23T09:00:00"));
        assertThat(all(at("2027-03-15T11:00:00"))).as("asked late").containsExactly(at("2027-03-23T09:00:00"));
        assertThat(all(at("2027-03-24T11:00:00"))).isEmpty();
    }

    @Test
    void whatWasMissedIsOneMailAndOneByHandCounts() {
        Facts asked = new Facts(at("2027-02-24T09:00:05"), ENDS, 0, null, null, false, null);
        assertThat(ahead.next(asked, ENDS, at("2027-03-24T19:00:00"))).as("two were missed, the office is closed")
            .hasValue(at("2027-03-25T09:00:00"));
        Facts byHand = new Facts(at("2027-02-24T09:00:05"), ENDS, 1, at("2027-03-12T10:00:00"), null, false, null);
        assertThat(ahead.next(byHand, ENDS, at("2027-03-12T10:00:00"))).hasValue(at("2027-03-23T09:00:00"));
    }

    @Test
    void theyWaitADayAfterWhatTheCustomerDidAndUntilTheDayTheyAskedFor() {
        Facts acted = new Facts(at("2027-02-24T09:00:05"), ENDS, 0, null, at("2027-03-12T08:00:00"), false, null);
        assertThat(ahead.next(acted, ENDS, at("2027-03-12T08:00:00"))).as("Saturday morning: on Monday")
            .hasValue(at("2027-03-15T09:00:00"));
        Facts wish = new Facts(at("2027-02-24T09:00:05"), ENDS, 0, null, null, false, at("2027-03-18T09:00:00"));
        assertThat(ahead.next(wish, ENDS, at("2027-03-01T08:00:00"))).hasValue(at("2027-03-18T09:00:00"));
        assertThat(ahead.next(new Facts(at("2027-02-24T09:00:05"), ENDS, 0, null, null, true, null), ENDS,
                at("2027-03-01T08:00:00")))
            .as("held")
            .isEmpty();
    }

    @Test
    void nobodyIsAskedAgainOnTheDayAfterTheyAgreed() {
        assertThat(ahead.asks(at("2027-02-26T12:00:00"), ENDS)).as("a consent for a month")
            .hasValue(at("2027-03-12T09:00:00"));
        assertThat(ahead.asks(at("2027-03-19T12:00:00"), ENDS)).as("a week").hasValue(at("2027-03-23T09:00:00"));
        assertThat(ahead.asks(at("2027-03-25T12:00:00"), ENDS)).as("a day").isEmpty();
    }

    private List<Instant> all(Instant requestedAt) {
        List<Instant> mails = new ArrayList<>();
        Optional<Instant> next = ahead.next(new Facts(requestedAt, ENDS, 0, null, null, false, null), ENDS,
                requestedAt);
        while (next.isPresent()) {
            mails.add(next.get());
            next = ahead.next(new Facts(requestedAt, ENDS, mails.size(), next.get(), null, false, null), ENDS,
                    next.get());
        }
        return mails;
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
    }

}
