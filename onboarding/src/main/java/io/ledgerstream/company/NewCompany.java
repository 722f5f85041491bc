package io.ledgerstream.company;

import java.util.UUID;

/**
 * A company as it is added. Already trimmed and validated by the form; checked once more
 * by the service.
 *
 * @param reference the lender's own reference, unique within the lender; null for none
 * @param country ISO 3166 alpha-2
 * @param timeZone an IANA zone; null to take the country's
 * @param phone null for none
 * @param language {@code en} or {@code fr}
 */
public record NewCompany(String legalName, String reference, String country, String timeZone, String contactName,
        String contactEmail, String phone, String language, UUID ownerId) {
}
