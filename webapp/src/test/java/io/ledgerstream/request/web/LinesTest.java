package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestStep;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the audit records can be read in the timeline: its words are compared with the
 * source of all modules.
 */
@Tag("L6")
class LinesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /**
     * Who, then what: {@code audit.record(actor, "contact-corrected", …)}, also through a
     * method of the same class.
     */
    private static final Pattern WHO_AND_WHAT = Pattern
        .compile("(?:\\b[aA]ctor(?:\\.\\w+)?(?:\\([^()]*(?:\\([^()]*\\))?[^()]*\\))?|\\bcustomer|\\buser)\\s*,"
                + "\\s*\"([a-z]+(?:-[a-z]+)*)\"");

    private static final Pattern RECORDED = Pattern.compile("audit\\.record\\(\\s*[^,]+(?:\\([^)]*\\))?,\\s*([^,]+),");

    private static final Properties WORDS = words();

    private static final Line.Names NAMES = new Line.Names() {
        @Override
        public String software(String code) {
            return code.toUpperCase(Locale.ROOT);
        }

        @Override
        public String reason(String software, String reason) {
            return software + " " + reason;
        }
    };

    @Test
    void everyActionHasItsWords() {
        Set<String> actions = actions();
        assertThat(actions)
            .contains("data-requested", "consent-given", "request-cancelled", "company-accepted", "reminders-held",
                    "mail-bounced", "owner-changed", "access-revoked")
            .hasSizeGreaterThan(40);
        assertThat(actions).allSatisfy(action -> assertThat(WORDS).as(action).containsKey("event." + action));
    }

    /**
     * An action that is not written out where it is recorded comes from one of these,
     * which {@link #actions} reads as a whole.
     */
    @Test
    void noActionIsHidden() {
        sources().forEach((file, source) -> {
            Matcher recorded = RECORDED.matcher(source);
            while (recorded.find()) {
                String action = recorded.group(1).strip();
                assertThat(action.startsWith("\"") || action.equals("action") || action.startsWith("flag.name()"))
                    .as("%s in %s", action, file)
                    .isTrue();
            }
        });
    }

    @Test
    void noWordsAreLeftOver() {
        Set<String> events = new TreeSet<>(WORDS.stringPropertyNames()
            .stream()
            .filter(key -> key.startsWith("event.") && !key.startsWith("event.by."))
            .map(key -> key.substring("event.".length()))
            .toList());
        assertThat(actions()).containsAll(events);
    }

    @Test
    void everyStepFlagAndHoldHasItsWords() {
        for (RequestStep step : RequestStep.values()) {
            assertThat(WORDS).containsKeys("step." + step, "request.now." + step);
        }
        for (Flag flag : Flag.values()) {
            assertThat(WORDS).containsKeys("flag." + flag, "attention." + flag, "attention." + flag.acts());
        }
    }

    @Test
    void aLineSaysMoreWhereThereIsMore() {
        assertThat(line("request-declined", Map.of("reason", "No <b>")).text()).isEqualTo("No <b>");
        assertThat(line("software-selected", Map.of("software", "netsuite")).text()).isEqualTo("NETSUITE");
        assertThat(line("connection-rejected", Map.of("software", "netsuite", "reason", "no-permission-bills")).text())
            .isEqualTo("netsuite no-permission-bills");
        assertThat(line("connection-refused", Map.of("reason", "access-denied")).text())
            .as("of before software was kept")
            .isEqualTo("null access-denied");
        assertThat(line("due-date-moved", Map.of("to", "2026-12-24")).day()).isEqualTo(LocalDate.of(2026, 12, 24));
        assertThat(line("help-asked", Map.of("step", "GIVE_CONSENT")).key()).isEqualTo("step.GIVE_CONSENT");
        assertThat(line("consent-given", Map.of("consent", "01"))).extracting(Line::text, Line::key, Line::day)
            .containsOnlyNulls();
        assertThat(line("never-heard-of", Map.of()).tone()).isEqualTo("neutral");
    }

    @Test
    void aMarkWhoseCauseWasSaidIsNotSaidAgain() {
        for (String mark : List.of("contact-disputed", "help-waiting", "company-mismatch")) {
            assertThat(Line.of(entry(mark, Map.of()), NAMES)).isEmpty();
        }
    }

    private static Line line(String action, Map<String, Object> detail) {
        return Line.of(entry(action, detail), NAMES).orElseThrow();
    }

    private static Timeline.Entry entry(String action, Map<String, Object> detail) {
        return new Timeline.Entry(Instant.EPOCH, Actor.Kind.CUSTOMER, null, action, detail);
    }

    private static Set<String> actions() {
        Set<String> actions = new TreeSet<>(Arrays.stream(Flag.values())
            .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
        sources().values()
            .forEach(source -> WHO_AND_WHAT.matcher(source).results().forEach(found -> actions.add(found.group(1))));
        return actions;
    }

    /** Every class that records something, of every module. */
    private static Map<Path, String> sources() {
        var sources = new java.util.TreeMap<Path, String>();
        for (String module : new String[] { "onboarding", "workers", "webapp" }) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("audit.record(")) {
                        sources.put(ROOT.relativize(file), source);
                    }
                }
            }
            catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static Properties words() {
        var words = new Properties();
        try (var bundle = new InputStreamReader(LinesTest.class.getResourceAsStream("/messages.properties"),
                StandardCharsets.UTF_8)) {
            words.load(bundle);
            return words;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
