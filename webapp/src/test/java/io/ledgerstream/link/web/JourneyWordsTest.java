package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C12")
class JourneyWordsTest {

    private final Properties english = words("/journey.properties");
    private final Properties french = words("/journey_fr.properties");

    @Test
    void bothLanguagesHaveTheSameWordsWithTheSamePlaces() {
        assertThat(french.keySet()).isEqualTo(english.keySet());
        english.stringPropertyNames().forEach(key -> assertThat(places(french.getProperty(key))).as(key)
                .isEqualTo(places(english.getProperty(key))));
    }

    /** The bundles are searched one after the other: the same key in an earlier one would win, in its one language. */
    @Test
    void noOtherBundleHasTheSameKeys() {
        assertThat(english.keySet()).doesNotContainAnyElementsOf(words("/messages.properties").keySet())
                .doesNotContainAnyElementsOf(words("/shell.properties").keySet());
        assertThat(english.stringPropertyNames()).as("these stand in reasons.properties").noneMatch(key -> key.startsWith("connect.reason.") || key.startsWith("connect.note."));
    }

    @Test
    void noApostropheSwallowsAPlace() {
        assertThat(english.values()).noneMatch(text -> text.toString().contains("'"));
        assertThat(french.values()).noneMatch(text -> text.toString().contains("'"));
    }

    @Test
    void noTextStandsInATemplateItself() throws IOException {
        Pattern bare = Pattern.compile("<(h1|h2|h3|p|a|button|li|summary|dt|small|span)\\b(?![^>]*th:(?:text|replace|each))[^>]*>[^<>\\s][^<]*<");
        try (var files = Files.list(Path.of("src/main/resources/templates/journey"))) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(bare));
        }
    }

    private static java.util.Set<String> places(String text) {
        new MessageFormat(text, Locale.ENGLISH);
        return Pattern.compile("\\{(\\d)").matcher(text).results().map(found -> found.group(1)).collect(java.util.stream.Collectors.toSet());
    }

    private static Properties words(String file) {
        Properties words = new Properties();
        try (var in = new InputStreamReader(JourneyWordsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return words;
    }
}
