package io.ledgerstream.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of colours that meet on a page, computed from the tokens as WCAG 2.2 says.
 */
@Tag("C1")
class ContrastTest {

    private static final double TEXT = 4.5;

    private static final double SHAPE = 3.0;

    @ParameterizedTest(name = "{0}: {1} on {2}")
    @MethodSource("texts")
    void textIsReadableOnItsGround(String scheme, String text, String ground, Map<String, String> tokens) {
        assertThat(contrast(tokens.get(text), tokens.get(ground))).isGreaterThanOrEqualTo(TEXT);
    }

    @ParameterizedTest(name = "{0}: {1} beside {2}")
    @MethodSource("shapes")
    void theEdgeOfAControlIsSeen(String scheme, String edge, String ground, Map<String, String> tokens) {
        assertThat(contrast(tokens.get(edge), tokens.get(ground))).isGreaterThanOrEqualTo(SHAPE);
    }

    @Test
    void theFormulaIsThatOfTheStandard() {
        assertThat(contrast("#000000", "#ffffff")).isEqualTo(21);
        assertThat(contrast("#777777", "#ffffff")).isBetween(4.47, 4.49);
    }

    static Stream<Arguments> texts() throws IOException {
        return inBothSchemes(Stream
            .of(pairs("ink", "ground", "paper", "sunken", "accent-ground"), pairs("muted", "ground", "paper", "sunken"),
                    pairs("accent", "ground", "paper", "sunken", "accent-ground"),
                    pairs("accent-hover", "ground", "paper", "sunken", "accent-ground"),
                    pairs("accent-ink", "accent", "accent-hover"), pairs("information", "information-ground", "paper"),
                    pairs("success", "success-ground", "paper"), pairs("warning", "warning-ground", "paper"),
                    pairs("danger", "danger-ground", "paper", "ground"), pairs("danger-ink", "danger"))
            .flatMap(pairs -> pairs));
    }

    static Stream<Arguments> shapes() throws IOException {
        return inBothSchemes(Stream
            .of(pairs("line-strong", "ground", "paper", "sunken"),
                    pairs("accent", "ground", "paper", "sunken", "accent-ground"), pairs("danger", "ground", "paper"))
            .flatMap(pairs -> pairs));
    }

    private static Stream<String[]> pairs(String text, String... grounds) {
        return Stream.of(grounds).map(ground -> new String[] { text, ground });
    }

    private static Stream<Arguments> inBothSchemes(Stream<String[]> pairs) throws IOException {
        var sheet = new Stylesheet();
        return pairs.flatMap(pair -> Stream.of(Arguments.of("light", pair[0], pair[1], sheet.light()),
                Arguments.of("dark", pair[0], pair[1], sheet.dark())));
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

}
