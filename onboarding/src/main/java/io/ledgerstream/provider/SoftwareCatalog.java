package io.ledgerstream.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The accounting software that customers choose from, in the order in which it is shown:
 * first what connects directly, then what is shared by file. What is not listed is
 * {@link #OTHER}: the customer writes its name, and uploads files.
 */
@Component
public class SoftwareCatalog {

    public static final String QUICKBOOKS_ONLINE = "quickbooks-online";

    public static final String NETSUITE = "netsuite";

    /** Not listed: only the customer knows its name. */
    public static final String OTHER = "other";

    static final int BY_FILE_MINUTES = 15;

    private static final List<Software> ALL = List.of(Software.direct(QUICKBOOKS_ONLINE, "QuickBooks Online", 5),
            Software.direct(NETSUITE, "NetSuite", 20), Software.byFile("sage-intacct", "Sage Intacct"),
            Software.byFile("sage-50", "Sage 50"), Software.byFile("business-central", "Dynamics 365 Business Central"),
            Software.byFile("sap-business-one", "SAP Business One"), Software.byFile("acumatica", "Acumatica"),
            Software.byFile("epicor", "Epicor"), Software.byFile("xero", "Xero"));

    public List<Software> all() {
        return ALL;
    }

    /**
     * @param code as posted by a browser: anything; unknown codes, and {@link #OTHER},
     * are simply not found
     */
    public Optional<Software> find(String code) {
        return ALL.stream().filter(software -> software.code().equals(code)).findFirst();
    }

    /**
     * The name by which pages, mails and consents speak of what a customer has selected.
     * @param code null before anything is selected
     * @param asWritten by the customer, where it is not listed; null otherwise
     */
    public Optional<String> name(String code, String asWritten) {
        return OTHER.equals(code) ? Optional.ofNullable(asWritten) : find(code).map(Software::name);
    }

    /**
     * @param text part of a name, case and surrounding space do not count; blank or null
     * for all
     */
    public List<Software> search(String text) {
        String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return ALL.stream().filter(software -> software.name().toLowerCase(Locale.ROOT).contains(wanted)).toList();
    }

}
