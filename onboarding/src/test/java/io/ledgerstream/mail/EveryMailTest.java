package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Customer;
import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.MovableClock;
import fixture.OnboardingTest;
import fixture.SomeFacts;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.consent.ConsentOffers;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.Given;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.link.Visits;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.SoftwareChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

/**
 * Every mail in every language at every step, as the sender composes it, whatever sense
 * it makes there: none may fail.
 */
@OnboardingTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryMailTest {

    private static final Pattern SECRET = Pattern.compile("/[cr]/[\\w-]{43}");

    private static final Pattern UNFILLED = Pattern
        .compile("\\{\\d}|\\bnull\\b|\\?\\?|\\bmail\\.[a-z]+\\.|\\.\\.|^\\s*:", Pattern.MULTILINE);

    private static final Set<MailKind> OFFERS_CHOICES = EnumSet.of(MailKind.INVITATION, MailKind.RECONNECT,
            MailKind.RENEW, MailKind.REMINDER, MailKind.NEW_LINK);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Links links;

    @Autowired
    private SignInCodes codes;

    @Autowired
    private Letters letters;

    @Autowired
    private LedgerstreamProperties properties;

    @Autowired
    private RequestViews views;

    @Autowired
    private Consents consents;

    @Autowired
    private ConsentOffers offers;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private Visits visits;

    @Autowired
    private Help help;

    @Autowired
    private ManageVisits manage;

    @Autowired
    private MovableClock clock;

    private Composer composer;

    /** Most steps have their mails in common: the same one is not looked at twice. */
    private final Set<List<Object>> looked = new HashSet<>();

    private Bank northwind;

    private UUID request;

    private UUID question;

    /** As the application has it, only that nothing is rendered twice. */
    @BeforeAll
    void composer() {
        composer = new Composer(links, codes, manage, letters, new RendersOnce(), new DocumentsOnce(consents),
                properties, clock);
    }

    @BeforeAll
    void aRequestOfWhichThereIsEverythingToTell() {
        northwind = fixtures.lender("Northwind Bank Inc.");
        request = northwind.request(northwind.company(SampleCompany.BIRCHWOOD.name()));
        northwind.atConsent(request);
        RequestView view = view();
        northwind.as(() -> consents.give(view, offers.of(view, "en"),
                new Given(Set.of(Product.SPEND_ANALYSIS), "Dora Patel", "Finance director"), Actor.customer(null)));
        new Customer(connections, northwind, request).connects(SampleCompany.BIRCHWOOD);
        question = northwind.as(() -> help.ask(request, "Which role do I need?", Actor.customer(null)));
        northwind.as(() -> visits.resume(northwind.id(), request));
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work()));
        northwind.as(() -> help.answer(request, "Company administrator.", northwind.actor()));
        Db.all().sql("""
                update consent set ended_at = now(), ended_reason = 'ended-by-customer',
                    erase_at = now() + interval '90 days' where request_id = ?""").param(request).update();
        manage.begin(view().contactEmail());
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Tag("C12")
    @ParameterizedTest
    @EnumSource
    void composesInBothLanguagesAtEveryStep(MailKind kind) {
        RequestView real = view();
        String number = number(kind);
        for (String language : List.of("en", "fr")) {
            northwind.inTransaction(() -> everywhere(real.facts())
                .forEach(facts -> composes(kind, number, language, with(real, facts, language))));
        }
    }

    private void composes(MailKind kind, String number, String language, RequestView view) {
        Composer.Composed mail = composer.compose(view, kind, number);
        if (looked.add(List.of(kind, language, mail.sent(), mail.kept(), mail.unsubscribe() != null))) {
            isRight(mail, kind, language, kind + " in " + language + " at " + view.facts());
        }
    }

    private static void isRight(Composer.Composed mail, MailKind kind, String language, String at) {
        String sent = mail.sent().subject() + "\n" + mail.sent().text();
        String kept = mail.kept().subject() + "\n" + mail.kept().text() + mail.kept().html();

        assertThat(UNFILLED.matcher(sent).results().map(found -> found.group()).toList()).as(at + ":\n" + sent)
            .isEmpty();
        assertThat(mail.sent().language()).isEqualTo(kind.toLender() ? "en" : language);
        assertThat(SECRET.matcher(mail.sent().html()).results().map(found -> found.group()).collect(Collectors.toSet()))
            .as(at)
            .isEqualTo(SECRET.matcher(mail.sent().text())
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet()));
        assertThat(SECRET.matcher(kept).find()).as(at + ": a secret in the copy").isFalse();
        assertThat(mail.kept().text().replace("[code]", "").replaceAll("[0-9a-f-]{36}", "")).as(at)
            .doesNotContainPattern("\\b\\d{8}\\b");
        assertThat(mail.sent().text().contains("/r/")).as(at).isEqualTo(OFFERS_CHOICES.contains(kind));
        assertThat(mail.sent().text().contains("/manage.") && mail.sent().html().contains("/manage"))
            .as(at + ": where to see and end it")
            .isEqualTo(!kind.toLender());
        assertThat(mail.unsubscribe() != null).as(at).isEqualTo(kind == MailKind.REMINDER);
    }

    @Test
    @Tag("L6")
    void whatHasNoLinkInTheMailHasNothingInItsPlaceInTheCopy() {
        RequestView closed = with(view(), of(view().facts(), SomeFacts.of(RequestStatus.CANCELLED).facts()), "en");
        Composer.Composed mail = northwind
            .inTransaction(() -> composer.compose(closed, MailKind.CUSTOMER_HELP_ANSWERED, question.toString()));
        assertThat(mail.sent().text()).isEqualTo(mail.kept().text()).doesNotContain("[personal link]", "Go on");
    }

    @Test
    @Tag("L22")
    void aNoticeAboutTheContactIsNotAnsweredToTheContact() {
        RequestView view = view();
        assertThat(Addresses.of(view, MailKind.LENDER_MAIL_BOUNCED, "no-reply@x.example").replyTo().address())
            .isEqualTo("no-reply@x.example");
        assertThat(Addresses.of(view, MailKind.LENDER_CONTACT_DISPUTED, "no-reply@x.example").replyTo().address())
            .isEqualTo("no-reply@x.example");
        assertThat(Addresses.of(view, MailKind.LENDER_HELP_ASKED, "no-reply@x.example").replyTo().address())
            .isEqualTo(view.contactEmail());
    }

    @Test
    @Tag("C9")
    void oneAnswerToSeveralQuestionsIsOneMailWithAllOfThem() {
        UUID open = northwind.request(northwind.company("Acme Tooling Ltd"));
        northwind.as(() -> help.ask(open, "An earlier question?", Actor.customer(null)));
        northwind.as(() -> help.answer(open, "An earlier answer.", northwind.actor()));
        clock.advance(Duration.ofMinutes(5));
        northwind.as(() -> help.ask(open, "Is <b>this</b> right?", Actor.customer(null)));
        UUID last = northwind.as(() -> help.ask(open, "And this?", Actor.customer(null)));
        northwind.as(() -> help.answer(open, "Yes.\nBoth.", northwind.actor()));
        RequestView view = northwind.as(() -> views.get(open));

        Composer.Composed mail = northwind
            .inTransaction(() -> composer.compose(view, MailKind.CUSTOMER_HELP_ANSWERED, last.toString()));
        assertThat(mail.sent().text()).contains("> Yes.\n> Both.", "> Is <b>this</b> right?", "> And this?", "/c/")
            .doesNotContain("earlier");
        assertThat(mail.sent().html()).contains("&lt;b&gt;this&lt;/b&gt;");
        Bank contoso = fixtures.lender("Contoso Credit");
        assertThatThrownBy(
                () -> contoso.inTransaction(() -> composer.compose(view, MailKind.LENDER_HELP_ASKED, last.toString())))
            .isInstanceOf(NotFound.class);
    }

    /**
     * Every step, in an onboarding, with one more product, in a reconnection, and for
     * files.
     */
    private static List<RequestFacts> everywhere(RequestFacts real) {
        SomeFacts begun = SomeFacts.of(RequestStatus.IN_PROGRESS);
        SomeFacts selected = begun.software("quickbooks-online");
        SomeFacts consented = selected.consented(true);
        Stream<SomeFacts> open = Stream.of(begun, selected, consented, consented.sharedByFile(),
                consented.attempt(AttemptState.STARTED), consented.attempt(AttemptState.AUTHORISED),
                consented.attempt(AttemptState.TO_CHOOSE), consented.attempt(AttemptState.MISMATCHED),
                consented.attempt(AttemptState.TO_DECIDE), consented.attempt(AttemptState.REJECTED));
        Stream<SomeFacts> closed = EnumSet.complementOf(EnumSet.of(RequestStatus.IN_PROGRESS))
            .stream()
            .map(status -> SomeFacts.of(status).software("quickbooks-online").consented(true));
        List<RequestFacts> all = Stream.concat(open, closed)
            .flatMap(facts -> facts.software() == null ? Stream.of(facts.facts())
                    : Stream.concat(Stream.of(facts, facts.mends(), facts.mends().reconnection()).map(SomeFacts::facts),
                            Stream.concat(renewals(facts), Stream.of(changes(facts)))))
            .map(facts -> of(real, facts))
            .toList();
        assertThat(all.stream().map(RequestFacts::step).collect(Collectors.toSet()))
            .isEqualTo(EnumSet.allOf(RequestStep.class));
        return all;
    }

    private static RequestFacts changes(SomeFacts facts) {
        return facts.changes(new SoftwareChange(UUID.randomUUID(), "netsuite", LocalDate.parse("2026-11-01")));
    }

    private static Stream<RequestFacts> renewals(SomeFacts facts) {
        return Arrays.stream(Renewal.What.values())
            .map(what -> facts.renews(new Renewal(what, Instant.parse("2027-11-24T23:59:59Z"))));
    }

    private static RequestFacts of(RequestFacts real, RequestFacts facts) {
        return new RequestFacts(real.requestId(), real.companyId(), real.lineId(), facts.kind(), facts.status(),
                facts.software(), facts.byFile(), real.consentId(), facts.consented(), facts.attempt(),
                real.attemptId(), 1, facts.connectionId(), false, false, false, facts.renewal(), facts.change());
    }

    private static RequestView with(RequestView of, RequestFacts facts, String language) {
        return new RequestView(facts, of.reference(), of.products(), of.contactName(), of.contactEmail(), language,
                "A note.", of.requestedAt(), of.statusChangedAt(), of.dueAt(), of.openedAt(), of.signedInAt(),
                of.nextReminderAt(), of.remindersSent(), "no-permission-bills", "Our board said no.", of.flags(),
                of.doubt(), null, false, null, "We renamed the company.", of.lender(), of.company(), of.owner());
    }

    private String number(MailKind kind) {
        return switch (kind) {
            case SIGN_IN_CODE -> id("select id from sign_in_code where request_id = ?");
            case MANAGE_CODE -> Db.all()
                .sql("select id from manage_code where email = ?")
                .param(view().contactEmail())
                .query(UUID.class)
                .single()
                .toString();
            case CONSENT_RECEIPT -> id("select id from consent where request_id = ?");
            case CUSTOMER_HELP_ANSWERED, LENDER_HELP_ASKED -> question.toString();
            case CUSTOMER_STILL_CHECKING, CUSTOMER_COMPANY_REFUSED, LENDER_COMPANY_TO_DECIDE,
                    LENDER_REJECTED_THREE_TIMES ->
                id("select id from connection_attempt where request_id = ?");
            case LENDER_DATA_STALE -> clock.instant().toString();
            default -> "1";
        };
    }

    private String id(String query) {
        return Db.all().sql(query).param(request).query(UUID.class).single().toString();
    }

    private RequestView view() {
        return northwind.as(() -> views.get(request));
    }

    /** A letter's looks depend on nothing else: most steps have theirs in common. */
    private static final class RendersOnce extends LetterRenderer {

        private final Map<List<Object>, String> rendered = new HashMap<>();

        @Override
        String html(Letter letter, String sender, Locale locale) {
            return rendered.computeIfAbsent(List.of(letter, sender, locale),
                    each -> super.html(letter, sender, locale));
        }

    }

    /**
     * The receipt's papers are those of its consent, whatever has become of the request.
     */
    private static final class DocumentsOnce extends ReceiptDocuments {

        private final Map<UUID, List<Attachment>> made = new HashMap<>();

        DocumentsOnce(Consents consents) {
            super(consents);
        }

        @Override
        List<Attachment> attachments(RequestView request, UUID consentId) {
            return made.computeIfAbsent(consentId, each -> super.attachments(request, consentId));
        }

    }

}
