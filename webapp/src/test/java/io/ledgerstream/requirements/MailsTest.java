package io.ledgerstream.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.outbox.MailKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/mails.md} says of every mail when it goes out, to whom and by whom; what it
 * names is what there is.
 */
class MailsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern ROW = Pattern
        .compile("^\\| `([A-Z_]+)` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|[^|]*\\|$", Pattern.MULTILINE);

    private static final Pattern ELEMENT = Pattern.compile("`(\\w+)`");

    private static String toCustomer;

    private static String toLender;

    private static String models;

    @BeforeAll
    static void read() throws IOException {
        String[] halves = Files.readString(ROOT.resolve("docs/mails.md")).split("## To the owner at the lender");
        toCustomer = halves[0];
        toLender = halves[1];
        Path bpmn = ROOT.resolve("processes/src/main/resources/bpmn");
        models = Files.readString(bpmn.resolve("accounting-data-onboarding.bpmn"))
                + Files.readString(bpmn.resolve("reconnection.bpmn"));
    }

    @Test
    void everyMailIsInTheTableOfThoseItGoesToAndOnce() {
        assertThat(kinds(toCustomer)).containsExactlyInAnyOrderElementsOf(names(false));
        assertThat(kinds(toLender)).containsExactlyInAnyOrderElementsOf(names(true));
    }

    @Test
    void everyCellIsFilled() {
        assertThat(ROW.matcher(toCustomer + toLender)
            .results()
            .flatMap(row -> Arrays.stream(new int[] { 2, 3, 4, 5 }).mapToObj(row::group))).noneMatch(String::isBlank);
    }

    @Test
    void everyStepThatIsNamedAsASenderIsInAModel() {
        List<String> elements = ROW.matcher(toCustomer + toLender)
            .results()
            .map(row -> row.group(4))
            .flatMap(cell -> ELEMENT.matcher(cell).results().map(found -> found.group(1)))
            .distinct()
            .toList();
        assertThat(elements).hasSizeGreaterThan(8).allMatch(element -> models.contains("id=\"" + element + "\""));
    }

    private static List<String> kinds(String half) {
        return ROW.matcher(half).results().map((MatchResult row) -> row.group(1)).toList();
    }

    private static List<String> names(boolean lenders) {
        return Arrays.stream(MailKind.values()).filter(kind -> kind.toLender() == lenders).map(MailKind::name).toList();
    }

}
