package io.ledgerstream.connection;

import io.ledgerstream.company.CompanyName;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.company.CountryCode;
import io.ledgerstream.provider.ExternalCompany;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether connected books are those of the company that was asked: its legal or a trading name is (nearly) one of theirs, and
 * the country is the same. A country that is not told, or that we do not understand, is no reason to doubt. Kept as evidence.
 *
 * @param asked        the company's legal name, then its trading names
 * @param books        as the books name it, then its legal name there; texts from outside
 * @param likeness     0 to 1, of the most alike pair
 * @param shareAWord   whether the names have at least a word in common
 * @param askedCountry ISO 3166 alpha-2
 * @param booksCountry ISO 3166 alpha-2, null where not told or not understood
 * @param currency     of the books, ISO 4217, null where not told; pointed out only
 */
public record CompanyMatch(List<String> asked, List<String> books, double likeness, boolean shareAWord, String askedCountry,
                           String booksCountry, String currency) {

    static CompanyMatch of(CompanyView company, ExternalCompany external) {
        List<String> asked = Stream.concat(Stream.of(company.legalName()), company.tradingNames().stream()).toList();
        List<String> books = Stream.of(external.name(), external.legalName()).filter(Objects::nonNull).distinct().toList();
        return new CompanyMatch(asked, books, CompanyName.likeness(asked, books), CompanyName.shareAWord(asked, books), company.country(),
                CountryCode.of(external.country()).orElse(null), external.currency());
    }

    public boolean matches() {
        return sameName() && !otherCountry();
    }

    public boolean sameName() {
        return likeness >= CompanyName.SAME;
    }

    public boolean otherCountry() {
        return booksCountry != null && !booksCountry.equals(askedCountry);
    }

    /** How alike the names are, for people. */
    public Likeness inWords() {
        return likeness == 1 ? Likeness.SAME : sameName() ? Likeness.NEARLY_SAME : shareAWord ? Likeness.IN_PARTS : Likeness.DIFFERENT;
    }

    public enum Likeness { SAME, NEARLY_SAME, IN_PARTS, DIFFERENT }
}
