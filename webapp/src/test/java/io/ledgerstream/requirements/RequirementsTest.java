package io.ledgerstream.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/requirements.md} says of each requirement where it stands; the tests' tags
 * say the same, or one of them is wrong.
 */
class RequirementsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern ROW = Pattern.compile("^\\| ([PLCVSX]\\d+) \\| (built|partly|not yet) \\|",
            Pattern.MULTILINE);

    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([PLCVSX]\\d+)\"\\)");

    private static Map<String, String> listed;

    private static Set<String> tagged;

    @BeforeAll
    static void read() throws IOException {
        listed = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("docs/requirements.md")));
        while (rows.find()) {
            listed.put(rows.group(1), rows.group(2));
        }
        tagged = new TreeSet<>();
        for (String module : new String[] { "processes", "onboarding", "workers", "webapp" }) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    TAG.matcher(Files.readString(file)).results().forEach(tag -> tagged.add(tag.group(1)));
                }
            }
        }
    }

    @Test
    void everyTagIsARequirementThatIsBuiltAtLeastInPart() {
        assertThat(tagged).allSatisfy(tag -> assertThat(listed.get(tag)).as(tag).isIn("built", "partly"));
    }

    @Test
    void everyRequirementThatIsBuiltHasATestThatFailsWithoutIt() {
        listed.forEach((id, state) -> assertThat(tagged.contains(id)).as("%s is %s; has it a tagged test?", id, state)
            .isEqualTo(!state.equals("not yet")));
    }

    @Test
    void theListIsWhole() {
        assertThat(listed).hasSizeGreaterThan(70)
            .containsKeys("P1", "P6", "L1", "L23", "C1", "C14", "V1", "V8", "S1", "S8", "X1", "X25");
    }

}
