package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.SomeFacts;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.consent.ConsentOffer.Row;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.lender.Role;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestView;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mails say. Every mail is kept under target/mails, in both parts, to be looked at. */
class LettersTest {

    private static final Instant NOON = Instant.parse("2026-11-24T19:32:00Z");
    private static final String LINK = "https://ledgerstream.example/c/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";
    private static final Personal PERSONAL = new Personal(LINK, LINK, "12345678");
    private static final String HOSTILE = "Acme <b>Ltd</b>\r\nBcc: all@evil.example \u202Egnp.exe\u202C ${7*7} [[${7*7}]] &amp; {0} \u0000\uD800 'quoted'";

    private final LetterRenderer renderer = new LetterRenderer();

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    @Tag("C12")
    void everyMailSaysTheSameInBothParts(String language) throws IOException {
        for (Map.Entry<String, Letter> mail : all(names("Acme Tooling Ltd"), language, PERSONAL).entrySet()) {
            Letter letter = mail.getValue();
            String html = renderer.html(letter, "Northwind Bank via Ledgerstream", Locale.of(language));
            String text = renderer.text(letter);
            keep(mail.getKey() + "-" + language, html, letter.subject() + "\n\n" + text);
            assertThat(html).contains("lang=\"" + language + "\"").doesNotContain("??", " th:", "<th:", "src=", "url(", "@import", "null");
            assertThat(text).contains(letter.title()).doesNotContain("null", "{0}", "{1}");
            letter.blocks().stream().filter(Letter.Button.class::isInstance).map(Letter.Button.class::cast)
                    .forEach(button -> assertThat(html).contains("href=\"" + button.address() + "\"").contains(">" + button.shown() + "<"));
        }
    }

    @Test
    @Tag("C4")
    void aCodeSaysInItsSubjectWhenItWasSentAndThatNobodyAsksForIt() {
        Letter code = all(names("Acme"), "en", PERSONAL).get("code");
        assertThat(code.subject()).isEqualTo("Your code, sent at 14:32 EST");
        assertThat(renderer.text(code)).contains("12345678", "10 minutes, until 14:42 EST", "Never give this code to anybody");
        assertThat(all(names("Acme"), "fr", PERSONAL).get("code").subject()).startsWith("Votre code, envoyé à 14:32");
    }

    @Test
    @Tag("C6")
    void theReceiptHasEveryRowThatWasAgreedToAndHow() {
        String text = renderer.text(all(names("Acme Tooling Ltd"), "en", PERSONAL).get("receipt"));
        assertThat(text).contains("What: Spend analysis: suppliers, bills", "Afterwards: reading stops", "Dora Patel, Finance Director",
                "I may decide this for Acme", "Not agreed to: Financials", "SHA-256 0123abcd");
    }

    @Test
    void namesWithMarkupLineBreaksOrMarksOfDirectionAreHarmless() {
        for (Letter letter : all(names(HOSTILE), "en", PERSONAL).values()) {
            String html = renderer.html(letter, "Northwind", Locale.ENGLISH);
            assertThat(html).contains("Acme &lt;b&gt;Ltd", "${7*7}", "{0}").doesNotContain("<b>", "\u202E", "\u0000").doesNotContainPattern("[\\uD800-\\uDFFF]");
            assertThat(letter.subject()).doesNotContain("\n", "\r", "\u202E", "\u0000");
            assertThat(letter.title()).doesNotContain("\n", "\u202E");
            assertThat(renderer.text(letter)).doesNotContain("\nBcc:", "\u202E", "\u0000");
        }
    }

    @Test
    void aVeryLongNameIsCut() {
        Letter letter = all(names("A".repeat(1_000_000)), "en", PERSONAL).get("invitation");
        assertThat(letter.subject()).hasSizeLessThan(500);
        assertThat(renderer.html(letter, "Northwind", Locale.ENGLISH)).hasSizeLessThan(30_000);
    }

    @Test
    @Tag("L6")
    void copiesAndPreviewsCarryNeitherLinkNorCode() {
        for (Letter letter : all(names("Acme"), "en", Personal.HIDDEN).values()) {
            assertThat(renderer.text(letter) + renderer.html(letter, "Northwind", Locale.ENGLISH)).doesNotContain("/c/", "12345678");
        }
    }

    @Test
    @Tag("C12")
    void bothLanguagesHaveTheSameWords() throws IOException {
        assertThat(new TreeSet<>(bundle("mail_fr.properties").keySet())).isEqualTo(new TreeSet<>(bundle("mail.properties").keySet()));
        bundle("mail.properties").forEach((key, text) -> assertThat(text.toString()).as(key.toString()).doesNotContain("'"));
        bundle("mail_fr.properties").forEach((key, text) -> assertThat(text.toString()).as(key.toString()).doesNotContain("'"));
    }

