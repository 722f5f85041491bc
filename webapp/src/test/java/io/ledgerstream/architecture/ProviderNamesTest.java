package io.ledgerstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A provider is named in its own packages, pages and sentences, and nowhere else:
 * process, pages and mails go by what a provider says of itself. Names that a compiler
 * knows are {@link ArchitectureTest}'s; here are the words.
 */
class ProviderNamesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern NAME = Pattern.compile("quick.?books|intuit\\b|net.?suite", Pattern.CASE_INSENSITIVE);

    private static final Pattern ITS_OWN_KEY = Pattern.compile("(^|\\.)(quickbooks-online|netsuite)(\\.|$)");

    private static final Pattern ITS_OWN_TEMPLATE = Pattern.compile("(quickbooks-online|netsuite)(-[a-z-]+)?\\.html");

    /** How long it takes, said before any software is chosen. */
    private static final Set<String> BEFORE_THE_CHOICE = Set.of("start.time", "mail.fact.minutes.value");

    @Test
    void noCodeOutsideTheProvidersNamesOne() throws IOException {
        for (String module : List.of("processes", "onboarding", "workers", "webapp")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/io/ledgerstream/provider/"))).isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(NAME));
            }
        }
    }

    @Test
    void noTemplateNamesOneButItsOwn() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("webapp/src/main/resources/templates"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".html"))
                .filter(file -> !ITS_OWN_TEMPLATE.matcher(file.getFileName().toString()).matches())).isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(NAME));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "messages", "shell", "shell_fr", "journey", "journey_fr", "reasons", "reasons_fr", "mail",
            "mail_fr" })
    void noWordsNameOneButItsOwn(String bundle) throws IOException {
        Properties words = new Properties();
        try (var in = new InputStreamReader(ProviderNamesTest.class.getResourceAsStream("/" + bundle + ".properties"),
                StandardCharsets.UTF_8)) {
            words.load(in);
        }
        assertThat(words.stringPropertyNames()).isNotEmpty()
            .filteredOn(key -> NAME.matcher(words.getProperty(key)).find())
            .allSatisfy(key -> assertThat(BEFORE_THE_CHOICE.contains(key) || ITS_OWN_KEY.matcher(key).find()).as(key)
                .isTrue());
    }

}
