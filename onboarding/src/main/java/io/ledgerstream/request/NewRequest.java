package io.ledgerstream.request;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * What a lender asks for.
 *
 * @param products at least one
 * @param note     personal note for the mail, at most 1,000 characters, null for none
 * @param dueDate  last day in the company's time zone, 1 to 90 days ahead; null for the lender's policy
 * @param language {@code en} or {@code fr}
 */
public record NewRequest(UUID companyId, Set<Product> products, String note, LocalDate dueDate, String language) {
}
