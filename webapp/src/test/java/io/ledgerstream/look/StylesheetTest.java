package io.ledgerstream.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StylesheetTest {

    private static final Pattern MEDIA = Pattern.compile("@media [^{]+");

    private static final Pattern LITERAL = Pattern
        .compile("#[0-9a-f]{3,8}\\b|\\b(?:rgb|hsl|oklch)a?\\(|(?<![\\w-])\\d*\\.?\\d+(?:px|rem|em|ch|pt)\\b");

    private static final Pattern USED = Pattern.compile("var\\(--([a-z0-9-]+)\\)");

    private final Stylesheet sheet = new Stylesheet();

    StylesheetTest() throws IOException {
    }

    @ParameterizedTest
    @ValueSource(strings = { "base", "components", "pages" })
    void coloursAndSizesAreWrittenInTheTokensAlone(String layer) {
        String rules = MEDIA.matcher(sheet.layer(layer)).replaceAll("@media");
        assertThat(LITERAL.matcher(rules).results().map(MatchResult::group)).isEmpty();
    }

    @Test
    void everyTokenThatIsUsedExistsAndEveryTokenIsUsed() {
        var used = new HashSet<String>();
        for (String layer : new String[] { "tokens", "base", "components", "pages" }) {
            USED.matcher(sheet.layer(layer)).results().forEach(found -> used.add(found.group(1)));
        }
        assertThat(sheet.light().keySet().stream().filter(token -> !token.startsWith("pico-")))
            .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void eachColourOfTheLightSchemeHasItsDarkOne() {
        var light = sheet.light();
        var dark = sheet.dark();
        assertThat(light.keySet().stream().filter(token -> light.get(token).contains("#")))
            .allSatisfy(token -> assertThat(dark.get(token)).isNotEqualTo(light.get(token)));
    }

}
