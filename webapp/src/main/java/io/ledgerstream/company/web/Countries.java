package io.ledgerstream.company.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The countries of ISO 3166 by code, in the order of their English names. */
final class Countries {

    static final Map<String, String> ALL = all();

    private Countries() {
    }

    private static Map<String, String> all() {
        var countries = new LinkedHashMap<String, String>();
        Arrays.stream(Locale.getISOCountries())
            .sorted(Comparator.comparing(Countries::name))
            .forEach(code -> countries.put(code, name(code)));
        return Collections.unmodifiableMap(countries);
    }

    private static String name(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

}
