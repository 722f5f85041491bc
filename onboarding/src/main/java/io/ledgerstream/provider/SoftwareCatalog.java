package io.ledgerstream.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The accounting software that customers choose from, in the order in which it is shown. */
@Component
public class SoftwareCatalog {

    public static final String QUICKBOOKS_ONLINE = "quickbooks-online";
    public static final String NETSUITE = "netsuite";

    private static final List<Software> ALL = List.of(
            new Software(QUICKBOOKS_ONLINE, "QuickBooks Online", true, 5),
            new Software(NETSUITE, "NetSuite", false, 20));

    public List<Software> all() {
        return ALL;
    }

    /** @param code as posted by a browser: anything; unknown codes are simply not found */
    public Optional<Software> find(String code) {
        return ALL.stream().filter(software -> software.code().equals(code)).findFirst();
    }

    /** @param text part of a name, case and surrounding space do not count; blank or null for all */
    public List<Software> search(String text) {
        String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return ALL.stream().filter(software -> software.name().toLowerCase(Locale.ROOT).contains(wanted)).toList();
    }
}
