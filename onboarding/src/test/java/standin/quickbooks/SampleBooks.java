package standin.quickbooks;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Nearly two years of made-up books, the same each time for the same company and last
 * day: suppliers with terms, bills, payments of several bills at a time, credits, card
 * purchases. With tax and bank account numbers in them, as real ones have.
 */
final class SampleBooks {

    private static final List<String> FIRST = List.of("Ashdown", "Beacon", "Corbel", "Dunmore", "Elmfield", "Fairway",
            "Granby", "Hartwell", "Ironside", "Juniper", "Kestrel", "Lakeland", "Marlow", "Northgate", "Oakridge",
            "Pennine", "Quayside", "Redfern", "Stannard", "Tidewell");

    private static final List<String> SECOND = List.of("Steel", "Packaging", "Freight", "Energy", "Tooling",
            "Chemicals", "Print", "Software", "Cleaning", "Insurance", "Fixings & Bolts", "Timber", "Plant Hire");

    private static final String[] ACCOUNTS = { "Cost of materials", "Freight and carriage", "Power and heat",
            "Repairs and maintenance", "Office costs", "Software subscriptions", "Insurance", "Professional fees" };

    private static final long CHECKING = 1;

    private static final long CREDIT_CARD = 2;

    private static final long PAYABLES = 3;

    private static final long FIRST_EXPENSE_ACCOUNT = 10;

    private final SampleCompany company;

    private final LocalDate until;

    private final Random random;

    private final Books books = new Books();

    private long nextTransaction = 1_001;

    private record OpenBill(long id, String number, BigDecimal amount, LocalDate date, LocalDate due) {
    }

    private SampleBooks(SampleCompany company, LocalDate until) {
        this.company = company;
        this.until = until;
        this.random = new Random(company.realmId().hashCode());
    }

    static Books of(SampleCompany company, LocalDate until) {
        return new SampleBooks(company, until).write();
    }

    private Books write() {
        companyInfo();
        accounts();
        lists();
        for (int vendor = 1; vendor <= company.vendors(); vendor++) {
            vendor(vendor);
            int share = company.bills() / company.vendors() + (vendor <= company.bills() % company.vendors() ? 1 : 0);
            transactions(vendor, share);
        }
        return books;
    }

    private void companyInfo() {
        books.put("CompanyInfo", 1, at(until.minusYears(3)),
                fields("CompanyName", company.name(), "LegalName", company.legalName(), "Country", company.country(),
                        "CompanyAddr",
                        Map.of("Id", "1", "Line1", "1 Mill Lane", "City", "Riverton", "PostalCode", "RV1 2AB"), "Email",
                        Map.of("Address", "accounts@" + company.realmId() + ".example"), "FiscalYearStartMonth",
                        "April", "SupportedLanguages", "en", "EmployerId", books.secret("98-" + digits(7)), "NameValue",
                        List.of(Map.of("Name", "NeoEnabled", "Value", "true"))));
        books.put("Preferences", 1, at(until.minusYears(3)),
                fields("AccountingInfoPrefs", Map.of("FirstMonthOfFiscalYear", "April", "TaxYearMonth", "January"),
                        "VendorAndPurchasesPrefs", Map.of("TrackingByCustomer", true, "BillableExpenseTracking", false),
                        "CurrencyPrefs",
                        Map.of("MultiCurrencyEnabled", false, "HomeCurrency", Map.of("value", company.currency()))));
    }

    private void accounts() {
        account(CHECKING, "Current account", "Bank", "Asset", books.secret("20-44-51 " + digits(8)));
        account(CREDIT_CARD, "Company card", "Credit Card", "Liability", books.secret("5412 75" + digits(10)));
        account(PAYABLES, "Accounts payable", "Accounts Payable", "Liability", "2100");
        for (int i = 0; i < ACCOUNTS.length; i++) {
            account(FIRST_EXPENSE_ACCOUNT + i, ACCOUNTS[i], i == 0 ? "Cost of Goods Sold" : "Expense", "Expense",
                    "50" + (10 + i));
        }
    }

