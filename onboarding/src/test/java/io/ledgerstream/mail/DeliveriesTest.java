package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.mail.Delivery.Later;
import io.ledgerstream.mail.Delivery.Over;
import io.ledgerstream.mail.Delivery.ToSend;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import standin.mail.ReceivedMail;
import standin.mail.StandInMail;
import standin.postgres.StandInPostgres;

@OnboardingTest
class DeliveriesTest {

    private static final StandInMail INBOX = StandInMail.shared();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Mails mails;

    @Autowired
    private RequestViews views;

    @Autowired
    private ReturnPaths returnPaths;

    @Autowired
    private MovableClock clock;

    private final JdbcClient database = JdbcClient.create(StandInPostgres.shared().superuser());

    private Bank northwind;

    private Bank contoso;

    private UUID request;

    private String contact;

    @BeforeEach
    void anInvitationIsToBeSent() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        UUID acme = northwind.company("Acme Ltd");
        request = northwind.request(acme, "We spoke on the phone.");
        contact = northwind.contactEmail(acme);
    }

    @AfterEach
    void healthy() {
        INBOX.healthy();
        clock.reset();
    }

    @Test
    @Tag("P6")
    void anInvitationGoesOutOnceHoweverOftenItIsAskedFor() {
        assertThat(deliver()).isEqualTo(new Over(MailState.SENT, null));
        assertThat(deliver()).isEqualTo(new Over(MailState.SENT, null));

        ReceivedMail mail = INBOX.await(contact, "Northwind Bank asks Acme Ltd");
        assertThat(INBOX.to(contact)).hasSize(1);
        assertThat(mail.header("From").getFirst())
            .isEqualTo("Northwind Bank via Ledgerstream <no-reply@ledgerstream.example>");
        assertThat(mail.header("Reply-To").getFirst()).isEqualTo("Rita Moreno <" + northwind.ownerEmail() + ">");
        assertThat(mail.header("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN, OOF, AutoReply");
        assertThat(mail.header("Date")).hasSize(1);
        assertThat(mail.header("List-Unsubscribe")).as("an invitation is no reminder").isEmpty();
        assertThat(returnPaths.mail(mail.sender())).as("bounces tell which mail").contains(idOfMail());
        assertThat(mail.header("Message-ID").getFirst()).isEqualTo("<" + idOfMail() + "@ledgerstream>");
        assertThat(mail.link("/c/")).startsWith("http://localhost:8080/c/").isIn(mail.htmlLinks());
        assertThat(mail.text()).contains("Dora Patel", "Rita Moreno", "> We spoke on the phone.", "+1 212 555 0142",
                "payroll");
    }

    @Test
    void manyAtOnceSendOne() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Delivery> all = threads
                .invokeAll(IntStream.range(0, 8)
                    .mapToObj(n -> (java.util.concurrent.Callable<Delivery>) this::deliver)
                    .toList())
                .stream()
                .map(java.util.concurrent.Future::resultNow)
                .toList();
            assertThat(all).anyMatch(new Over(MailState.SENT, null)::equals)
                .allMatch(d -> d instanceof Later || d.equals(new Over(MailState.SENT, null)));
        }
        catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(INBOX.to(contact)).hasSize(1);
    }

    @Test
    @Tag("L22")
    void aRefusalForGoodIsNotTriedAgainAndIsFlagged() {
        INBOX.refuse(contact);

        assertThat(deliver()).isEqualTo(new Over(MailState.REJECTED, "550 5.1.1"));
        INBOX.healthy();
        assertThat(deliver()).isEqualTo(new Over(MailState.REJECTED, "550 5.1.1"));
        assertThat(INBOX.to(contact)).isEmpty();
        assertThat(northwind.as(() -> views.get(request)).flags()).containsExactly(Flag.MAIL_BOUNCED);
    }

    @Test
    @Tag("L22")
    void aLaterMailThatIsRefusedIsToldToTheProcess() {
        deliver();
        INBOX.refuse(contact);
        Delivery reminder = northwind.inTransaction(() -> deliveries.begin(request, MailKind.REMINDER, "1"));
        assertThat(northwind.as(() -> deliveries.carryOut(reminder)))
            .isEqualTo(new Over(MailState.REJECTED, "550 5.1.1"));

        assertThat(northwind.as(() -> views.get(request)).doubt()).isEqualTo(ContactDoubt.BOUNCED);
        assertThat(database.sql("select count(*) from outbox where request_id = ? and name = 'mail-bounced'")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void aServerThatIsNotReadyIsAskedAgainLater() {
        INBOX.refuse(contact, "450 4.2.1 mailbox busy");
        assertThat(deliver()).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.in()).isPositive();
            assertThat(later.why()).contains("450 4.2.1").doesNotContain(contact);
        });
        assertThat(begin()).as("not before the back-off is over").isInstanceOf(Later.class);

        INBOX.healthy();
        INBOX.refuseAll("421 4.3.2 shutting down");
        clock.advance(Duration.ofMinutes(6));
        assertThat(deliver()).isInstanceOf(Later.class);

        INBOX.healthy();
        clock.advance(Duration.ofMinutes(6));
        assertThat(deliver()).isEqualTo(new Over(MailState.SENT, null));
        assertThat(INBOX.to(contact)).hasSize(1);
    }

    @Test
    void aLostAnswerIsFollowedByOneMoreWithTheSameIdAndLink() {
        INBOX.dropBeforeAnswering(1);
        assertThat(deliver()).isInstanceOf(Later.class);
        assertThat(line().state()).isEqualTo(MailState.UNKNOWN);

        clock.advance(Duration.ofMinutes(6));
        assertThat(deliver()).isEqualTo(new Over(MailState.SENT, null));

        List<ReceivedMail> twice = INBOX.to(contact);
        assertThat(twice).hasSize(2);
        assertThat(twice.get(0).header("Message-ID")).isEqualTo(twice.get(1).header("Message-ID"));
        assertThat(twice.get(0).link("/c/")).isEqualTo(twice.get(1).link("/c/"));
        assertThat(line().perhapsTwice()).isTrue();
    }

    @Test
    void twoLostAnswersAreTheEndAndAreFlagged() {
        INBOX.dropBeforeAnswering(2);
        deliver();
        clock.advance(Duration.ofMinutes(6));
        assertThat(deliver()).isEqualTo(new Over(MailState.UNKNOWN, null));
        clock.advance(Duration.ofDays(1));
        assertThat(deliver()).isEqualTo(new Over(MailState.UNKNOWN, "no answer"));
        assertThat(INBOX.to(contact)).hasSize(2);
        assertThat(northwind.as(() -> views.get(request)).flags()).containsExactly(Flag.MAIL_UNKNOWN);
    }

    @Test
    void aLiveLeaseKeepsOthersAwayAndAnEndedOneIsADoubt() {
        Attempt first = ((ToSend) begin()).attempt();
        assertThat(begin()).isInstanceOf(Later.class);

        database.sql("update mail set leased_until = now() - interval '1 second' where id = ?")
            .param(first.mailId())
            .update();
        assertThat(begin()).isInstanceOf(Later.class);
        assertThat(line().state()).isEqualTo(MailState.UNKNOWN);
        clock.advance(Duration.ofMinutes(6));
        Attempt second = ((ToSend) begin()).attempt();
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.composed().sent().text()).isEqualTo(first.composed().sent().text());

        assertThat(northwind.as(() -> deliveries.send(first))).as("the late one got through after all")
            .isEqualTo(new Over(MailState.SENT, null));
        assertThat(begin()).isEqualTo(new Over(MailState.SENT, null));
    }

    @Test
    void aServerWithoutTlsGetsNothingUnlessItIsOnThisMachine() {
        JavaMailSenderImpl strict = new JavaMailSenderImpl();
        strict.setHost("127.0.0.1");
        strict.setPort(INBOX.smtpPort());
        YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
        defaults.setResources(new ClassPathResource("ledgerstream.yml"));
        defaults.getObject()
            .forEach((key, value) -> strict.getJavaMailProperties()
                .put(key.toString().replace("spring.mail.properties.", ""), value.toString()));

        assertThat(new MailServer(strict, returnPaths).send(((ToSend) begin()).attempt()))
            .isInstanceOf(MailServer.NotReady.class);
        assertThat(INBOX.to(contact)).isEmpty();
    }

    @Test
    void nothingIsSentWithinATransaction() {
        Attempt attempt = ((ToSend) begin()).attempt();
        assertThatThrownBy(() -> northwind.inTransaction(() -> deliveries.send(attempt)))
            .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRequestThatHasEndedInvitesNobody() {
        northwind.cancel(request, null);
        assertThat(begin()).isEqualTo(new Over(MailState.DROPPED, null));
        assertThat(INBOX.to(contact)).isEmpty();
    }

    @Test
    @Tag("L6")
    void whatIsKeptCarriesNoLink() {
        deliver();
        String token = INBOX.await(contact, "asks").link("/c/").replaceAll(".*/c/", "");

        MailContent copy = northwind.as(() -> mails.copy(line().id()));
        assertThat(copy.text()).contains("[personal link]").doesNotContain(token);
        assertThat(copy.html()).contains("[personal link]").doesNotContain(token, "href");
        assertThat(copy.from()).startsWith("Northwind Bank via Ledgerstream");
        assertThat(database.sql("select row_to_json(m)::text from mail m where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).doesNotContain(token);
        assertThat(line().state().words()).isEqualTo("Accepted by their server");
    }

    @Test
    void anotherLenderSeesNoneOfIt() {
        deliver();
        UUID id = line().id();
        assertThat(contoso.as(() -> mails.of(request))).isEmpty();
        assertThatThrownBy(() -> contoso.as(() -> mails.copy(id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> contoso.as(() -> deliveries.begin(id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> contoso.as(() -> mails.resend(request, contoso.actor()))).isInstanceOf(NotFound.class);
    }

    private Delivery deliver() {
        Delivery begun = begin();
        return begun instanceof ToSend toSend ? northwind.as(() -> deliveries.send(toSend.attempt())) : begun;
    }

    private Delivery begin() {
        return northwind.inTransaction(() -> deliveries.begin(request, MailKind.INVITATION, "1"));
    }

    private MailLine line() {
        return northwind.as(() -> mails.of(request)).getFirst();
    }

    private UUID idOfMail() {
        return line().id();
    }

}
