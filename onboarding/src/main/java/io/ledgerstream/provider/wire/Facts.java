package io.ledgerstream.provider.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a provider said in our words. What is not what it should be is left out
 * rather than guessed.
 */
public final class Facts {

    private Facts() {
    }

    public static void text(ObjectNode facts, String name, JsonNode value) {
        if (value.isString() || value.isNumber()) {
            facts.put(name, value.asString());
        }
    }

    /**
     * Up to 18 digits before the point and 10 after it: what is beyond is nobody's
     * amount, and what is far beyond no database takes.
     */
    static Optional<BigDecimal> number(JsonNode value) {
        if (!value.isNumber() || (value.isDouble() && !Double.isFinite(value.doubleValue()))) {
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        return Optional.of(number)
            .filter(any -> (long) any.precision() - any.scale() <= 18 && any.scale() <= 20)
            .map(any -> any.scale() < 0 ? any.setScale(0) : any);
    }

    /** A number within range, also where it came as a text. */
    public static void amount(ObjectNode facts, String name, JsonNode value) {
        if (value.isNumber()) {
            number(value).ifPresent(number -> facts.put(name, number));
        }
        else if (value.isString() && value.stringValue().matches("-?[0-9]{1,18}(\\.[0-9]{1,10})?")) {
            facts.put(name, new BigDecimal(value.stringValue()));
        }
    }

    /**
     * ISO 8601, of the years 1 to 9999; null where there is a text that is no such date.
     */
    public static void date(ObjectNode facts, String name, JsonNode value) {
        try {
            if (value.isString()) {
                LocalDate day = LocalDate.parse(value.stringValue());
                facts.put(name, day.getYear() >= 1 && day.getYear() <= 9999 ? day.toString() : null);
            }
        }
        catch (DateTimeException e) {
            facts.putNull(name);
        }
    }

}