    private void account(long id, String name, String type, String classification, String number) {
        books.put("Account", id, at(until.minusYears(3)),
                fields("Name", name, "FullyQualifiedName", name, "AccountType", type, "Classification", classification,
                        "AcctNum", number, "Active", true, "SubAccount", false, "CurrentBalance", BigDecimal.ZERO,
                        "CurrencyRef", currency()));
    }

    private void lists() {
        List<String> methods = List.of("Cash", "Check", "Visa", "Bank transfer", "Direct debit");
        for (int i = 0; i < methods.size(); i++) {
            books.put("PaymentMethod", i + 1, at(until.minusYears(3)), fields("Name", methods.get(i), "Active", true,
                    "Type", methods.get(i).equals("Visa") ? "CREDIT_CARD" : "NON_CREDIT_CARD"));
        }
        books.put("TaxRate", 1, at(until.minusYears(3)),
                fields("Name", "Standard", "RateValue", new BigDecimal("20"), "Active", true));
    }

    private void vendor(int id) {
        String name = FIRST.get(id % FIRST.size()) + " " + SECOND.get(id % SECOND.size());
        int term = List.of(14, 30, 60).get(id % 3);
        books.put("Vendor", id, at(until.minusDays(730)),
                fields("DisplayName", name, "CompanyName", name + " Ltd", "PrintOnCheckName", name, "Active",
                        id % 17 != 0, "Vendor1099", false, "CurrencyRef", currency(), "Balance", BigDecimal.ZERO,
                        "TermRef", ref(term, "Net " + term), "PrimaryEmailAddr",
                        Map.of("Address", "ledger" + id + "@supplier.example"), "PrimaryPhone",
                        Map.of("FreeFormNumber", "+44 1632 960" + (100 + id)), "BillAddr",
                        Map.of("Id", Integer.toString(100 + id), "Line1", id + " Trading Estate", "City", "Riverton"),
                        "TaxIdentifier", books.secret("GB" + digits(9)), "VendorPaymentBankDetail",
                        Map.of("BankAccountName", name, "BankBranchIdentifier", books.secret("40" + digits(4)),
                                "BankAccountNumber", books.secret(digits(8)), "StatementText", "invoice")));
    }

    private void transactions(int vendor, int number) {
        var open = new ArrayList<OpenBill>();
        for (int i = 0; i < number; i++) {
            LocalDate date = until.minusDays(720L - 719L * i / number - random.nextInt(2));
            bill(vendor, date, open);
            if (open.size() == 4) {
                pay(vendor, open);
            }
        }
        if (number > 0) {
            credit(vendor, until.minusDays(90 + vendor));
            for (int i = 0; i < number / 6; i++) {
                purchase(vendor, until.minusDays(random.nextInt(700)));
            }
        }
    }

    private void bill(int vendor, LocalDate date, List<OpenBill> open) {
        long id = nextTransaction++;
        BigDecimal amount = amount(5_000);
        LocalDate due = date.plusDays(List.of(14, 30, 60).get(vendor % 3));
        String number = "INV-" + vendor + "-" + id;
        books.put("Bill", id, at(date),
                fields("DocNumber", number, "TxnDate", date.toString(), "DueDate", due.toString(), "VendorRef",
                        vendorRef(vendor), "APAccountRef", ref(PAYABLES, "Accounts payable"), "CurrencyRef", currency(),
                        "ExchangeRate", BigDecimal.ONE, "TotalAmt", amount, "Balance", amount, "LinkedTxn", List.of(),
                        "PrivateNote", "sort code and account on file: " + books.secret("60-83-71 " + digits(8)),
                        "SalesTermRef", ref(vendor % 3 + 1, "terms"), "Line", List.of(line(vendor, amount))));
        open.add(new OpenBill(id, number, amount, date, due));
    }

