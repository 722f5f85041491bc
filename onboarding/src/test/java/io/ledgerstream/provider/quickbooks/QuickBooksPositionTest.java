package io.ledgerstream.provider.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S1")
class QuickBooksPositionTest {

    private static final String EARLIER = "2026-01-01T00:00:00-08:00";
    private static final String LATER = "2026-01-01T09:00:00Z";

    @Test
    void readingBeginsAtTheBeginningAndGoesOnAtTheLastChangeSeen() {
        QuickBooksPosition beginning = QuickBooksPosition.parse(null);

        assertThat(beginning).isEqualTo(new QuickBooksPosition(null, 1));
        assertThat(beginning.after(1000, EARLIER)).isEqualTo(new QuickBooksPosition(EARLIER, 1));
        assertThat(new QuickBooksPosition(EARLIER, 1).after(1000, LATER)).isEqualTo(new QuickBooksPosition(LATER, 1));
    }

    @Test
    void withinOneTimeIsCounted() {
        assertThat(new QuickBooksPosition(LATER, 1).after(1000, LATER)).isEqualTo(new QuickBooksPosition(LATER, 1001));
        assertThat(new QuickBooksPosition(LATER, 1).after(1000, "2026-01-01T01:00:00-08:00")).isEqualTo(new QuickBooksPosition(LATER, 1001));
        assertThat(new QuickBooksPosition(LATER, 1001).after(1000, null)).isEqualTo(new QuickBooksPosition(LATER, 2001));
        assertThat(new QuickBooksPosition(LATER, 1).after(1000, EARLIER)).isEqualTo(new QuickBooksPosition(LATER, 1001));
    }

    @Test
    void theEndIsWhereLaterChangesBegin() {
        assertThat(new QuickBooksPosition(EARLIER, 1).atEnd(3, LATER)).isEqualTo(new QuickBooksPosition(LATER, 1));
        assertThat(new QuickBooksPosition(EARLIER, 1).atEnd(0, null)).isEqualTo(new QuickBooksPosition(EARLIER, 1));
    }

    @Test
    void aPositionIsReadAsItWasWrittenAndNothingElseGetsIntoAQuery() {
        for (QuickBooksPosition position : new QuickBooksPosition[] {new QuickBooksPosition(null, 1), new QuickBooksPosition(LATER, 17)}) {
            assertThat(QuickBooksPosition.parse(position.text())).isEqualTo(position);
        }
        for (String text : new String[] {"' or 1=1|1", "2026|1", "x", "|", "|x", ""}) {
            assertThatThrownBy(() -> QuickBooksPosition.parse(text)).isInstanceOf(RuntimeException.class);
        }
    }
}
