package io.ledgerstream.company;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A country as others write it, by its code: two letters, three, or its name in English
 * or French.
 */
public final class CountryCode {

    private static final Map<String, String> CODES = codes();

    private CountryCode() {
    }

    /**
     * @return ISO 3166 alpha-2; empty where nothing was told, or nothing that we
     * understand
     */
    public static Optional<String> of(String written) {
        return written == null ? Optional.empty() : Optional.ofNullable(CODES.get(key(written)));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>(Map.of("uk", "GB", "england", "GB", "scotland", "GB", "wales", "GB",
                "northernireland", "GB", "greatbritain", "GB", "unitedstatesofamerica", "US", "holland", "NL",
                "czechrepublic", "CZ", "el", "GR"));
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            codes.put(key(code), code);
            codes.put(key(country.getISO3Country()), code);
            List.of(Locale.ENGLISH, Locale.FRENCH)
                .forEach(language -> codes.put(key(country.getDisplayCountry(language)), code));
        }
        return Map.copyOf(codes);
    }

    /** Letters only, so that dots, spaces and accents do not count. */
    private static String key(String written) {
        return java.text.Normalizer.normalize(written, java.text.Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z]", "");
    }

}
