package io.ledgerstream.provider.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a provider said in our words. What is not what it should be is left out rather than guessed. */
public final class Facts {

    private Facts() {
    }

    public static void text(ObjectNode facts, String name, JsonNode value) {
        if (value.isString() || value.isNumber()) {
            facts.put(name, value.asString());
        }
    }

    /** A number, also where it came as a text. */
    public static void amount(ObjectNode facts, String name, JsonNode value) {
        if (value.isNumber()) {
            facts.put(name, value.decimalValue());
        } else if (value.isString() && value.stringValue().matches("-?[0-9]{1,18}(\\.[0-9]{1,10})?")) {
            facts.put(name, new BigDecimal(value.stringValue()));
        }
    }

    /** ISO 8601; null where there is a text that is no date. */
    public static void date(ObjectNode facts, String name, JsonNode value) {
        try {
            if (value.isString()) {
                facts.put(name, LocalDate.parse(value.stringValue()).toString());
            }
        } catch (DateTimeException e) {
            facts.putNull(name);
        }
    }
}
