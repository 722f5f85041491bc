package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.SomeFacts;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.connection.Reasons;
import io.ledgerstream.consent.ConsentOffer.Row;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.lender.Role;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.SoftwareChange;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
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

/**
 * What the mails say. Every mail is kept under target/mails, in both parts, to be looked
 * at.
 */
class LettersTest {

    private static final String MANAGE = "https://app.example/manage";

    private static final Instant NOON = Instant.parse("2026-11-24T19:32:00Z");

    private static final String LINK = "https://ledgerstream.example/c/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";

    private static final String CHOICES = "https://ledgerstream.example/r/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";

    private static final Personal PERSONAL = new Personal(LINK, LINK, "12345678", URI.create(CHOICES), CHOICES);

    private static final String HOSTILE = "Acme <b>Ltd</b>\r\nBcc: all@evil.example \u202Egnp.exe\u202C ${7*7} "
            + "[[${7*7}]] &amp; {0} \u0000\uD800 'quoted'";

    private final LetterRenderer renderer = new LetterRenderer();

    @ParameterizedTest
    @ValueSource(strings = { "en", "fr" })
    @Tag("C12")
    void everyMailSaysTheSameInBothParts(String language) throws IOException {
        for (Map.Entry<String, Letter> mail : all(names("Acme Tooling Ltd"), language, PERSONAL).entrySet()) {
            Letter letter = mail.getValue();
            String html = renderer.html(letter, "Northwind Bank via Ledgerstream", Locale.of(language));
            String text = renderer.text(letter, Locale.of(language));
            keep(mail.getKey() + "-" + language, html, letter.subject() + "\n\n" + text);
            assertThat(html).contains("lang=\"" + language + "\"")
                .doesNotContain("??", " th:", "<th:", "src=", "url(", "@import", "null");
            assertThat(text).contains(letter.title()).doesNotContain("null", "{0}", "{1}", "..");
            letter.blocks()
                .stream()
                .filter(Letter.Button.class::isInstance)
                .map(Letter.Button.class::cast)
                .forEach(button -> assertThat(html).contains("href=\"" + button.address() + "\"")
                    .contains(">" + button.shown() + "<"));
            assertThat(letter.choices() != null).as(mail.getKey())
                .isEqualTo(html.contains(CHOICES))
                .isEqualTo(text.contains(CHOICES));
        }
    }

    @Test
    @Tag("C4")
    void aCodeSaysInItsSubjectWhenItWasSentAndThatNobodyAsksForIt() {
        Letter code = all(names("Acme"), "en", PERSONAL).get("code");
        assertThat(code.subject()).isEqualTo("Your code, sent at 14:32 EST");
        assertThat(text(code)).contains("12345678", "10 minutes, until 14:42 EST", "Never give this code to anybody");
        assertThat(all(names("Acme"), "fr", PERSONAL).get("code").subject()).startsWith("Votre code, envoyé à 14:32");
    }

    @Test
    @Tag("X13")
    void theReminderOfOtherSoftwareSaysSoInItsSubject() {
        Letter reminder = all(names("Acme"), "en", PERSONAL).get("change-reminder");
        assertThat(reminder.subject()).isEqualTo("Reminder: connect the new accounting software of Acme");
        assertThat(reminder.title()).isEqualTo("The new accounting software is not connected yet");
        assertThat(text(reminder)).contains("QuickBooks Online stays connected until the new one is");
        assertThat(all(names("Acme"), "fr", PERSONAL).get("change-reminder").subject())
            .isEqualTo("Rappel\u00a0: connectez le nouveau logiciel comptable d’Acme");
    }

    @Test
    @Tag("C6")
    void theReceiptHasEveryRowThatWasAgreedToAndHow() {
        String text = text(all(names("Acme Tooling Ltd"), "en", PERSONAL).get("receipt"));
        assertThat(text).contains("What: Spend analysis: suppliers, bills", "Afterwards: reading stops",
                "Dora Patel, Finance Director", "I may decide this for Acme", "Not agreed to: Financials",
                "SHA-256 0123abcd");
    }

