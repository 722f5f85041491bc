package standin.netsuite;

import java.util.List;

/**
 * An account that can be connected.
 *
 * @param id as NetSuite writes it
 * @param subsidiaries the companies whose books it keeps; one: the account is not of the
 * kind that has subsidiaries
 */
public record SampleAccount(String id, List<Company> subsidiaries) {

    /**
     * @param elimination exists for consolidation only
     */
    public record Company(int id, Integer parent, String name, String legalName, String country, String currency,
            boolean elimination, int bills) {

        Company(int id, String legalName, String country, String currency, int bills) {
            this(id, null, legalName, legalName, country, currency, false, bills);
        }
    }

    public static final SampleAccount ACME = new SampleAccount("1234567",
            List.of(new Company(1, "Acme Trading Ltd", "GB", "GBP", 240)));

    public static final SampleAccount ACME_SANDBOX = new SampleAccount("1234567_SB1", ACME.subsidiaries());

    public static final SampleAccount FOREST = new SampleAccount("7654321",
            List.of(new Company(1, null, "Forest Group", "Forest Group Holdings Ltd", "GB", "GBP", false, 20),
                    new Company(2, 1, "Forest Timber", "Forest Timber Ltd", "GB", "GBP", false, 150),
                    new Company(3, 1, "Forest Bois", "Forest Bois SARL", "FR", "EUR", false, 80),
                    new Company(4, 1, "Forest Elimination", "Forest Elimination", "GB", "GBP", true, 0)));

    public static final SampleAccount EMPTY = new SampleAccount("5550001",
            List.of(new Company(1, "Empty Harbour Ltd", "GB", "GBP", 0)));

    public static final List<SampleAccount> ALL = List.of(ACME, ACME_SANDBOX, FOREST, EMPTY);

    boolean oneWorld() {
        return subsidiaries.size() > 1;
    }

    /** As it stands in addresses. */
    String host() {
        return id.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String schema() {
        return "netsuite_books_" + id.toLowerCase(java.util.Locale.ROOT);
    }
}
