package io.ledgerstream.connection;

import io.ledgerstream.company.CompanyName;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.company.CountryCode;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Subsidiary;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether connected books are those of the company that was asked: its legal or a trading
 * name is (nearly) one of theirs, and the country is the same. A country that is not
 * told, or that we do not understand, is no reason to doubt. Kept as evidence.
 *
 * @param asked the company's legal name, then its trading names
 * @param books as the books name it, then its legal name there, or those of several that
 * are shared, the likest first; texts from outside
 * @param likeness 0 to 1, of the most alike pair
 * @param shareAWord whether the names have at least a word in common
 * @param askedCountry ISO 3166 alpha-2
 * @param booksCountry ISO 3166 alpha-2, null where not told or not understood
 * @param currency of the books, ISO 4217, null where not told; pointed out only
 */
public record CompanyMatch(List<String> asked, List<String> books, double likeness, boolean shareAWord,
        String askedCountry, String booksCountry, String currency) {

    /**
     * @param chosen the subsidiaries whose books are shared, in place of the account's
     * own company; null for none
     */
    static CompanyMatch of(CompanyView company, ExternalCompany external, List<Subsidiary> chosen) {
        List<String> asked = Stream.concat(Stream.of(company.legalName()), company.tradingNames().stream()).toList();
        if (chosen == null) {
            return of(asked,
                    Stream.of(external.name(), external.legalName()).filter(Objects::nonNull).distinct().toList(),
                    company.country(), external.country(), external.currency());
        }
        Subsidiary nearest = chosen.stream()
            .max(Comparator.comparingDouble(one -> CompanyName.likeness(asked, List.of(one.name()))))
            .orElseThrow();
        List<String> books = Stream.concat(Stream.of(nearest), chosen.stream())
            .map(Subsidiary::name)
            .distinct()
            .toList();
        return of(asked, books, company.country(), nearest.country(), nearest.currency());
    }

    private static CompanyMatch of(List<String> asked, List<String> books, String askedCountry, String country,
            String currency) {
        return new CompanyMatch(asked, books, CompanyName.likeness(asked, books), CompanyName.shareAWord(asked, books),
                askedCountry, CountryCode.of(country).orElse(null), currency);
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

    /**
     * Pointed out only: many companies keep books in another currency than the lender
     * expects. @param asked null where none is expected
     */
    public boolean otherCurrency(String asked) {
        return currency != null && asked != null && !currency.equals(asked);
    }

    /** How alike the names are, for people. */
    public Likeness inWords() {
        return likeness == 1 ? Likeness.SAME
                : sameName() ? Likeness.NEARLY_SAME : shareAWord ? Likeness.IN_PARTS : Likeness.DIFFERENT;
    }

    public enum Likeness {

        SAME, NEARLY_SAME, IN_PARTS, DIFFERENT

    }
}
