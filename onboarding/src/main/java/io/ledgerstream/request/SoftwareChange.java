package io.ledgerstream.request;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What a request is for where the company works with other software now: to connect that
 * one in place of what is connected.
 *
 * @param connectionId what is connected; it stays until the new software is
 * @param software its code
 * @param cutOver the first day that is kept in the new software, in the company's time
 * zone
 */
public record SoftwareChange(UUID connectionId, String software, LocalDate cutOver) {
}