    @Test
    void namesWithMarkupLineBreaksOrMarksOfDirectionAreHarmless() {
        for (Letter letter : all(names(HOSTILE), "en", PERSONAL).values()) {
            String html = renderer.html(letter, "Northwind", Locale.ENGLISH);
            assertThat(html).contains("Acme &lt;b&gt;Ltd", "${7*7}", "{0}")
                .doesNotContain("<b>", "\u202E", "\u0000")
                .doesNotContainPattern("[\\uD800-\\uDFFF]");
            assertThat(letter.subject()).doesNotContain("\n", "\r", "\u202E", "\u0000");
            assertThat(letter.title()).doesNotContain("\n", "\u202E");
            assertThat(text(letter)).doesNotContain("\nBcc:", "\u202E", "\u0000");
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
            assertThat(text(letter) + renderer.html(letter, "Northwind", Locale.ENGLISH)).doesNotContain("/c/", "/r/",
                    "12345678");
        }
    }

    @Test
    @Tag("C9")
    void whatAsksSomethingOffersToPutItOffAndShowsInCopiesThatItDid() {
        List<String> offering = List.of("invitation", "invitation-more", "invitation-financials", "new-link",
                "new-link-reconnect", "change-invitation", "change-reminder", "change-new-link");
        all(names("Acme"), "en", Personal.HIDDEN).forEach((name, letter) -> {
            boolean offers = offering.contains(name) || name.startsWith("reminder") || name.startsWith("reconnect-link")
                    || name.startsWith("renew-");
            assertThat(letter.choices() != null).as(name).isEqualTo(offers);
            if (offers) {
                assertThat(text(letter)).contains("Not now, or not the right person?\n[personal link]");
                assertThat(renderer.html(letter, "Northwind", Locale.ENGLISH))
                    .containsPattern("Not now, or not the right person\\?</a>\\s*\\[personal link]");
            }
        });
    }

    @Test
    void aNameThatEndsWithADotEndsASentenceWithOne() {
        all(names("Acme Tooling Inc."), "en", PERSONAL).forEach(
                (name, letter) -> assertThat(text(letter)).as(name).contains("Acme Tooling Inc.").doesNotContain(".."));
        assertThat(text(all(names("Acme Tooling Inc."), "en", PERSONAL).get("reminder")))
            .contains("accounting data of Acme Tooling Inc.\n");
        assertThat(new Words("en", ZoneId.of("UTC")).text("product.line", "S.A.", "two")).isEqualTo("S.A.: two");
    }

    @Test
    @Tag("C9")
    void whatPeopleWroteIsDataLineByLineAndNeverTooLong() {
        String typed = "First line\r\n\r\n<b>Second</b> ${7*7} {0} [[${1}]] \u202Egnp\u0000\n> third";
        Letter asked = new LenderCalls(
                request(names("Acme Tooling Ltd"), "en", SomeFacts.of(RequestStatus.IN_PROGRESS).software("qbo")),
                "QuickBooks Online", PAGE)
            .helpAsked(question(typed, null));
        assertThat(text(asked))
            .contains("> First line\n>\n> <b>Second</b> ${7*7} {0} [[${1}]] gnp\n> > third\nDora Patel\n");
        assertThat(renderer.html(asked, "Ledgerstream", Locale.ENGLISH))
            .contains("First line", "&lt;b&gt;Second&lt;/b&gt; ${7*7} {0} [[${1}]] gnp")
            .doesNotContain("<b>", " 49 ", "\u202E");
        Letter answered = new CustomerNews(
                request(names("Acme"), "en", SomeFacts.of(RequestStatus.IN_PROGRESS).software("qbo")),
                "QuickBooks Online", null, MANAGE)
            .helpAnswered(List.of(question("x".repeat(100_000), "y".repeat(100_000))), PERSONAL);
        assertThat(text(answered)).hasSizeLessThan(6_000);
    }

    @Test
    void whatTheLenderNotedForItselfIsNotInTheCustomersMail() {
        Letter refused = all(names("Acme Tooling Ltd"), "en", PERSONAL).get("company-refused");
        assertThat(text(refused))
            .contains("Acme Property Holdings", "Acme Tooling Ltd", "Connect another company:\n" + LINK)
            .doesNotContain("Our board said no");
    }

