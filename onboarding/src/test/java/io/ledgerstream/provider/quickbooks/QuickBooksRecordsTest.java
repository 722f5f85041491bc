package io.ledgerstream.provider.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.provider.ProviderRecord;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@Tag("S8")
class QuickBooksRecordsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void ofASupplierNeitherTaxNumberNorBankDetailsNorAddressesAreKept() {
        ProviderRecord vendor = read(QuickBooksRecords.VENDOR, """
                {"Id":"56","DisplayName":"Norton Lumber","CompanyName":"Norton","TaxIdentifier":"98-7654321",
                 "AcctNum":"DE89370400440532013000",
                 "BusinessNumber":"B-77","VendorPaymentBankDetail":{"BankAccountNumber":"12345678",
                  "BankBranchIdentifier":"998877"},
                 "PrimaryPhone":{"FreeFormNumber":"555-0101"},
                  "PrimaryEmailAddr":{"Address":"n@norton.example"},"BillAddr":{"Line1":"4528 Road"},
                 "Balance":205.00,"Active":false,"CurrencyRef":{"value":"USD","name":"United States Dollar"},
                  "NewField":"tomorrow's secret",
                 "MetaData":{"CreateTime":"2026-01-02T10:00:00-08:00",
                  "LastUpdatedTime":"2026-03-04T10:00:00-08:00"}}""");

        assertThat(vendor.received().toString() + vendor.normalised()).doesNotContain("98-7654321", "DE89", "B-77",
                "12345678", "998877", "555-0101", "norton.example", "4528", "tomorrow");
        assertThat(vendor.normalised().toString()).isEqualTo(
                "{\"id\":\"56\",\"currency\":\"USD\",\"name\":\"Norton Lumber\",\"active\":false,\"balance\":205.0}");
        assertThat(vendor.changedAt()).isEqualTo(Instant.parse("2026-03-04T18:00:00Z"));
    }

    @Test
    void ofABillTheAmountsDatesAndLinesAreKeptButNoNotesOrDescriptions() {
        ProviderRecord bill = read(QuickBooksRecords.BILL, """
                {"Id":"25","DocNumber":"INV-9","TxnDate":"2026-05-06","DueDate":"2026-06-05",
                 "TotalAmt":103.55,"Balance":"3.50",
                 "VendorRef":{"value":"46","name":"Norton Lumber"},"PrivateNote":"IBAN DE89370400440532013000",
                 "TxnTaxDetail":{"TotalTax":5},"VendorAddr":{"Line1":"4528 Road"},
                 "Line":[{"Id":"1","Amount":103.55,"Description":"pay to 12345678",
                  "DetailType":"AccountBasedExpenseLineDetail",
                          "AccountBasedExpenseLineDetail":{"AccountRef":{"value":"7",
                           "name":"Checking 12345678"},"TaxCodeRef":{"value":"TAX"}}}]}""");

        assertThat(bill.received().toString()).doesNotContain("DE89", "12345678", "4528", "TotalTax")
            .contains("\"AccountRef\":{\"value\":\"7\"}");
        assertThat(bill.normalised().toString())
            .isEqualTo("{\"id\":\"25\",\"number\":\"INV-9\",\"date\":\"2026-05-06\",\"amount\":103.55,"
                    + "\"vendorId\":\"46\",\"vendorName\":\"Norton Lumber\",\"dueDate\":\"2026-06-05\","
                    + "\"balance\":3.50}");
        assertThat(bill.changedAt()).isNull();
    }

    @Test
    void ofAPaymentTheNameOfTheBankAccountIsNotKept() {
        ProviderRecord payment = read(QuickBooksRecords.BILL_PAYMENT, """
                {"Id":"236","TxnDate":"2026-07-14","TotalAmt":50,"PayType":"Check","VendorRef":{"value":"46",
                 "name":"N"},
                 "CheckPayment":{"BankAccountRef":{"value":"35","name":"Checking 000123456789"},
                  "PrintStatus":"NeedToPrint"},
                 "Line":[{"Amount":50,"LinkedTxn":[{"TxnId":"25","TxnType":"Bill"}]}]}""");

        assertThat(payment.received().toString()).doesNotContain("000123456789").contains("\"TxnId\":\"25\"");
        assertThat(payment.normalised().path("method").asString()).isEqualTo("Check");
    }

    @Test
    void oddValuesAreLeftOutRatherThanGuessed() {
        ProviderRecord bill = read(QuickBooksRecords.BILL, """
                {"Id":"25","TxnDate":"2026-04-31","DueDate":20260101,"TotalAmt":"a lot","Balance":{"x":1},
                 "VendorRef":["46"],
                 "DocNumber":"a\\u0000b\\ud800c","CurrencyRef":"USD","Line":"none",
                  "MetaData":{"LastUpdatedTime":"yesterday"}}""");

        assertThat(bill.normalised().toString())
            .isEqualTo("{\"id\":\"25\",\"number\":\"a\uFFFDb\uFFFDc\",\"date\":null}");
        assertThat(bill.changedAt()).isNull();
    }

    @Test
    void aRowWithoutAUsableIdIsNoRecord() {
        for (String row : new String[] { "{}", "{\"Id\":\"\"}", "{\"Id\":\"a/b\"}", "{\"Id\":{}}", "[]", "\"x\"",
                "null" }) {
            assertThat(QuickBooksRecords.VENDOR.read(JSON.readTree(row))).isEmpty();
        }
    }

    private static ProviderRecord read(QuickBooksRecords type, String row) {
        return type.read(JSON.readTree(row)).orElseThrow();
    }

}
