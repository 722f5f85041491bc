package io.ledgerstream.provider.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S1")
class QuickBooksPositionTest {

    private static final String EARLIER = "2026-01-01T00:00:00-08:00";

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final Instant BEFORE = Instant.parse("2026-05-01T12:00:00Z");

    private static final String LATER = "2026-01-01T09:00:00Z";

    @Test
    void readingBeginsAtTheBeginningAndGoesOnAtTheLastChangeSeen() {
        QuickBooksPosition beginning = QuickBooksPosition.parse(null, NOW);

        assertThat(beginning).isEqualTo(new QuickBooksPosition(null, 1, NOW, null));
        assertThat(beginning.after(1000, EARLIER)).isEqualTo(new QuickBooksPosition(EARLIER, 1, NOW, null));
        assertThat(new QuickBooksPosition(EARLIER, 1, NOW, null).after(1000, LATER))
            .isEqualTo(new QuickBooksPosition(LATER, 1, NOW, null));
    }

    @Test
    void withinOneTimeIsCounted() {
        assertThat(new QuickBooksPosition(LATER, 1, NOW, null).after(1000, LATER))
            .isEqualTo(new QuickBooksPosition(LATER, 1001, NOW, null));
        assertThat(new QuickBooksPosition(LATER, 1, NOW, null).after(1000, "2026-01-01T01:00:00-08:00"))
            .isEqualTo(new QuickBooksPosition(LATER, 1001, NOW, null));
        assertThat(new QuickBooksPosition(LATER, 1001, NOW, null).after(1000, null))
            .isEqualTo(new QuickBooksPosition(LATER, 2001, NOW, null));
        assertThat(new QuickBooksPosition(LATER, 1, NOW, null).after(1000, EARLIER))
            .isEqualTo(new QuickBooksPosition(LATER, 1001, NOW, null));
    }

    @Test
    void theNextQueryOfAFirstReadBeginsAtItsBeginningAndTheReadIsTheSame() {
        QuickBooksPosition next = new QuickBooksPosition(LATER, 1001, NOW, null).nextPart();
        assertThat(next).isEqualTo(new QuickBooksPosition(null, 1, NOW, null, 1));
        assertThat(next.after(1000, EARLIER)).isEqualTo(new QuickBooksPosition(EARLIER, 1, NOW, null, 1));
    }

    @Test
    void afterTheEndChangesAreAskedForFromALittleBeforeItsBeginning() {
        String end = QuickBooksPosition.end(NOW);
        assertThat(QuickBooksPosition.changesSince(end)).contains(Instant.parse("2026-06-01T11:00:00Z"));
        assertThat(QuickBooksPosition.changesSince(null)).isEmpty();
        assertThat(QuickBooksPosition.changesSince(LATER + "|1")).isEmpty();
        assertThatThrownBy(() -> QuickBooksPosition.changesSince("@yesterday")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void rowsOfBeforeThePositionWereNotAskedFor() {
        QuickBooksPosition position = new QuickBooksPosition(LATER, 1, NOW, null);
        assertThat(position.isAfter(QuickBooksPosition.time(EARLIER))).isTrue();
        assertThat(position.isAfter(QuickBooksPosition.time(LATER))).isFalse();
        assertThat(position.isAfter(null)).isFalse();
        assertThat(new QuickBooksPosition(null, 1, NOW, null).isAfter(QuickBooksPosition.time(EARLIER))).isFalse();
        assertThat(new QuickBooksPosition(LATER, 300_000, NOW, null).isAfter(QuickBooksPosition.time(LATER)))
            .as("the same page over and over")
            .isTrue();
    }

    @Test
    void aPositionOfBeforeItsBeginningWasKeptGoesOn() {
        assertThat(QuickBooksPosition.parse(LATER + "|17", NOW))
            .isEqualTo(new QuickBooksPosition(LATER, 17, NOW, null));
    }

    @Test
    void aPositionIsReadAsItWasWrittenAndNothingElseGetsIntoAQuery() {
        for (QuickBooksPosition position : new QuickBooksPosition[] { new QuickBooksPosition(null, 1, NOW, null),
                new QuickBooksPosition(LATER, 17, NOW, null), QuickBooksPosition.ofChanges(BEFORE, NOW),
                new QuickBooksPosition(LATER, 17, NOW, null).nextPart(),
                new QuickBooksPosition(LATER, 17, NOW, null, 1) }) {
            assertThat(QuickBooksPosition.parse(position.text(), BEFORE)).isEqualTo(position);
        }
        for (String text : new String[] { "' or 1=1|1", "2026|1", "x", "|", "|x", "" }) {
            assertThatThrownBy(() -> QuickBooksPosition.parse(text, NOW)).isInstanceOf(RuntimeException.class);
        }
    }

}
