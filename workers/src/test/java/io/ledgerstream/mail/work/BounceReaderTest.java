package io.ledgerstream.mail.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.OnboardingTest;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.mail.BounceTurns;
import io.ledgerstream.mail.Bounces;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.MailState;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestViews;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import standin.mail.DeliveryReport;
import standin.mail.ReceivedMail;
import standin.mail.StandInMail;
import standin.postgres.Db;

/** From a mail to an address that bounces to the contact in doubt, by SMTP and IMAP. */
@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
@Tag("L22")
class BounceReaderTest {

    private static final StandInMail SERVER = StandInMail.shared();

    private static final String BOX = "bounces@ledgerstream.example";

    private static final String ASIDE = "Not understood";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private BounceReader reader;

    @Autowired
    private Bounces bounces;

    @Autowired
    private BounceTurns turns;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Mails mails;

    @Autowired
    private RequestViews views;

    private BounceProperties.Imap imap;

    private Bank northwind;

    private UUID request;

    private String contact;

    @BeforeEach
    void anEmptyBoxAndARequestToAContactWhoseMailsComeBack() throws MessagingException {
        SERVER.bounceProperties(BOX);
        imap = imap("bounces", false, ASIDE);
        emptied("INBOX");
        emptied(ASIDE);
        northwind = fixtures.lender("Northwind Bank");
        contact = Ids.next() + "@bounce.example";
        request = northwind.request(northwind.company(
                new NewCompany("Acme Ltd", null, "US", null, "Dora Patel", contact, null, "en", northwind.owner())));
    }

    @Test
    void aMailThatComesBackPutsItsContactInDoubt() throws Exception {
        invited();
        assertThat(subjects("INBOX")).hasSize(1);
        reader.read(imap);
        assertThat(bounced()).isTrue();
        assertThat(subjects("INBOX")).as("done with, and a copy of personal data less").isEmpty();
        assertThat(subjects(ASIDE)).isEmpty();
        reader.read(imap);
        assertThat(bounced()).isTrue();
    }

