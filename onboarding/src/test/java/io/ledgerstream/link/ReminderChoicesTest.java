package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * The links in the feet of mails: one for each request and contact, good for the choices
 * about reminders alone.
 */
@OnboardingTest
@Tag("C9")
class ReminderChoicesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Links links;

    @Autowired
    private Invitations invitations;

    @Autowired
    private RequestViews views;

    @Autowired
    private Requests requests;

    @Autowired
    private Contacts contacts;

    @Autowired
    private MovableClock clock;

    private Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling"));
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    @Tag("C3")
    void aChoicesLinkIsNoInvitationAndAnInvitationIsNoChoicesLink() {
        String choices = token(choices());
        String invitation = token(
                northwind.inTransaction(() -> links.address(links.live(views.get(request), Duration.ZERO))));
        assertThat(invitations.choices(choices))
            .hasValueSatisfying(found -> assertThat(found.requestId()).isEqualTo(request));
        assertThat(invitations.read(choices)).isEmpty();
        assertThat(invitations.read(invitation)).isPresent();
        assertThat(invitations.choices(invitation)).isEmpty();
        assertThat(invitations.choices("x")).isEmpty();
        assertThat(invitations.choices(null)).isEmpty();
    }

    @Test
    void everyMailOfARequestCarriesTheSameOneWhichOutlivesTheInvitations() {
        URI first = choices();
        clock.advance(Duration.ofDays(15));
        northwind.inTransaction(() -> links.issue(views.get(request)));
        assertThat(choices()).isEqualTo(first);
        assertThat(state(first)).isEqualTo(Invitation.State.LIVE);
        assertThat(Db.all()
            .sql("select count(*) from link where request_id = ? and purpose = 'REMINDER_CHOICES'")
            .param(request)
            .query(Integer.class)
            .single()).isEqualTo(1);
    }

    @Test
    void itEndsWithTheDueDateAlsoWhereThatIsMoved() {
        URI address = choices();
        northwind.as(() -> requests.moveDueDate(request,
                LocalDate.now(clock.withZone(ZoneId.of("America/New_York"))).plusDays(40), northwind.actor()));
        clock.advance(Duration.ofDays(30));
        assertThat(state(address)).isEqualTo(Invitation.State.LIVE);
        assertThat(choices()).isEqualTo(address);
        assertThat(Db.all().sql("""
                select l.expires_at = r.due_at from link l join request r on r.id = l.request_id
                where r.id = ? and purpose = 'REMINDER_CHOICES'""").param(request).query(Boolean.class).single())
            .isTrue();
        clock.advance(Duration.ofDays(11));
        assertThat(state(address)).isEqualTo(Invitation.State.REQUEST_EXPIRED);
    }

    @Test
    @Tag("C3")
    void aCorrectedContactHasAnotherOneAndTheFirstIsGoodForNothing() {
        URI first = choices();
        northwind.as(() -> contacts.correct(request, "Max Weber", "max-" + request + "@customer.example",
                northwind.actor()));
        assertThat(state(first)).isNotEqualTo(Invitation.State.LIVE);
        assertThat(choices()).isNotEqualTo(first);
        assertThat(state(choices())).isEqualTo(Invitation.State.LIVE);
    }

    private URI choices() {
        return northwind.inTransaction(() -> links.choices(views.get(request)));
    }

    private Invitation.State state(URI address) {
        return invitations.choices(token(address)).orElseThrow().state();
    }

    private static String token(URI address) {
        return address.getPath().substring(3);
    }

}
