package standin.quickbooks;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import standin.quickbooks.Webhooks.Event;

/**
 * What a person does in a company's books. The same things in the same order at the same
 * times lead to the same books.
 */
enum Bookkeeping {

    ADD_BILL("Add a bill") {
        @Override
        List<Event> does(SampleCompany company, Books books, Instant at) {
            long id = 1 + Stream.of("Bill", "BillPayment", "VendorCredit", "Purchase")
                .flatMap(entity -> books.all(entity).stream())
                .mapToLong(Bookkeeping::id)
                .max()
                .orElse(1_000);
            Map<String, Object> vendor = books.all("Vendor").getFirst();
            var day = at.atZone(ZoneOffset.UTC).toLocalDate();
            BigDecimal amount = new BigDecimal(100 + id % 900).setScale(2);
            var bill = new LinkedHashMap<String, Object>();
            bill.put("DocNumber", "INV-" + id);
            bill.put("TxnDate", day.toString());
            bill.put("DueDate", day.plusDays(30).toString());
            bill.put("VendorRef", Map.of("value", vendor.get("Id"), "name", vendor.get("DisplayName")));
            bill.put("CurrencyRef", Map.of("value", company.currency(), "name", company.currency()));
            bill.put("ExchangeRate", BigDecimal.ONE);
            bill.put("TotalAmt", amount);
            bill.put("Balance", amount);
            bill.put("LinkedTxn", List.of());
            bill.put("Line",
                    List.of(Map.of("Id", "1", "Amount", amount, "DetailType", "AccountBasedExpenseLineDetail")));
            books.put("Bill", id, at, bill);
            return List.of(event(company, "Bill", id, "Create", at));
        }
    },

    CHANGE_BILL("Raise the newest bill") {
        @Override
        List<Event> does(SampleCompany company, Books books, Instant at) {
            Map<String, Object> bill = books.all("Bill").getLast();
            books.change("Bill", id(bill), at,
                    Map.of("TotalAmt", new BigDecimal(bill.get("TotalAmt").toString()).add(BigDecimal.TEN)));
            return List.of(event(company, "Bill", id(bill), "Update", at));
        }
    },

    DELETE_BILL("Delete the newest bill") {
        @Override
        List<Event> does(SampleCompany company, Books books, Instant at) {
            long bill = id(books.all("Bill").getLast());
            books.delete("Bill", bill, at);
            return List.of(event(company, "Bill", bill, "Delete", at));
        }
    },

    MERGE_SUPPLIERS("Merge the last supplier into the first") {
        @Override
        List<Event> does(SampleCompany company, Books books, Instant at) {
            long into = id(books.all("Vendor").getFirst());
            long from = id(books.all("Vendor").getLast());
            books.merge(from, into, at);
            return List.of(Event.merge(UUID.randomUUID().toString(), company, from, into, at));
        }
    };

    private final String words;

    Bookkeeping(String words) {
        this.words = words;
    }

    /** One thing that was done. */
    record Done(String realmId, Bookkeeping what, Instant at) {
    }

    /**
     * @return what the company is told of it
     */
    abstract List<Event> does(SampleCompany company, Books books, Instant at);

    /** Whether the books have what it takes. */
    boolean possible(Books books) {
        return switch (this) {
            case ADD_BILL -> !books.all("Vendor").isEmpty();
            case CHANGE_BILL, DELETE_BILL -> !books.all("Bill").isEmpty();
            case MERGE_SUPPLIERS -> books.all("Vendor").size() > 1;
        };
    }

    String words() {
        return words;
    }

    private static Event event(SampleCompany company, String entity, long id, String operation, Instant at) {
        return Event.of(UUID.randomUUID().toString(), company, entity, id, operation, at);
    }

    private static long id(Map<String, Object> object) {
        return Long.parseLong(object.get("Id").toString());
    }

}