    /**
     * Pays the bills together, some days after the last is due, if that day has come;
     * else they stay open.
     */
    private void pay(int vendor, List<OpenBill> open) {
        List<OpenBill> bills = List.copyOf(open);
        open.clear();
        LocalDate date = bills.getLast().due().plusDays(random.nextInt(21) - 7L);
        if (date.isAfter(until)) {
            return;
        }
        long id = nextTransaction++;
        boolean card = vendor % 5 == 0;
        bills.forEach(bill -> books.change("Bill", bill.id(), at(date), Map.of("Balance", BigDecimal.ZERO, "LinkedTxn",
                List.of(linked(id, card ? "BillPaymentCreditCard" : "BillPaymentCheck")))));
        books.put("BillPayment", id, at(date), fields("TxnDate", date.toString(), "DocNumber", "PAY-" + id, "VendorRef",
                vendorRef(vendor), "CurrencyRef", currency(), "PayType", card ? "CreditCard" : "Check",
                card ? "CreditCardPayment" : "CheckPayment",
                card ? Map.of("CCAccountRef", ref(CREDIT_CARD, "Company card"))
                        : Map.of("BankAccountRef", ref(CHECKING, "Current account"), "PrintStatus", "NotSet"),
                "TotalAmt", bills.stream().map(OpenBill::amount).reduce(BigDecimal.ZERO, BigDecimal::add), "Line",
                bills.stream()
                    .map(bill -> Map.of("Amount", bill.amount(), "LinkedTxn", List.of(linked(bill.id(), "Bill"))))
                    .toList()));
    }

    private void credit(int vendor, LocalDate date) {
        long id = nextTransaction++;
        BigDecimal amount = amount(400);
        books.put("VendorCredit", id, at(date),
                fields("DocNumber", "CR-" + id, "TxnDate", date.toString(), "VendorRef", vendorRef(vendor),
                        "APAccountRef", ref(PAYABLES, "Accounts payable"), "CurrencyRef", currency(), "TotalAmt",
                        amount, "Balance", amount, "Line", List.of(line(vendor, amount))));
    }

    private void purchase(int vendor, LocalDate date) {
        long id = nextTransaction++;
        BigDecimal amount = amount(600);
        boolean card = id % 2 == 0;
        books.put("Purchase", id, at(date),
                fields("DocNumber", "EXP-" + id, "TxnDate", date.toString(), "PaymentType",
                        card ? "CreditCard" : "Cash", "Credit", false, "AccountRef",
                        card ? ref(CREDIT_CARD, "Company card") : ref(CHECKING, "Current account"), "EntityRef",
                        Map.of("value", Integer.toString(vendor), "name", vendorRef(vendor).get("name"), "type",
                                "Vendor"),
                        "PaymentMethodRef", ref(card ? 3 : 1, card ? "Visa" : "Cash"), "CurrencyRef", currency(),
                        "TotalAmt", amount, "Line", List.of(line(vendor, amount))));
    }

    private Map<String, Object> line(int vendor, BigDecimal amount) {
        int account = vendor % ACCOUNTS.length;
        return fields("Id", "1", "LineNum", 1, "Description", "Goods and services", "Amount", amount, "DetailType",
                "AccountBasedExpenseLineDetail", "AccountBasedExpenseLineDetail",
                Map.of("AccountRef", ref(FIRST_EXPENSE_ACCOUNT + account, ACCOUNTS[account]), "BillableStatus",
                        "NotBillable", "TaxCodeRef", Map.of("value", "NON")));
    }

    private Map<String, Object> vendorRef(int vendor) {
        return ref(vendor, books.find("Vendor", vendor).orElseThrow().get("DisplayName").toString());
    }

    private static Map<String, Object> linked(long id, String type) {
        return Map.of("TxnId", Long.toString(id), "TxnType", type);
    }

    private Map<String, Object> currency() {
        return Map.of("value", company.currency(), "name", company.currency());
    }

    private static Map<String, Object> ref(long id, String name) {
        return Map.of("value", Long.toString(id), "name", name);
    }

    private BigDecimal amount(int most) {
        return BigDecimal.valueOf(1_000L + random.nextInt(most * 100), 2);
    }

    private String digits(int number) {
        return random.ints(number, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
    }

    private static Instant at(LocalDate date) {
        return date.atTime(LocalTime.of(16, 5)).toInstant(ZoneOffset.UTC);
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return fields;
    }

}