    @Test
    void theReconnectLinkSaysWhyAndAsksOnlyForWhatIsMissing() {
        Map<String, Letter> all = all(names("Acme Tooling Ltd"), "en", PERSONAL);
        assertThat(all.get("reconnect-link").title())
            .isEqualTo("QuickBooks Online no longer lets us read the data of Acme Tooling Ltd");
        assertThat(text(all.get("reconnect-link"))).contains("The consent still holds")
            .doesNotContain("agree or decline");
        assertThat(text(all.get("reconnect-link-consent"))).contains("you are asked for it again")
            .doesNotContain("still holds");
    }

    @Test
    @Tag("S6")
    void whatEndsIsAskedForWithItsDayAndOneThingToDo() {
        Map<String, Letter> all = all(names("Acme Tooling Ltd"), "en", PERSONAL);
        assertThat(all.get("renew-CONSENT").subject())
            .isEqualTo("Go on sharing with Northwind Bank after Thu 24 Dec 2026?");
        assertThat(text(all.get("renew-CONSENT"))).contains("nothing has to be set up there",
                "Read and decide:\n" + LINK, "stops reading after Thu 24 Dec 2026");
        assertThat(text(all.get("renew-ACCESS")))
            .contains("The consent still holds", "Connect QuickBooks Online anew:\n" + LINK)
            .doesNotContain("agree or decline");
        assertThat(text(all.get("renew-CERTIFICATE"))).contains("does not allow us to replace it",
                "Replace the certificate:\n" + LINK);
        assertThat(all.get("reminder-renew-CONSENT").subject()).startsWith("Reminder: ");
        assertThat(text(all.get("lender-renewed-CONSENT"))).contains("without a break");
    }

    @Test
    void moreOverAConnectionThatIsThereAsksForConsentOnlyAndSaysSoAfterwards() {
        Map<String, Letter> all = all(names("Acme Tooling Ltd"), "en", PERSONAL);
        assertThat(text(all.get("invitation-more")))
            .contains("QuickBooks Online is connected already", "About 2 minutes")
            .doesNotContain("20 and an administrator");
        assertThat(text(all.get("lender-connected-more")))
            .contains("over the connection to QuickBooks Online that was there already")
            .doesNotContain("connected QuickBooks Online");
        assertThat(all.get("connected-more").title()).startsWith("Done: Acme Tooling Ltd now also shares ");
    }

    @Test
    void anUploadIsNeverCalledAConnection() {
        Map<String, Letter> all = all(names("Acme Tooling Ltd"), "en", PERSONAL);
        assertThat(text(all.get("uploaded"))).contains("No connection was made", "Sage 50")
            .doesNotContain("is connected");
        assertThat(text(all.get("lender-uploaded"))).contains("no live connection").doesNotContain("is connected");
        assertThat(text(all.get("receipt-file"))).contains("upload the files from")
            .doesNotContain("connect QuickBooks");
    }

    @Test
    @Tag("C12")
    void bothLanguagesHaveTheSameWords() throws IOException {
        assertThat(new TreeSet<>(bundle("mail_fr.properties").keySet()))
            .isEqualTo(new TreeSet<>(bundle("mail.properties").keySet()));
        bundle("mail.properties")
            .forEach((key, text) -> assertThat(text.toString()).as(key.toString()).doesNotContain("'"));
        bundle("mail_fr.properties")
            .forEach((key, text) -> assertThat(text.toString()).as(key.toString()).doesNotContain("'"));
    }

    private static final String PAGE = "https://ledgerstream.example/portal/requests/" + UUID.randomUUID();

    private Map<String, Letter> all(Names names, String language, Personal personal) {
        Map<String, Letter> all = new LinkedHashMap<>();
        asking(all, names, language, personal);
        news(all, names, language, personal);
        toLender(all, names, language);
        renewals(all, names, language, personal);
        changes(all, names, language, personal);
        return all;
    }

