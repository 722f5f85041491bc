package io.ledgerstream.lender;

import java.util.UUID;

/**
 * A lender as pages and mails show it. A guided lender's customers read the success
 * manager's name, phone and hours.
 */
public record LenderView(UUID id, String name, String phone, String accent, boolean guided, String successManagerName,
        String successManagerPhone, String successManagerHours, boolean financialsOffered, Policy policy) {
}
