package io.ledgerstream.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * What verification found of the books that a request's newest attempt connected: kept,
 * and shown to the customer and the lender.
 *
 * @param booksName as the books name their company, null before it was read; texts from
 * outside, as the next two
 * @param legalName null where not told
 * @param booksCountry as the provider writes it, null where not told
 * @param match what they were compared with; null before that, and where a connection is
 * mended
 * @param askedCurrency as the lender wrote it down, ISO 4217; null for none
 * @param sample whether these are books to try things out with
 * @param shared the names of the companies that the customer chose to share, where the
 * account keeps several; none otherwise
 */
public record Evidence(Checking checking, String booksName, String legalName, String booksCountry, CompanyMatch match,
        String askedCurrency, boolean sample, List<String> shared) {

    static final Evidence NONE = new Evidence(new Checking(false, null, null, null, null, List.of()), null, null, null,
            null, null, false, List.of());

    /** Pointed out: the lender expects another home currency. */
    public boolean otherCurrency() {
        return match != null && match.otherCurrency(askedCurrency);
    }

    /** All that is pointed out of the company: a check holds the weightiest alone. */
    public List<String> ofTheCompany(Check check) {
        List<String> notes = new ArrayList<>();
        if (Notes.OTHER_COMPANY.equals(check.detail())) {
            notes.add(Notes.OTHER_COMPANY);
        }
        if (sample) {
            notes.add(Notes.SAMPLE_BOOKS);
        }
        if (otherCurrency()) {
            notes.add(Notes.OTHER_CURRENCY);
        }
        return notes;
    }
}