    private void asking(Map<String, Letter> all, Names names, String language, Personal personal) {
        SomeFacts begun = SomeFacts.of(RequestStatus.IN_PROGRESS);
        SomeFacts software = begun.software("qbo");
        SomeFacts lost = software.reconnection();
        CustomerLetters invited = letters(names, language, SomeFacts.of(RequestStatus.REQUESTED), null);
        all.put("invitation", invited.invitation(personal));
        all.put("invitation-more",
                letters(names, language, software.mends(), "QuickBooks Online").invitation(personal));
        all.put("invitation-financials",
                new CustomerLetters(financials(request(names, language, begun)), null, null, MANAGE)
                    .invitation(personal));
        all.put("reconnect-link",
                letters(names, language, lost.consented(true), "QuickBooks Online").reconnect(personal));
        all.put("reconnect-link-consent", letters(names, language, lost, "QuickBooks Online").reconnect(personal));
        all.put("reminder", invited.reminder(personal));
        all.put("reminder-consent", letters(names, language, software, "QuickBooks Online").reminder(personal));
        all.put("reminder-consent-more",
                letters(names, language, software.mends(), "QuickBooks Online").reminder(personal));
        all.put("reminder-connect",
                letters(names, language, software.consented(true), "QuickBooks Online").reminder(personal));
        all.put("reminder-upload",
                letters(names, language, software.sharedByFile().consented(true), "Sage 50").reminder(personal));
        all.put("reminder-company",
                letters(names, language, software.consented(true).attempt(AttemptState.MISMATCHED), "QuickBooks Online")
                    .reminder(personal));
        all.put("reminder-reconnect",
                letters(names, language, lost.consented(true), "QuickBooks Online").reminder(personal));
        all.put("reminder-reconnect-consent", letters(names, language, lost, "QuickBooks Online").reminder(personal));
        all.put("new-link", invited.newLink(personal));
        all.put("new-link-reconnect", letters(names, language, lost, "QuickBooks Online").newLink(personal));
        all.put("code", invited.code(new SignInCodes.Mailed("12345678", NOON, NOON.plusSeconds(600)), personal.code()));
    }

    private void news(Map<String, Letter> all, Names names, String language, Personal personal) {
        SomeFacts consented = SomeFacts.of(RequestStatus.IN_PROGRESS).software("qbo").consented(true);
        SomeFacts connected = SomeFacts.of(RequestStatus.CONNECTED)
            .software("qbo")
            .consented(true)
            .attempt(AttemptState.VERIFIED);
        Instant nextYear = NOON.plusSeconds(365 * 86_400L);
        all.put("receipt", told(names, language, consented).receipt(receipt(names)));
        all.put("receipt-file", told(names, language, consented.sharedByFile()).receipt(receipt(names)));
        all.put("receipt-more", told(names, language, consented.mends()).receipt(receipt(names)));
        all.put("receipt-reconnect", told(names, language, consented.reconnection()).receipt(receipt(names)));
        all.put("connected", told(names, language, connected).connected(nextYear));
        all.put("connected-more", told(names, language, connected.mends()).connected(nextYear));
        all.put("reconnected", told(names, language, connected.reconnection()).reconnected(nextYear));
        all.put("uploaded",
                new CustomerNews(request(names, language,
                        SomeFacts.of(RequestStatus.UPLOADED).software("sage-50").sharedByFile().consented(true)),
                        "Sage 50", null, MANAGE)
                    .uploaded(null));
        for (String why : List.of("ended-by-customer", "consent-ended", "software-changed")) {
            all.put("sharing-" + why,
                    told(names, language, connected).sharingEnded(new Receipts.Ended(NOON, why, nextYear)));
        }
        all.put("manage-code", letters(names, language, connected, "QuickBooks Online")
            .manageCode(new SignInCodes.Mailed("12345678", NOON, NOON.plusSeconds(600)), personal.code()));
        all.put("cancelled", told(names, language, SomeFacts.of(RequestStatus.CANCELLED)).cancelled());
        all.put("cancelled-more", told(names, language, SomeFacts.of(RequestStatus.CANCELLED).mends()).cancelled());
        all.put("cancelled-reconnect",
                told(names, language, SomeFacts.of(RequestStatus.CANCELLED).reconnection()).cancelled());
        all.put("checking",
                told(names, language, consented.attempt(AttemptState.AUTHORISED)).stillChecking(false, personal));
        all.put("checking-failed",
                told(names, language, consented.attempt(AttemptState.REJECTED)).stillChecking(false, personal));
        all.put("checking-interrupted",
                told(names, language, consented.attempt(AttemptState.REJECTED)).stillChecking(true, personal));
        all.put("checking-company",
                told(names, language, consented.attempt(AttemptState.MISMATCHED)).stillChecking(false, personal));
        all.put("help-answered",
                told(names, language, consented).helpAnswered(List.of(
                        question("Which role do I need?\nI am the bookkeeper.",
                                "Company administrator.\nAsk whoever set QuickBooks up."),
                        question("And how long does it take?", "…")), personal));
        all.put("help-answered-closed", told(names, language, SomeFacts.of(RequestStatus.CANCELLED))
            .helpAnswered(List.of(question("Which role do I need?", "Company administrator.")), Personal.NONE));
        Books books = new Books("Acme Property Holdings", null, "GB");
        all.put("company-refused",
                told(names, language, consented.attempt(AttemptState.REJECTED)).companyRefused(books, personal));
        all.put("company-refused-unknown",
                told(names, language, consented.attempt(AttemptState.REJECTED)).companyRefused(null, personal));
    }

