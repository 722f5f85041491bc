package standin.quickbooks;

import java.util.List;

/**
 * A company whose books can be connected.
 *
 * @param realmId digits only, as QuickBooks' company ids are
 * @param bills how many its books hold; more than 1,000 take two pages
 */
public record SampleCompany(String realmId, String name, String legalName, String country, String currency, int vendors,
        int bills) {

    /** Its books fill two pages of bills. */
    public static final SampleCompany ACME = new SampleCompany("9130350000000001", "Acme Manufacturing Ltd",
            "Acme Manufacturing Limited", "GB", "GBP", 40, 1_250);

    public static final SampleCompany BIRCHWOOD = new SampleCompany("9130350000000002", "Birchwood Joinery",
            "Birchwood Joinery Ltd", "GB", "GBP", 12, 160);

    public static final SampleCompany CALDER = new SampleCompany("9130350000000003", "Calder Foods, Inc.",
            "Calder Foods Inc", "US", "USD", 15, 220);

    public static final SampleCompany DELTA = new SampleCompany("9130350000000004", "Delta Fret", "Delta Fret SARL",
            "FR", "EUR", 10, 140);

    /** Nearly the first one's name, and another company. */
    public static final SampleCompany ACME_HOLDINGS = new SampleCompany("9130350000000005",
            "Acme Property Holdings Ltd", "Acme Property Holdings Ltd", "GB", "GBP", 5, 30);

    /** Nothing to analyse. */
    public static final SampleCompany EMPTY = new SampleCompany("9130350000000006", "Empty Shelf Ltd",
            "Empty Shelf Ltd", "GB", "GBP", 0, 0);

    public static final SampleCompany ZEPHYR = new SampleCompany("9130350000000007", "Zephyr Instruments",
            "Zephyr Instruments Ltd", "GB", "GBP", 8, 90);

    /** To try things out with, under the name that such companies come with. */
    public static final SampleCompany SANDBOX = new SampleCompany("9130350000000008", "Sandbox Company_GB_1",
            "Sandbox Company_GB_1", "GB", "GBP", 6, 40);

    /** The same company as the other Zephyr, which began new books. */
    public static final SampleCompany ZEPHYR_ANEW = new SampleCompany("9130350000000009", "Zeph, new books",
            "Zephyr Instruments Ltd", "GB", "GBP", 6, 60);

    public static final List<SampleCompany> ALL = List.of(ACME, BIRCHWOOD, CALDER, DELTA, ACME_HOLDINGS, EMPTY, ZEPHYR,
            SANDBOX, ZEPHYR_ANEW);

    static SampleCompany of(String realmId) {
        return ALL.stream().filter(company -> company.realmId.equals(realmId)).findFirst().orElseThrow();
    }

    static boolean isKnown(String realmId) {
        return ALL.stream().anyMatch(company -> company.realmId.equals(realmId));
    }
}
