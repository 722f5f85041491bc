package standin.netsuite;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.netsuite.SampleAccount.Company;

/**
 * Each account's books, as tables of a schema of its own; the same every time for the
 * same account and day.
 */
final class Books {

    private static final List<String> SUPPLIERS = List.of("Alder Paper", "Beacon Freight", "Cobalt Energy",
            "Dune Packaging", "Elm Catering", "Flint Tools", "Gale Couriers", "Heath Cleaning");

    private final JdbcClient jdbc;

    private final SampleAccount account;

    private final String at;

    Books(JdbcClient jdbc, SampleAccount account) {
        this.jdbc = jdbc;
        this.account = account;
        this.at = account.schema() + ".";
    }

    /** Once for each database. */
    void open(LocalDate today) {
        boolean there = jdbc.sql("select exists (select from information_schema.schemata where schema_name = ?)")
            .param(account.schema())
            .query(Boolean.class)
            .single();
        if (!there) {
            jdbc.sql("create schema " + account.schema()).update();
            tables();
            companies();
            chart(today);
            account.subsidiaries().forEach(company -> fill(company, today));
        }
    }

    private void tables() {
        for (String table : List.of("currency (id int primary key, symbol text)",
                "subsidiary (id int primary key, parent int, name text, legalname text, country text, currency int, "
                        + "isinactive text, iselimination text)",
                "companyinformation (companyname text, legalname text, country text, currency text)",
                "vendor (id int primary key, entityid text, companyname text, isinactive text, currency int, "
                        + "lastmodifieddate timestamp)",
                "vendorsubsidiaryrelationship (entity int, subsidiary int)",
                "transaction (id int primary key, type text, tranid text, trandate date, duedate date, entity int, "
                        + "currency int, exchangerate numeric, foreigntotal numeric, foreignamountunpaid numeric, "
                        + "lastmodifieddate timestamp)",
                "transactionline (transaction int, mainline text, subsidiary int)",
                "nexttransactionlinelink (previousdoc int, nextdoc int)",
                "account (id int primary key, accountsearchdisplaynamecopy text, accttype text, isinactive text, "
                        + "lastmodifieddate timestamp)",
                "accountsubsidiarymap (account int, subsidiary int)",
                "transactionaccountingline (transaction int, account int, amount numeric, posting text)",
                "customer (id int primary key)", "employee (id int primary key)")) {
            jdbc.sql("create table " + at + table).update();
        }
    }

    private void companies() {
        List.of("GBP", "EUR", "USD")
            .forEach(symbol -> jdbc.sql("insert into " + at + "currency values (?, ?)")
                .params(currency(symbol), symbol)
                .update());
        Company first = account.subsidiaries().getFirst();
        jdbc.sql("insert into " + at + "companyinformation values (?, ?, ?, ?)")
            .params(first.name(), first.legalName(), first.country(), first.currency())
            .update();
        account.subsidiaries()
            .forEach(one -> jdbc.sql("insert into " + at + "subsidiary values (?, ?, ?, ?, ?, ?, 'F', ?)")
                .params(one.id(), one.parent(), one.name(), one.legalName(), one.country(), currency(one.currency()),
                        one.elimination() ? "T" : "F")
                .update());
    }

    private static int currency(String symbol) {
        return symbol.equals("GBP") ? 1 : symbol.equals("EUR") ? 2 : 3;
    }

    private static final int BANK = 1;

    private static final int PAYABLE = 2;

    private static final int COSTS = 3;

    private void chart(LocalDate today) {
        for (Object[] one : new Object[][] { { BANK, "Current account 20-44-51 70872490", "Bank" },
                { PAYABLE, "Accounts payable", "AcctPay" }, { COSTS, "Costs of materials", "COGS" } }) {
            jdbc.sql("insert into " + at + "account values (?, ?, ?, 'F', ?)")
                .params(one[0], one[1], one[2], today.minusDays(900).atTime(8, 0))
                .update();
            account.subsidiaries()
                .forEach(company -> jdbc.sql("insert into " + at + "accountsubsidiarymap values (?, ?)")
                    .params(one[0], company.id())
                    .update());
        }
    }

    private void fill(Company company, LocalDate today) {
        Random random = new Random(company.id() * 31L + account.id().hashCode());
        int first = company.id() * 10_000;
        for (int n = 0; n < SUPPLIERS.size() && company.bills() > 0; n++) {
            jdbc.sql("insert into " + at + "vendor values (?, ?, ?, 'F', ?, ?)")
                .params(first + n, "V" + (first + n), SUPPLIERS.get(n), currency(company.currency()),
                        time(today.minusDays(700 - n), n))
                .update();
            jdbc.sql("insert into " + at + "vendorsubsidiaryrelationship values (?, ?)")
                .params(first + n, company.id())
                .update();
        }
        for (int n = 0; n < company.bills(); n++) {
            LocalDate date = today.minusDays(2L * n);
            BigDecimal total = BigDecimal.valueOf(1_000 + random.nextInt(900_000), 2);
            boolean paid = n > 15;
            transaction(first + n, "VendBill", company, date, date.plusDays(30), first + n % SUPPLIERS.size(), total,
                    paid ? BigDecimal.ZERO : total);
            if (paid) {
                transaction(first + 4_000 + n, "VendPymt", company, date.plusDays(28), null,
                        first + n % SUPPLIERS.size(), total.negate(), BigDecimal.ZERO);
                jdbc.sql("insert into " + at + "nexttransactionlinelink values (?, ?)")
                    .params(first + n, first + 4_000 + n)
                    .update();
            }
            if (n % 25 == 0) {
                transaction(first + 6_000 + n, "VendCred", company, date, null, first, total.negate(), total.negate());
            }
            if (n % 10 == 0) {
                transaction(first + 8_000 + n, n % 20 == 0 ? "Check" : "CardChrg", company, date, null, first, total,
                        BigDecimal.ZERO);
            }
        }
    }

    void transaction(int id, String type, Company company, LocalDate date, LocalDate due, int vendor, BigDecimal total,
            BigDecimal unpaid) {
        jdbc.sql("insert into " + at + "transaction values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)")
            .params(id, type, type + id, date, due, vendor, currency(company.currency()), total, unpaid, time(date, id))
            .update();
        jdbc.sql("insert into " + at + "transactionline values (?, 'T', ?)").params(id, company.id()).update();
        boolean paying = type.equals("VendPymt");
        post(id, paying ? PAYABLE : COSTS, total.abs());
        post(id, type.equals("VendBill") ? PAYABLE : BANK, total.abs().negate());
    }

    private void post(int id, int account, BigDecimal amount) {
        jdbc.sql("insert into " + at + "transactionaccountingline values (?, ?, ?, 'T')")
            .params(id, account, amount)
            .update();
    }

    private static LocalDateTime time(LocalDate day, int n) {
        return day.atTime(8, 0).plusSeconds(n % 7);
    }

}