    private void toLender(Map<String, Letter> all, Names names, String language) {
        SomeFacts software = SomeFacts.of(RequestStatus.IN_PROGRESS).software("qbo").consented(true);
        LenderLetters lender = notices(names, language, SomeFacts.of(RequestStatus.DECLINED).software("qbo"));
        all.put("lender-connected", lender.connected());
        all.put("lender-connected-more", notices(names, language, software.mends()).connected());
        all.put("lender-uploaded", lender.uploaded());
        all.put("lender-reconnected", notices(names, language, software.reconnection()).reconnected());
        all.put("lender-declined", lender.declined());
        all.put("lender-declined-reconnect",
                notices(names, language, SomeFacts.of(RequestStatus.DECLINED).software("qbo").reconnection())
                    .declined());
        all.put("lender-changed-mind", lender.changedMind());
        all.put("lender-expired", lender.expired());
        all.put("lender-expired-undecided",
                notices(names, language, software.attempt(AttemptState.TO_DECIDE)).expired());
        all.put("lender-not-reconnected", notices(names, language, software.reconnection()).notReconnected());
        all.put("lender-wants-to-go-on", lender.wantsToGoOn());
        LenderCalls calls = new LenderCalls(request(names, language, software.attempt(AttemptState.TO_DECIDE)),
                "QuickBooks Online", PAGE);
        all.put("lender-help-asked", calls.helpAsked(question("Which role do I need?\nI am the bookkeeper.", null)));
        all.put("lender-contact-disputed", calls.contactDisputed());
        all.put("lender-mail-bounced", calls.mailBounced());
        all.put("lender-company-to-decide",
                calls.companyToDecide(new Books("Acme Property Holdings", "Acme Property Holdings Limited", "GB")));
        all.put("lender-company-to-decide-unknown", calls.companyToDecide(null));
        all.put("lender-rejected-three-times", calls.rejectedThreeTimes("Your role may not read bills."));
        for (String why : List.of("ended-by-customer", "consent-ended", "software-changed")) {
            all.put("lender-sharing-" + why, notices(names, language, software)
                .sharingEnded(new Receipts.Ended(NOON, why, NOON.plusSeconds(86_400L * 90))));
        }
        all.put("lender-other-software", notices(names, language, software).otherSoftware("Xero"));
        all.put("lender-access-lost",
                new LenderCalls(request(names, language, software.reconnection()), "QuickBooks Online", PAGE)
                    .accessLost());
        all.put("lender-access-lost-consent",
                new LenderCalls(request(names, language, software.consented(false).reconnection()), "QuickBooks Online",
                        PAGE)
                    .accessLost());
    }

