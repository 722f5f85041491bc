package io.ledgerstream.provider;

import java.math.BigDecimal;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;

/**
 * How far back a customer lets their books be read: what is dated on or after a day, and
 * bills that are still open, whatever their date. What is not dated by itself, as
 * suppliers, is not held to it.
 *
 * @param from the first day
 * @param again whether something is stored by it already: then a read from the beginning
 * looks for what has become of that, too, and asks for all; an old bill that was paid
 * meanwhile is not within the promise any more. What it brings beyond the promise is not
 * stored
 */
public record History(LocalDate from, boolean again) {

    public History(LocalDate from) {
        this(from, false);
    }

    /**
     * Dates are written year first: the later one is the greater text. What bears no date
     * is not known to be within it. @param facts in our words
     */
    public boolean holds(DataType type, JsonNode facts) {
        return !type.dated() || facts.path("date").asString("").compareTo(from.toString()) >= 0
                || (type == DataType.BILLS && facts.path("balance").decimalValue(BigDecimal.ZERO).signum() > 0);
    }
}
