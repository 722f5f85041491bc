package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C12")
class JourneyWordsTest {

    private final Properties english = words("/journey.properties");

    private final Properties french = words("/journey_fr.properties");

    @ParameterizedTest
    @ValueSource(strings = { "journey", "shell", "reasons", "mail" })
    void bothLanguagesHaveTheSameWordsWithTheSamePlaces(String bundle) {
        Properties one = words("/" + bundle + ".properties");
        Properties other = words("/" + bundle + "_fr.properties");
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.stringPropertyNames()
            .forEach(key -> assertThat(places(other.getProperty(key))).as(key).isEqualTo(places(one.getProperty(key))));
    }

    /**
     * The bundles are searched one after the other: the same key in an earlier one would
     * win, in its one language.
     */
    @Test
    void noOtherBundleHasTheSameKeys() {
        assertThat(english.keySet()).doesNotContainAnyElementsOf(words("/messages.properties").keySet())
            .doesNotContainAnyElementsOf(words("/shell.properties").keySet());
        assertThat(english.stringPropertyNames()).as("these stand in reasons.properties")
            .noneMatch(key -> key.startsWith("connect.reason.") || key.startsWith("connect.note."));
    }

    @Test
    void noApostropheSwallowsAPlace() {
        assertThat(english.values()).noneMatch(text -> text.toString().contains("'"));
        assertThat(french.values()).noneMatch(text -> text.toString().contains("'"));
    }

    /** What a line must not begin with, or end with, is held to its word. */
    @Test
    void inFrenchBlanksBeforeSignsAndInsideQuotationMarksDoNotBreak() {
        for (String bundle : List.of("/journey_fr.properties", "/shell_fr.properties", "/reasons_fr.properties",
                "/mail_fr.properties")) {
            words(bundle).forEach((key, text) -> assertThat(text.toString()).as("%s in %s", key, bundle)
                .doesNotContainPattern("« |\\S [»;:!?]|\\d \\d{3}\\b"));
        }
    }

    /**
     * One word for the business; and whether a name, or who reads, is a she, a he or
     * several is not known: no participle agrees with them.
     */
    @Test
    void inFrenchTheBusinessIsAnEntrepriseAndNoParticipleAgreesWithAName() {
        for (String bundle : List.of("/journey_fr.properties", "/shell_fr.properties", "/reasons_fr.properties",
                "/mail_fr.properties")) {
            words(bundle).forEach((key, text) -> assertThat(text.toString()).as("%s in %s", key, bundle)
                .doesNotContainPattern("(?i)société|societe|-t-elle|\\}[^.:]* (re)?connectée|\\} (en )?(est|a été) "
                        + "(informé|prévenu|invité|choisi)|(?i)vous (êtes|serez|a) "
                        + "(plus )?(revenu|relancé|désigné|déconnecté|connecté)"));
        }
    }

    /**
     * Keys that are put together from parts are found by their beginning, as
     * software.name.
     */
    @Test
    void noWordsStandUnused() throws IOException {
        Set<String> sources = inQuotes(sources());
        Set<String> unused = Stream.of("/journey.properties", "/shell.properties", "/messages.properties")
            .flatMap(bundle -> words(bundle).stringPropertyNames().stream())
            .filter(key -> beginnings(key).noneMatch(sources::contains))
            .collect(Collectors.toCollection(java.util.TreeSet::new));
        assertThat(sources).as("as the test knows them").contains("#{progress.connect}", "'product.' +");
        assertThat(unused).isEmpty();
    }

    /**
     * The key itself, or what stands before one of its dots, as where the rest is put
     * together.
     */
    private static Stream<String> beginnings(String key) {
        return Stream.concat(
                Stream.of("\"" + key + "\"", "#{" + key + "}", "#{" + key + "(", "\"{" + key + "}\"", "'" + key + "'",
                        "'" + key + ".'"),
                Pattern.compile("\\.")
                    .matcher(key)
                    .results()
                    .map(dot -> key.substring(0, dot.end()))
                    .flatMap(part -> Stream.of("'" + part + "' +", "\"" + part + "\" +", "'" + part + "')")));
    }

    /**
     * What {@link #beginnings} looks for, wherever it stands in the sources: searched for
     * key by key, it took seconds.
     */
    private static Set<String> inQuotes(String sources) {
        return Pattern.compile("(\"\\{|#\\{|[\"'])([\\w.-]+)(?=(\\}\"|[}(]|\" \\+|' \\+|'\\)|[\"']))")
            .matcher(sources)
            .results()
            .flatMap(found -> Stream.of(found.group(3).substring(0, 1), found.group(3)).map(end -> found.group() + end))
            .collect(Collectors.toSet());
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String root : List.of("src/main", "../onboarding/src/main/java")) {
            try (var files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(one -> one.toString().matches(".*\\.(java|html)")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    @Test
    void noTextStandsInATemplateItself() throws IOException {
        Pattern bare = Pattern
            .compile("<(h1|h2|h3|p|a|button|li|summary|dt|small|span)\\b(?![^>]*th:(?:text|replace|each))[^>]*>"
                    + "[^<>\\s][^<]*<");
        try (var files = Files.list(Path.of("src/main/resources/templates/journey"))) {
            assertThat(files.toList()).isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(bare));
        }
    }

    private static java.util.Set<String> places(String text) {
        new MessageFormat(text, Locale.ENGLISH);
        return Pattern.compile("\\{(\\d)")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .collect(java.util.stream.Collectors.toSet());
    }

    private static Properties words(String file) {
        Properties words = new Properties();
        try (var in = new InputStreamReader(JourneyWordsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return words;
    }

}