    private void renewals(Map<String, Letter> all, Names names, String language, Personal personal) {
        for (Renewal.What what : Renewal.What.values()) {
            Renewal renewal = new Renewal(what, NOON.plusSeconds(30 * 86_400L));
            RequestView asked = request(names, language,
                    SomeFacts.of(RequestStatus.REQUESTED)
                        .software("qbo")
                        .consented(what != Renewal.What.CONSENT)
                        .renews(renewal));
            RequestView done = request(names, language,
                    SomeFacts.of(RequestStatus.CONNECTED).software("qbo").consented(true).renews(renewal));
            CustomerLetters letters = new CustomerLetters(asked, "QuickBooks Online", null, MANAGE);
            CustomerNews news = new CustomerNews(done, "QuickBooks Online", null, MANAGE);
            LenderLetters lender = new LenderLetters(done, "QuickBooks Online", null, PAGE);
            all.put("renew-" + what, letters.renew(personal));
            all.put("reminder-renew-" + what, letters.reminder(personal));
            all.put("renew-new-link-" + what, letters.newLink(personal));
            all.put("renewed-" + what, news.reconnected(NOON.plusSeconds(365 * 86_400L)));
            all.put("receipt-renewed-" + what, news.receipt(receipt(names)));
            all.put("cancelled-renew-" + what, news.cancelled());
            all.put("lender-renewed-" + what, lender.reconnected());
            all.put("lender-declined-renew-" + what, lender.declined());
            all.put("lender-not-renewed-" + what, lender.notReconnected());
        }
    }

    private void changes(Map<String, Letter> all, Names names, String language, Personal personal) {
        SoftwareChange change = new SoftwareChange(Ids.next(), "qbo", LocalDate.of(2026, 10, 1));
        RequestView asked = request(names, language, SomeFacts.of(RequestStatus.IN_PROGRESS).changes(change));
        RequestView done = request(names, language,
                SomeFacts.of(RequestStatus.CONNECTED).software("netsuite").consented(true).changes(change));
        RequestView files = request(names, language,
                SomeFacts.of(RequestStatus.UPLOADED)
                    .software("sage-50")
                    .sharedByFile()
                    .consented(true)
                    .changes(change));
        RequestView declined = request(names, language,
                SomeFacts.of(RequestStatus.DECLINED).software("netsuite").changes(change));
        CustomerLetters letters = new CustomerLetters(asked, null, "QuickBooks Online", MANAGE);
        all.put("change-invitation", letters.invitation(personal));
        all.put("change-reminder", letters.reminder(personal));
        all.put("change-new-link", letters.newLink(personal));
        all.put("change-connected", new CustomerNews(done, "NetSuite", "QuickBooks Online", MANAGE)
            .connected(NOON.plusSeconds(365 * 86_400L)));
        all.put("change-uploaded", new CustomerNews(files, "Sage 50", "QuickBooks Online", MANAGE).uploaded(null));
        all.put("change-cancelled",
                new CustomerNews(request(names, language, SomeFacts.of(RequestStatus.CANCELLED).changes(change)), null,
                        "QuickBooks Online", MANAGE)
                    .cancelled());
        all.put("change-connected-same",
                new CustomerNews(done, "QuickBooks Online", "QuickBooks Online", MANAGE).connected(NOON));
        all.put("change-lender-connected-same",
                new LenderLetters(done, "QuickBooks Online", "QuickBooks Online", PAGE).connected());
        all.put("change-lender-told", new LenderLetters(asked, null, "QuickBooks Online", PAGE).otherSoftware(null));
        all.put("change-lender-connected", new LenderLetters(done, "NetSuite", "QuickBooks Online", PAGE).connected());
        all.put("change-lender-uploaded", new LenderLetters(files, "Sage 50", "QuickBooks Online", PAGE).uploaded());
        all.put("change-lender-declined",
                new LenderLetters(declined, "NetSuite", "QuickBooks Online", PAGE).declined());
        all.put("change-lender-expired", new LenderLetters(declined, "NetSuite", "QuickBooks Online", PAGE).expired());
    }

    private static CustomerLetters letters(Names names, String language, SomeFacts facts, String software) {
        return new CustomerLetters(request(names, language, facts), software, null, MANAGE);
    }

    private static CustomerNews told(Names names, String language, SomeFacts facts) {
        return new CustomerNews(request(names, language, facts), "QuickBooks Online", null, MANAGE);
    }

    private static LenderLetters notices(Names names, String language, SomeFacts facts) {
        return new LenderLetters(request(names, language, facts), "QuickBooks Online", null, PAGE);
    }

