package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.company.CompanyView;
import io.ledgerstream.connection.CompanyMatch.Likeness;
import io.ledgerstream.provider.ExternalCompany;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("V4")
class CompanyMatchTest {

    @Test
    void theSameNameInTheSameCountryMatches() {
        CompanyMatch match = match(company("Acme Manufacturing Ltd", "GB"), "ACME Manufacturing", null, "GB");

        assertThat(match.matches()).isTrue();
        assertThat(match.inWords()).isEqualTo(Likeness.SAME);
    }

    @Test
    void theLegalNameInTheBooksCountsAsWellAsTheirName() {
        assertThat(
                match(company("Acme Manufacturing Ltd", "GB"), "Anvil", "Acme Manufacturing Limited", "GB").matches())
            .isTrue();
        assertThat(match(company("Acme Manufacturing Ltd", "GB"), null, "Acme Manufacturing Limited", "GB").matches())
            .isTrue();
    }

    @Test
    void aTradingNameCountsAsWellAsTheLegalOne() {
        assertThat(match(company("Hill Brothers Ltd", "GB", "Anvil", "The Copper Kettle"), "Copper Kettle", null, "GB")
            .matches()).isTrue();
    }

    @Test
    void theSameNameInAnotherCountryDoesNot() {
        CompanyMatch match = match(company("Acme Manufacturing Ltd", "GB"), "Acme Manufacturing Ltd", null, "IE");

        assertThat(match.matches()).isFalse();
        assertThat(match.sameName()).isTrue();
        assertThat(match.otherCountry()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "Atlantis", "UK", "United Kingdom", "gbr" })
    void aCountryThatIsNotToldOrWrittenOtherwiseIsNoReasonToDoubt(String country) {
        assertThat(match(company("Acme Manufacturing Ltd", "GB"), "Acme Manufacturing Ltd", null, country).matches())
            .isTrue();
    }

    @Test
    void aSistersBooksDoNot() {
        CompanyMatch match = match(company("Acme Manufacturing Ltd", "GB"), "Acme Property Holdings Ltd",
                "Acme Property Holdings Ltd", "GB");

        assertThat(match.matches()).isFalse();
        assertThat(match.inWords()).isEqualTo(Likeness.IN_PARTS);
        assertThat(match.books()).containsExactly("Acme Property Holdings Ltd");
    }

    @Test
    void anotherClientsBooksAreDifferentAltogether() {
        assertThat(match(company("Acme Manufacturing Ltd", "GB"), "Birchwood Joinery", null, "GB").inWords())
            .isEqualTo(Likeness.DIFFERENT);
    }

    @Test
    void nearlyTheSameIsSaidAsSuch() {
        assertThat(match(company("Evergreen Packaging Ltd", "IE"), "Evergreen Packging Ltd", null, null).inWords())
            .isEqualTo(Likeness.NEARLY_SAME);
    }

    private static CompanyMatch match(CompanyView company, String name, String legalName, String country) {
        return CompanyMatch.of(company, new ExternalCompany(name, legalName, country, null, false), null);
    }

    private static CompanyView company(String legalName, String country, String... tradingNames) {
        return new CompanyView(UUID.randomUUID(), legalName, List.of(tradingNames), null, country, ZoneOffset.UTC,
                "Dora Patel", "dora@acme.example", null, "en", UUID.randomUUID(), false);
    }

}