    @Test
    void aReaderThatWasKilledBeforeItDeletedReadsAgain() throws Exception {
        invited();
        assertThat(bounces.take(report().raw())).isEqualTo(Bounces.Outcome.DONE);
        reader.read(imap);
        assertThat(subjects("INBOX")).isEmpty();
        assertThat(Db.all()
            .sql("select count(*) from audit where request_id = ? and action = 'mail-returned'")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void nothingStandsInTheWayOfTheNext() throws Exception {
        put("Subject: Buy now\n\nCheap");
        put("Subject: Huge\n\n" + ("x".repeat(200) + "\n").repeat(100_000));
        put("Subject: =?broken?Q?=\nContent-Type: multipart/report; boundary=\n\n--\n");
        put("Subject: Away\nAuto-Submitted: auto-replied\n\nBack on Monday");
        put(DeliveryReport.to(BOX).about(contact, "failed", "5.1.1").text());
        invited();
        reader.read(imap);
        assertThat(bounced()).isTrue();
        assertThat(subjects("INBOX")).isEmpty();
        assertThat(subjects(ASIDE)).hasSize(4).contains("Buy now", "Huge").doesNotContain("Away");
    }

    @Test
    void whatWeFailedToRecordIsPutAsideAndCanBePutBack() throws Exception {
        invited();
        Db.all()
            .sql("alter table mail add constraint a_mistake_of_ours check (id <> '" + mail()
                    + "' or state <> 'BOUNCED')")
            .update();
        try {
            reader.read(imap);
        }
        finally {
            Db.all().sql("alter table mail drop constraint a_mistake_of_ours").update();
        }
        assertThat(bounced()).isFalse();
        assertThat(subjects(ASIDE)).hasSize(1);

        SERVER.deliver(BOX, report().raw());
        reader.read(imap);
        assertThat(bounced()).isTrue();
    }

    @Test
    void whereThereIsNoOtherFolderMessagesAreFlaggedAndLeftAlone() throws Exception {
        put("Subject: Buy now\n\nCheap");
        invited();
        BounceProperties.Imap noFolder = imap("bounces", false, "no*such");
        reader.read(noFolder);
        assertThat(bounced()).isTrue();
        assertThat(subjects("INBOX")).containsExactly("Buy now");
        reader.read(noFolder);
        assertThat(subjects("INBOX")).containsExactly("Buy now");
    }

    @Test
    void oneNodeReadsAtATime() throws Exception {
        invited();
        UUID another = Ids.next();
        assertThat(turns.take(another, Duration.ofMinutes(1))).isTrue();
        reader.read(imap);
        assertThat(bounced()).isFalse();
        turns.end(another);
        reader.read(imap);
        assertThat(bounced()).isTrue();
    }

    @Test
    void neitherAWrongPasswordNorAServerWithoutTlsIsPutUpWith() {
        assertThatThrownBy(() -> reader.read(imap("wrong", false, ASIDE))).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> reader.read(imap("bounces", true, ASIDE))).isInstanceOf(MessagingException.class);
        UUID another = Ids.next();
        assertThat(turns.take(another, Duration.ofMinutes(1))).as("the turn was given back").isTrue();
        turns.end(another);
    }

    @Test
    void theLoopReadsUntilItIsStoppedAndIsSilentWithoutAMailbox() {
        BounceLoop off = new BounceLoop(reader, new BounceProperties(Duration.ofMillis(50),
                new BounceProperties.Imap(" ", 993, null, null, true, "INBOX", ASIDE)));
        off.start();
        assertThat(off.isRunning()).isFalse();

        BounceLoop loop = new BounceLoop(reader, new BounceProperties(Duration.ofMillis(50), imap));
        loop.start();
        invited();
        Awaitility.await().until(this::bounced);
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void twoFoldersOfOneNameWouldHaveEverythingReadForEver() {
        assertThatThrownBy(() -> new BounceProperties(Duration.ofSeconds(30), imap("bounces", true, "inbox")))
            .hasMessageContaining("ledgerstream.bounces.imap.not-understood");
    }

    private static BounceProperties.Imap imap(String password, boolean tls, String aside) {
        return new BounceProperties.Imap("127.0.0.1", SERVER.imapPort(), BOX, password, tls, "INBOX", aside);
    }

    private void invited() {
        northwind.as(() -> deliveries
            .carryOut(northwind.inTransaction(() -> deliveries.begin(request, MailKind.INVITATION, "1"))));
        assertThat(SERVER.to(contact)).hasSize(1);
    }

    private UUID mail() {
        return northwind.as(() -> mails.of(request)).getFirst().id();
    }

    private boolean bounced() {
        return northwind.as(() -> mails.of(request)).getFirst().state() == MailState.BOUNCED
                && northwind.as(() -> views.get(request)).doubt() == ContactDoubt.BOUNCED;
    }

    private DeliveryReport report() {
        ReceivedMail mail = SERVER.to(contact).getFirst();
        return DeliveryReport.to(mail.sender()).about(contact, "failed", "5.1.1").returning(mail.raw());
    }

    private static void put(String message) {
        SERVER.deliver(BOX, DeliveryReport.bytes(message));
    }

    private List<String> subjects(String folder) throws MessagingException {
        return inFolder(folder, messages -> Arrays.stream(messages).map(BounceReaderTest::subject).toList());
    }

    private void emptied(String folder) throws MessagingException {
        inFolder(folder, messages -> {
            for (Message message : messages) {
                message.setFlag(jakarta.mail.Flags.Flag.DELETED, true);
            }
            return null;
        });
    }

    private <T> T inFolder(String name, Work<T> work) throws MessagingException {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect(imap.host(), imap.port(), imap.user(), imap.password());
            Folder folder = store.getFolder(name);
            if (!folder.exists()) {
                return work.on(new Message[0]);
            }
            folder.open(Folder.READ_WRITE);
            T result = work.on(folder.getMessages());
            folder.close(true);
            return result;
        }
    }

    private static String subject(Message message) {
        try {
            return String.valueOf(message.getSubject());
        }
        catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work<T> {

        T on(Message[] messages) throws MessagingException;

    }

}
