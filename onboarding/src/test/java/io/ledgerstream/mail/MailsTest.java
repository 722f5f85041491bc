package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.mail.ReceivedMail;
import standin.mail.StandInMail;
import standin.postgres.StandInPostgres;

@OnboardingTest
class MailsTest {

    private static final StandInMail INBOX = StandInMail.shared();

    private static final String HOSTILE = "Acme <b>\r\nBcc: all@evil.example, \u202E\"Ltd\"";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Mails mails;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private MovableClock clock;

    private final JdbcClient database = JdbcClient.create(StandInPostgres.shared().superuser());

    private Bank northwind;

    private Bank contoso;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    @Tag("L3")
    void thePreviewIsTheMailThatGoesOutButForItsLink() {
        UUID acme = northwind.company("Acme Ltd");
        NewRequest wanted = new NewRequest(acme, Set.of(Product.SPEND_ANALYSIS), "We spoke on the phone.", null, "fr");
        MailContent preview = northwind.as(() -> mails.preview(wanted));
        assertThat(mailsInDatabase()).isZero();

        UUID request = northwind.request(acme, "We spoke on the phone.");
        database.sql("update request set language = 'fr' where id = ?").param(request).update();
        send(northwind, request, MailKind.INVITATION, "1");
        ReceivedMail sent = INBOX.await(northwind.contactEmail(acme), "demande");

        assertThat(preview.subject()).isEqualTo(sent.subject());
        assertThat(preview.text()).isEqualToNormalizingNewlines(
                sent.text().replace(sent.link("/c/"), "[personal link]").replace(sent.link("/r/"), "[personal link]"));
        assertThat(preview.html()).contains("[personal link]").doesNotContain("href");
        assertThat(preview.from() + preview.to()).isEqualTo(
                "Northwind Bank via Ledgerstream <no-reply@ledgerstream.example>" + northwind.contactEmail(acme));
        assertThatThrownBy(() -> contoso.as(() -> mails.preview(wanted))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> northwind.as(() -> mails.preview(new NewRequest(acme, Set.of(), null, null, "en"))))
            .isInstanceOf(Refused.class);
    }

    @Test
    void aReminderIsPreviewedAsItWouldGoOutNow() {
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        northwind.atConsent(request);
        assertThat(northwind.as(() -> mails.previewReminder(request)).text())
            .contains("You have chosen QuickBooks Online", "[personal link]");
        assertThatThrownBy(() -> contoso.as(() -> mails.previewReminder(request))).isInstanceOf(NotFound.class);
        northwind.cancel(request, null);
        assertThatThrownBy(() -> northwind.as(() -> mails.previewReminder(request))).isInstanceOf(Refused.class);
    }

    @Test
    void namesCannotAddHeadersOrRecipients() {
        Bank hostile = fixtures.lender(HOSTILE);
        UUID acme = hostile.company(HOSTILE, HOSTILE, "US", "en");
        UUID request = hostile.request(acme, "Note\r\n.\r\nQUIT <script>alert(1)</script>");
        send(hostile, request, MailKind.INVITATION, "1");

        ReceivedMail mail = INBOX.await(hostile.contactEmail(acme), "asks");
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.header("To")).hasSize(1);
        assertThat(mail.subject())
            .isEqualTo("Acme <b> Bcc: all@evil.example, \"Ltd\" asks Acme <b> Bcc: all@evil.example, \"Ltd\" to share "
                    + "accounting data");
        assertThat(mail.html()).contains("Acme &lt;b&gt;", "&lt;script&gt;").doesNotContain("<script", "<b>");
        assertThat(mail.text()).contains("> QUIT <script>");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutAskingAServer() {
        UUID acme = northwind.company("Acme Ltd");
        UUID request = northwind.request(acme);
        for (String address : new String[] { "a@b.example, c@d.example", "a@b.example\r\nRCPT TO:<c@d.example>",
                "a b@c.example", "nobody" }) {
            database.sql("update request set contact_email = ? where id = ?").params(address, request).update();
            assertThat(send(northwind, request, MailKind.NEW_LINK, address))
                .isEqualTo(new Delivery.Over(MailState.REJECTED, "malformed address"));
        }
    }

    @Test
    void aLinkWithUnderThreeDaysLeftIsReplacedInTheNextMail() {
        UUID acme = northwind.company(new NewCompany("Acme Ltd", null, "US", null, "Dora",
                "dora-" + UUID.randomUUID() + "@customer.example", null, "en", northwind.owner()));
        UUID request = northwind.request(acme);
        send(northwind, request, MailKind.INVITATION, "1");
        String first = INBOX.await(northwind.contactEmail(acme), "asks").link("/c/");

        clock.advance(Duration.ofDays(10));
        send(northwind, request, MailKind.REMINDER, "1");
        assertThat(INBOX.await(northwind.contactEmail(acme), "Reminder").link("/c/")).as("four days left")
            .isEqualTo(first);
        clock.advance(Duration.ofDays(2));
        send(northwind, request, MailKind.REMINDER, "2");
        assertThat(INBOX.await(northwind.contactEmail(acme), "Reminder", 2).link("/c/")).as("two days left")
            .isNotEqualTo(first);
    }

    @Test
    @Tag("C9")
    void aReminderIsStoppedByTheMailProgramsOwnButtonAndNoOtherMailIs() {
        UUID acme = northwind.company("Acme Ltd");
        UUID request = northwind.request(acme);
        send(northwind, request, MailKind.INVITATION, "1");
        ReceivedMail invitation = INBOX.await(northwind.contactEmail(acme), "asks");
        send(northwind, request, MailKind.REMINDER, "1");
        ReceivedMail reminder = INBOX.await(northwind.contactEmail(acme), "Reminder");
        assertThat(invitation.header("List-Unsubscribe")).isEmpty();
        assertThat(reminder.header("List-Unsubscribe")).containsExactly("<" + reminder.link("/r/") + ">");
        assertThat(reminder.header("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(reminder.link("/r/")).isEqualTo(invitation.link("/r/"));
    }

    private Delivery send(Bank bank, UUID request, MailKind kind, String number) {
        Delivery begun = bank.inTransaction(() -> deliveries.begin(request, kind, number));
        return bank.as(() -> deliveries.carryOut(begun));
    }

    private long mailsInDatabase() {
        return database.sql("select count(*) from mail where lender_id = ?")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

}