    private static Help.Question question(String question, String answer) {
        return new Help.Question(Ids.next(), RequestStep.CONNECT_SOFTWARE, question, NOON, answer,
                answer == null ? null : NOON.plusSeconds(600), answer == null ? null : "Rita Moreno");
    }

    private record Names(String company, String lender, String person) {
    }

    private static Names names(String company) {
        boolean plain = company.startsWith("Acme Tooling");
        return new Names(company, plain ? "Northwind Bank" : company, plain ? "Dora Patel" : company);
    }

    private String text(Letter letter) {
        return renderer.text(letter, Locale.ENGLISH);
    }

    private static RequestView request(Names names, String language, SomeFacts facts) {
        return request(names, language, facts.facts());
    }

    private static RequestView request(Names names, String language, RequestFacts facts) {
        LenderView lender = new LenderView(Ids.next(), names.lender(), "+1 212 555 0100", null, true, "Sam Okoro",
                "+1 212 555 0177", "9 to 5, New York", true, new Policy(21, 14, 3, 4, 3, 2, 12, 90, 30, 3, false));
        CompanyView company = new CompanyView(facts.companyId(), names.company(), List.of(), "A-17", "US",
                ZoneId.of("America/New_York"), names.person(), "dora@customer.example", "+1 212 555 0199", language,
                Ids.next(), false);
        UserView owner = new UserView(Ids.next(), lender.id(), "Rita Moreno", "rita@bank.example", "+1 212 555 0142",
                Set.of(Role.ADMIN), false);
        return new RequestView(facts, "LS-7K3F-9QXT", List.of(Product.SPEND_ANALYSIS, Product.FINANCIALS),
                names.person(), "dora@customer.example", language,
                "We spoke on the phone last week.\nAny question, just call me.", NOON, NOON,
                NOON.plusSeconds(21 * 86_400), NOON, facts.status() == RequestStatus.REQUESTED ? null : NOON, null, 0,
                null, "Our board said no.\nPerhaps next year.", List.of(), null, null, false, null,
                "We renamed the company in June.\nThe books still bear the old name.", lender, company, owner);
    }

    private static RequestView financials(RequestView of) {
        return new RequestView(of.facts(), of.reference(), List.of(Product.FINANCIALS), of.contactName(),
                of.contactEmail(), of.language(), of.note(), of.requestedAt(), of.statusChangedAt(), of.dueAt(),
                of.openedAt(), of.signedInAt(), of.nextReminderAt(), of.remindersSent(), of.attemptReason(),
                of.closedReason(), of.flags(), of.doubt(), of.remindersHeldUntil(), of.remindersStopped(),
                of.softwareName(), of.matchReason(), of.lender(), of.company(), of.owner());
    }

    private static ConsentReceipt receipt(Names names) {
        List<Row> rows = List.of(new Row("What", List.of("Spend analysis: suppliers, bills, payments and expenses")),
                new Row("Not", List.of("Sales, customers, payroll, tax and bank account numbers, passwords")),
                new Row("Why", List.of("So that Northwind Bank can see what you owe your suppliers")),
                new Row("Who reads it", List.of("Northwind Bank, and Ledgerstream on its behalf")),
                new Row("How often", List.of("Daily; reading only")),
                new Row("How far back", List.of("24 months, and bills still open")),
                new Row("Until", List.of("Wed 24 Nov 2027")),
                new Row("Afterwards", List.of("reading stops; copies are erased after 90 days")),
                new Row("How to stop", List.of("Answer any mail")));
        return new ConsentReceipt(Ids.next(), "LS-7K3F-9QXT",
                new ConsentReceipt.Text("2026-11", "en", "0123abcd".repeat(8)), NOON, "form",
                new ConsentReceipt.Person(names.person(), "Finance Director", "dora@customer.example",
                        "I may decide this for " + names.company()),
                names.lender(), names.company(), new ConsentReceipt.Software("qbo", "QuickBooks Online"),
                List.of(Product.SPEND_ANALYSIS), List.of(Product.FINANCIALS),
                new ConsentReceipt.Period(24, NOON.plusSeconds(365 * 86_400L)), "America/New_York", rows, null);
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
