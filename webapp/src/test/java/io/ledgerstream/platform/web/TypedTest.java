package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("L2")
@Tag("C6")
class TypedTest {

    /** What is more than linear takes hours; a busy machine takes seconds. */
    private static final Duration HANGS = Duration.ofMinutes(3);

    /**
     * Of every kind: turns, joins nothing, marks, controls of both ranges, separates,
     * half a character, private, unassigned, a tag, blank letters.
     */
    @ParameterizedTest
    @ValueSource(ints = { 0x202E, 0x2066, 0x200E, 0x200B, 0xFEFF, 0x00AD, 0x2060, 0x0000, 0x0007, 0x001B, 0x007F,
            0x0085, 0x009B, 0x2028, 0x2029, 0xD800, 0xDC00, 0xE000, 0x0378, 0xE0041, 0xFFFF, 0x3164, 0x2800 })
    void whatNobodySeesIsNotTaken(int odd) {
        String mark = new StringBuilder().appendCodePoint(odd).toString();
        for (String typed : new String[] { "Ac" + mark + "me", mark + "Acme", "Acme" + mark }) {
            assertThat(typed.matches(Patterns.PLAIN)).isFalse();
            assertThat(typed.matches(Patterns.LINES)).isFalse();
            assertThat(Typed.odd(typed)).isTrue();
            assertThat(Typed.lines("One" + typed + "\nTwo")).isEqualTo("OneAcme\nTwo");
        }
    }

    /**
     * A Persian word, one of Sinhala's, a family, a burning heart, a woman who works on
     * the land: joined inside, and seen.
     */
    @ParameterizedTest
    @ValueSource(strings = { "Acme & Söhne Ltd.", "می\u200Cخواهم", "ශ්\u200Dරී", "👨\u200D👩\u200D👧",
            "❤\uFE0F\u200D🔥", "👩🏽\u200D🌾 Farm", "王小明", "Renée\u00A0O’Brien" })
    void whatIsSeenIsTakenAsItWasTyped(String typed) {
        assertThat(typed).matches(Patterns.PLAIN).matches(Patterns.LINES);
        assertThat(Typed.lines(typed)).isEqualTo(typed);
        assertThat(Typed.odd(typed + "x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "\u200DAcme", "Acme\u200C", "Ac\u200D\u200Dme", "Acme \u200C Ltd", "Acme\u200D.", "\u200D" })
    void aJoinerThatJoinsNothingIsNotTaken(String typed) {
        assertThat(typed).doesNotMatch(Patterns.PLAIN).doesNotMatch(Patterns.LINES);
        assertThat(Typed.odd(typed)).isTrue();
        assertThat(Typed.lines(typed)).doesNotContain("\u200C", "\u200D");
    }

    @Test
    void severalLinesMayHaveLineBreaksHoweverTheyAreSentAndTabs() {
        assertThat(Patterns.lines(" a\tb\r\nc\rd\ne ")).isEqualTo("a\tb\nc\nd\ne")
            .matches(Patterns.LINES)
            .doesNotMatch(Patterns.PLAIN);
        assertThat(Typed.lines(" a\tb \r\nc\rd\ne ")).isEqualTo("a b\nc\nd\ne");
        assertThat("a\tb").doesNotMatch(Patterns.PLAIN);
        assertThat("a\rb").as("not as they leave Patterns.lines").doesNotMatch(Patterns.LINES);
        assertThat(Typed.lines(null)).isEmpty();
        assertThat(Patterns.lines(" \r\n ")).isNull();
    }

    @Test
    void aMegabyteHangsNothing() {
        Assertions.assertTimeoutPreemptively(HANGS, () -> {
            assertThat("x".repeat(1_000_000).matches(Patterns.PLAIN)).isTrue();
            assertThat("x\u200D".repeat(500_000).matches(Patterns.LINES)).isFalse();
            assertThat(Typed.lines("x\u200D".repeat(500_000) + "x")).hasSize(1_000_001);
        });
    }

}
