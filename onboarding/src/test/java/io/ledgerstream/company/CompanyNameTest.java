package io.ledgerstream.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rule by which two names are one company, on a kept table of pairs; decision record
 * 7 says what came of it.
 */
@Tag("V4")
class CompanyNameTest {

    private static final Path TABLE = Path.of("src/test/resources/company/name-pairs.csv");

    private static final Pattern FIELD = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)");

    private record Pair(String round, String asked, String books, boolean same, String why) {

        double likeness() {
            return CompanyNameTest.likeness(asked, books);
        }
    }

    private record Score(long right, long wrong, long missed) {

        double precision() {
            return right / (double) (right + wrong);
        }

        double recall() {
            return right / (double) (right + missed);
        }
    }

    @Test
    void atTheThresholdHardlyAnotherCompanyIsTakenAndMostOnesAreRecognised() {
        List<Pair> pairs = pairs();
        for (int hundredths = 90; hundredths <= 97; hundredths++) {
            print(hundredths / 100.0, score(pairs, hundredths / 100.0));
        }
        Predicate<Pair> wrong = pair -> pair.same() != (pair.likeness() >= CompanyName.SAME);
        pairs.stream()
            .filter(wrong)
            .forEach(pair -> System.out.printf("judged wrongly: %.3f %s%n", pair.likeness(), pair));

        Score score = score(pairs, CompanyName.SAME);
        assertThat(pairs).hasSizeGreaterThan(200);
        assertThat(score.precision()).isGreaterThanOrEqualTo(0.98);
        assertThat(score.recall()).isGreaterThanOrEqualTo(0.89);
    }

    /** The best threshold: the lowest that keeps wrong companies out as well as that. */
    @Test
    void theThresholdIsTheLowestThatKeepsOthersOut() {
        assertThat(score(pairs(), CompanyName.SAME - 0.01).precision()).isLessThan(0.98);
    }

    @Test
    void pairsThatTheRuleWasNotMadeWithAreJudgedNearlyAsWell() {
        Score unseen = score(pairs().stream().filter(pair -> pair.round().equals("3")).toList(), CompanyName.SAME);

        assertThat(unseen.precision()).isGreaterThanOrEqualTo(0.94);
        assertThat(unseen.recall()).isGreaterThanOrEqualTo(0.77);
    }

    @Test
    void likenessIsTheSameBothWaysAndBetweenNoneAndOne() {
        assertThat(pairs()).allSatisfy(pair -> assertThat(pair.likeness()).isBetween(0.0, 1.0)
            .isEqualTo(likeness(pair.books(), pair.asked())));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "...", "&", "\u0000", "\u202e\u2066", "😀 🏭", "́́́", "t/a", "Ltd", "\ud800" })
    void aTextThatNamesNobodyIsLikeNoCompany(String text) {
        assertThat(likeness("Acme Manufacturing Ltd", text)).isLessThan(0.6);
    }

    /** Only the first 200 characters of a name are compared. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTextWithoutEndIsComparedAllTheSame() {
        assertThat(likeness("a ".repeat(100_000), "a.".repeat(100_000))).isBetween(0.0, 1.0);
        assertThat(likeness("(".repeat(100_000), "t/a ".repeat(25_000))).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @CsvSource({ "US,US", "us,US", "USA,US", "U.S.A.,US", "United States,US", "United States of America,US", "GB,GB",
            "UK,GB", "England,GB", "Royaume-Uni,GB", "France,FR", "FRA,FR", "Allemagne,DE", "Côte d’Ivoire,CI" })
    void aCountryIsUnderstoodAsOthersWriteIt(String written, String code) {
        assertThat(CountryCode.of(written)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "  ", "XX", "Atlantis", "1", "<b>", "한국" })
    void aCountryThatIsNotUnderstoodIsAsGoodAsNotTold(String written) {
        assertThat(CountryCode.of(written)).isEmpty();
        assertThat(CountryCode.of(null)).isEmpty();
    }

    private static double likeness(String asked, String books) {
        return CompanyName.likeness(List.of(asked), List.of(books));
    }

    private static Score score(List<Pair> pairs, double threshold) {
        long right = pairs.stream().filter(pair -> pair.same() && pair.likeness() >= threshold).count();
        long wrong = pairs.stream().filter(pair -> !pair.same() && pair.likeness() >= threshold).count();
        return new Score(right, wrong, pairs.stream().filter(Pair::same).count() - right);
    }

    private static void print(double threshold, Score score) {
        System.out.printf("company match at %.2f: precision %.3f, recall %.3f (%d right, %d wrong, %d missed)%n",
                threshold, score.precision(), score.recall(), score.right(), score.wrong(), score.missed());
    }

    private static List<Pair> pairs() {
        try (var lines = Files.lines(TABLE)) {
            return lines.filter(line -> !line.startsWith("#") && !line.startsWith("round,"))
                .map(CompanyNameTest::pair)
                .toList();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pair pair(String line) {
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(line);
        while (fields.size() < 5 && field.find()) {
            fields.add(field.group(1) == null ? field.group(2) : field.group(1));
        }
        assertThat(fields).as(line).hasSize(5);
        assertThat(fields.get(3)).as(line).isIn("yes", "no");
        return new Pair(fields.get(0), fields.get(1), fields.get(2), fields.get(3).equals("yes"), fields.get(4));
    }

}
