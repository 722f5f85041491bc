package io.ledgerstream.request;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * What a lender asks for.
 *
 * @param products at least one
 * @param note personal note for the mail, at most 1,000 characters, null for none
 * @param dueDate last day in the company's time zone, 1 to 90 days ahead; null for the
 * lender's policy
 * @param language {@code en} or {@code fr}
 * @param agreedToBeAsked whether the customer, who declined the last time, agreed to be
 * asked again
 */
public record NewRequest(UUID companyId, Set<Product> products, String note, LocalDate dueDate, String language,
        boolean agreedToBeAsked) {

    public NewRequest(UUID companyId, Set<Product> products, String note, LocalDate dueDate, String language) {
        this(companyId, products, note, dueDate, language, false);
    }
}
