package io.ledgerstream.connection;

import java.util.UUID;

/**
 * Connected books beside the company that was asked for, to be answered by people.
 *
 * @param attempt the attempt that connected them; every answer names it
 * @param booksCountry as the provider writes it, null where not told; text from outside
 * @param askedCurrency as the lender wrote it down, ISO 4217; null for none
 */
public record CompanyQuestion(UUID attempt, CompanyMatch match, String booksCountry, String askedCurrency) {

    public String asked() {
        return match.asked().getFirst();
    }

    public String connected() {
        return match.books().getFirst();
    }

    public boolean otherCurrency() {
        return match.otherCurrency(askedCurrency);
    }
}
