package io.ledgerstream.company;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The zone that a company gets where none was given: that of its country's largest
 * business city.
 */
final class CountryZones {

    private static final Map<String, String> ZONES = Map.ofEntries(Map.entry("US", "America/New_York"),
            Map.entry("CA", "America/Toronto"), Map.entry("GB", "Europe/London"), Map.entry("IE", "Europe/Dublin"),
            Map.entry("FR", "Europe/Paris"), Map.entry("BE", "Europe/Brussels"), Map.entry("CH", "Europe/Zurich"),
            Map.entry("LU", "Europe/Luxembourg"), Map.entry("DE", "Europe/Berlin"), Map.entry("NL", "Europe/Amsterdam"),
            Map.entry("ES", "Europe/Madrid"), Map.entry("IT", "Europe/Rome"), Map.entry("AU", "Australia/Sydney"),
            Map.entry("NZ", "Pacific/Auckland"), Map.entry("SG", "Asia/Singapore"), Map.entry("IN", "Asia/Kolkata"),
            Map.entry("ZA", "Africa/Johannesburg"), Map.entry("MX", "America/Mexico_City"));

    private CountryZones() {
    }

    static ZoneId of(String country) {
        String zone = ZONES.get(country);
        return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    }

}