    private Map<String, Letter> all(Names names, String language, Personal personal) {
        Map<String, Letter> all = new LinkedHashMap<>();
        CustomerLetters invited = new CustomerLetters(request(names, language, RequestStatus.REQUESTED, null, false, null), null);
        CustomerLetters consented = new CustomerLetters(request(names, language, RequestStatus.IN_PROGRESS, "qbo", true, null), "QuickBooks Online");
        CustomerLetters checking = new CustomerLetters(request(names, language, RequestStatus.IN_PROGRESS, "qbo", true,
                AttemptState.AUTHORISED), "QuickBooks Online");
        CustomerLetters connected = new CustomerLetters(request(names, language, RequestStatus.CONNECTED, "qbo", true,
                AttemptState.VERIFIED), "QuickBooks Online");
        all.put("invitation", invited.invitation(personal));
        all.put("reminder", invited.reminder(personal));
        all.put("reminder-consented", consented.reminder(personal));
        all.put("new-link", invited.newLink(personal));
        all.put("code", invited.code(new SignInCodes.Mailed("12345678", NOON, NOON.plusSeconds(600)), personal.code()));
        all.put("receipt", consented.receipt(receipt(names)));
        all.put("connected", connected.connected(NOON.plusSeconds(365 * 86_400L)));
        all.put("cancelled", new CustomerLetters(request(names, language, RequestStatus.CANCELLED, null, false, null), null).cancelled());
        all.put("checking", checking.stillChecking(personal));
        all.put("checking-failed", consented.stillChecking(personal));
        LenderLetters lender = new LenderLetters(request(names, language, RequestStatus.DECLINED, "qbo", false, null), "QuickBooks Online",
                "https://ledgerstream.example/portal/requests/" + UUID.randomUUID());
        all.put("lender-connected", lender.connected());
        all.put("lender-declined", lender.declined());
        all.put("lender-expired", lender.expired());
        all.put("lender-wants-to-go-on", lender.wantsToGoOn());
        return all;
    }

    private record Names(String company, String lender, String person) {
    }

    private static Names names(String company) {
        boolean plain = company.startsWith("Acme Tooling");
        return new Names(company, plain ? "Northwind Bank" : company, plain ? "Dora Patel" : company);
    }

    private static RequestView request(Names names, String language, RequestStatus status, String software, boolean consented,
                                       AttemptState attempt) {
        RequestFacts facts = SomeFacts.of(status).software(software).consented(consented).attempt(attempt).facts();
        LenderView lender = new LenderView(Ids.next(), names.lender(), "+1 212 555 0100", null, true, "Sam Okoro", "+1 212 555 0177",
                "9 to 5, New York", true, new Policy(21, 14, 3, 4, 3, 2, 12, 90));
        CompanyView company = new CompanyView(facts.companyId(), names.company(), List.of(), "A-17", "US", ZoneId.of("America/New_York"),
                names.person(), "dora@customer.example", null, language, Ids.next(), false);
        UserView owner = new UserView(Ids.next(), lender.id(), "Rita Moreno", "rita@bank.example", "+1 212 555 0142", Set.of(Role.ADMIN), false);
        return new RequestView(facts, "LS-7K3F-9QXT", List.of(Product.SPEND_ANALYSIS, Product.FINANCIALS), names.person(),
                "dora@customer.example", language, "We spoke on the phone last week.\nAny question, just call me.", NOON, NOON, NOON.plusSeconds(21 * 86_400),
                NOON, status == RequestStatus.REQUESTED ? null : NOON, null, 0, null, "Our board said no.\nPerhaps next year.", List.of(), null, null, false, null, null,
                lender, company, owner);
    }

    private static ConsentReceipt receipt(Names names) {
        List<Row> rows = List.of(new Row("What", List.of("Spend analysis: suppliers, bills, payments and expenses")),
                new Row("Not", List.of("Sales, customers, payroll, tax and bank account numbers, passwords")),
                new Row("Why", List.of("So that Northwind Bank can see what you owe your suppliers")),
                new Row("Who reads it", List.of("Northwind Bank, and Ledgerstream on its behalf")), new Row("How often", List.of("Daily; reading only")),
                new Row("How far back", List.of("24 months, and bills still open")), new Row("Until", List.of("Wed 24 Nov 2027")),
                new Row("Afterwards", List.of("reading stops; copies are erased after 90 days")), new Row("How to stop", List.of("Answer any mail")));
        return new ConsentReceipt(Ids.next(), "LS-7K3F-9QXT", new ConsentReceipt.Text("2026-11", "en", "0123abcd".repeat(8)), NOON, "form",
                new ConsentReceipt.Person(names.person(), "Finance Director", "dora@customer.example", "I may decide this for " + names.company()),
                names.lender(), names.company(), new ConsentReceipt.Software("qbo", "QuickBooks Online"), List.of(Product.SPEND_ANALYSIS),
                List.of(Product.FINANCIALS), new ConsentReceipt.Period(24, NOON.plusSeconds(365 * 86_400L)), "America/New_York", rows);
    }

    private static void keep(String name, String html, String text) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/mails"));
        Files.writeString(folder.resolve(name + ".html"), html);
        Files.writeString(folder.resolve(name + ".txt"), text);
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (var in = LettersTest.class.getResourceAsStream("/" + name)) {
            bundle.load(new StringReader(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
        }
        return bundle;
    }
}
