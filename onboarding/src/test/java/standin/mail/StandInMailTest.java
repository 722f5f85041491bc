package standin.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import standin.postgres.StandInPostgres;

class StandInMailTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final StandInMail mail = StandInMail.start(Clock.fixed(NOON, ZoneOffset.UTC));

    @AfterEach
    void stop() throws Exception {
        mail.close();
    }

    @Test
    void givesAMailBackAsItWasSent() {
        send("Dora@Acme.example", "Überweisung für Acme");

        ReceivedMail received = mail.await("dora@acme.example", "Acme");
        assertThat(received.subject()).isEqualTo("Überweisung für Acme");
        assertThat(received.sender()).isEqualTo("bounces+1@ledgerstream.example");
        assertThat(received.receivedAt()).isEqualTo(NOON);
        assertThat(received.text()).contains(".a line with a full stop").contains("élan");
        assertThat(received.html()).contains("<a href=");
        assertThat(received.links()).containsExactly("http://localhost:8080/i/abc?x=1&y=2");
        assertThat(received.htmlLinks()).containsExactly("http://localhost:8080/i/abc?x=1&y=2");
        assertThat(received.link("/i/")).endsWith("y=2");
        assertThat(received.code()).isEqualTo("12345678");
        assertThat(received.header("Reply-To")).containsExactly("owner@bank.example");
    }

    @Test
    void givesMailsOutByImap() throws Exception {
        mail.mailbox("bounces@ledgerstream.example", "secret");
        send("bounces@ledgerstream.example", "Undelivered");
        mail.await("bounces@ledgerstream.example", "Undelivered");

        assertThat(subjectsByImap(mail, "bounces@ledgerstream.example", "secret")).containsExactly("Undelivered");
    }

    @Test
    void givesBackWhatGoesToAnAddressThatBounces() throws Exception {
        mail.bounceProperties("bounces@ledgerstream.example");
        for (String address : new String[] { "dora@bounce.example", "bounces-dora@acme.example",
                "dora@acme.example" }) {
            send(address, "Hello " + address);
            assertThat(mail.to(address)).as("taken all the same").hasSize(1);
        }

        assertThat(mail.to("bounces+1@ledgerstream.example")).hasSize(2).allSatisfy(report -> {
            assertThat(report.sender()).as("nothing comes back of what came back").isEmpty();
            assertThat(report.text()).contains("could not be delivered");
        });
        assertThat(subjectsByImap(mail, "bounces@ledgerstream.example", "bounces")).hasSize(2)
            .containsOnly("Undelivered Mail Returned to Sender");
    }

    @Test
    void refusesARecipientOnRequest() {
        mail.refuse("gone@acme.example");

        assertThatThrownBy(() -> send("gone@acme.example", "Hello")).isInstanceOf(MailException.class)
            .hasStackTraceContaining("550 5.1.1");
        assertThat(mail.mails()).isEmpty();

        mail.healthy();
        send("gone@acme.example", "Hello");
        assertThat(mail.to("gone@acme.example")).hasSize(1);
    }

    @Test
    void dropsTheConnectionAfterTakingTheMail() {
        mail.dropBeforeAnswering(1);

        assertThatThrownBy(() -> send("dora@acme.example", "Hello")).isInstanceOf(MailException.class);
        assertThat(mail.to("dora@acme.example")).as("taken all the same").hasSize(1);

        send("dora@acme.example", "Hello");
        assertThat(mail.to("dora@acme.example")).hasSize(2);
    }

    @Test
    void losesTheMailWithTheConnection() {
        mail.dropBeforeStoring(1);

        assertThatThrownBy(() -> send("dora@acme.example", "Hello")).isInstanceOf(MailException.class);
        assertThat(mail.mails()).isEmpty();
    }

    @Test
    void takesNothingWhileItShutsDown() {
        mail.refuseAll("421 4.3.2 shutting down");

        assertThatThrownBy(() -> send("dora@acme.example", "Hello")).hasStackTraceContaining("421");
    }

    @Test
    void refusesWhatARealServerRefuses() {
        assertThat(MailRules.path("RCPT TO:<dora@acme.example>")).isEmpty();
        assertThat(MailRules.path("MAIL FROM:<>")).isEmpty();
        for (String path : new String[] { "<dora>", "<dora@>", "dora@acme.example", "<a@b,c@d>", "<do ra@acme.example>",
                "<>" }) {
            assertThat(MailRules.path("RCPT TO:" + path)).as(path).isPresent();
        }
        assertThat(MailRules.path("RCPT TO:<dörte@acme.example>"))
            .hasValueSatisfying(reply -> assertThat(reply).startsWith("553"));

        String headers = "From: a@b.example\r\nTo: c@d.example\r\nDate: now\r\nMessage-ID: <1@b>\r\nSubject: x\r\n";
        assertThat(content(headers + "\r\ntext")).isEmpty();
        assertThat(content(headers + "From: e@f.example\r\n\r\ntext")).contains("2 headers from");
        assertThat(content(headers.replace("Message-ID: <1@b>\r\n", "") + "\r\ntext")).contains("0 headers message-id");
        assertThat(content(headers.replace("x\r\n", "ü\r\n") + "\r\ntext")).contains("ASCII");
        assertThat(content(headers + "\r\n" + "x".repeat(999))).contains("998");
    }

    @Test
    void keptMailsAreThereAfterAKill() throws Exception {
        var database = StandInPostgres.shared().superuser();
        try (StandInMail first = StandInMail.keptIn(database, Clock.systemUTC())) {
            first.clear();
            send(first, "dora@acme.example", "Kept");
        }
        try (StandInMail second = StandInMail.keptIn(database, Clock.systemUTC())) {
            assertThat(second.to("dora@acme.example", "Kept")).singleElement()
                .satisfies(kept -> assertThat(kept.code()).isEqualTo("12345678"));
            second.mailbox("dora@acme.example", "secret");
            assertThat(subjectsByImap(second, "dora@acme.example", "secret")).containsExactly("Kept");
            second.clear();
        }
    }

    private static String content(String message) {
        return MailRules.content(message.getBytes(StandardCharsets.UTF_8)).orElse("");
    }

    private static java.util.List<String> subjectsByImap(StandInMail mail, String user, String password)
            throws Exception {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", mail.imapPort(), user, password);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var subjects = new java.util.ArrayList<String>();
            for (var message : inbox.getMessages()) {
                subjects.add(message.getSubject());
            }
            return subjects;
        }
    }

    private void send(String recipient, String subject) {
        send(mail, recipient, subject);
    }

    private static void send(StandInMail server, String recipient, String subject) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.smtpPort());
        sender.getJavaMailProperties().setProperty("mail.smtp.from", "bounces+1@ledgerstream.example");
        MimeMessage message = sender.createMimeMessage();
        try {
            var helper = new MimeMessageHelper(message, true, "UTF-8");
            helper.setFrom("no-reply@ledgerstream.example");
            helper.setReplyTo("owner@bank.example");
            helper.setTo(recipient);
            helper.setSubject(subject);
            helper.setText(
                    "Your code:\n\n1234 5678\n\n.a line with a full stop, élan\nhttp://localhost:8080/i/abc?x=1&y=2.\n",
                    "<p><a href=\"http://localhost:8080/i/abc?x=1&amp;y=2\">Start</a></p>");
        }
        catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
        sender.send(message);
    }

}
