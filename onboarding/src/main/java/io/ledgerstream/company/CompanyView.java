package io.ledgerstream.company;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** A company as pages and mails show it. */
public record CompanyView(UUID id, String legalName, List<String> tradingNames, String reference, String country,
        ZoneId timeZone, String contactName, String contactEmail, String phone, String language, UUID ownerId,
        boolean archived) {
}
