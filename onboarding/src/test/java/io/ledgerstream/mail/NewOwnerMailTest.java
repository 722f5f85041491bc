package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Owners;
import io.ledgerstream.lender.Role;
import io.ledgerstream.outbox.MailKind;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.mail.ReceivedMail;
import standin.mail.StandInMail;

/** Somebody leaves the lender while their customer is on the way. */
@OnboardingTest
@Tag("X9")
class NewOwnerMailTest {

    private static final StandInMail INBOX = StandInMail.shared();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Owners owners;

    @Test
    void theNextMailNamesTheNewOwnerAndTheLinkWorksOn() {
        Bank northwind = fixtures.lender("Northwind Bank");
        UUID ada = northwind.user("Ada Admin", Role.ADMIN);
        UUID sam = northwind.user("Sam Successor", Role.RELATIONSHIP_MANAGER);
        UUID acme = northwind.company("Acme Ltd");
        UUID request = northwind.request(acme);
        String contact = northwind.contactEmail(acme);
        send(northwind, request, MailKind.INVITATION);
        ReceivedMail before = INBOX.await(contact, "asks");
        assertThat(before.header("Reply-To").getFirst()).startsWith("Rita Moreno");

        northwind.as(() -> owners.leaves(northwind.owner(), sam, Actor.user(ada)));

        send(northwind, request, MailKind.REMINDER);
        ReceivedMail next = INBOX.await(contact, "Reminder");
        assertThat(next.header("Reply-To").getFirst()).startsWith("Sam Successor <relationship_manager");
        assertThat(next.text()).contains("Sam Successor").doesNotContain("Rita Moreno");
        assertThat(next.html()).contains("Sam Successor").doesNotContain("Rita Moreno");
        assertThat(next.link("/c/")).isEqualTo(before.link("/c/"));
    }

    private void send(Bank bank, UUID request, MailKind kind) {
        Delivery begun = bank.inTransaction(() -> deliveries.begin(request, kind, "1"));
        bank.as(() -> deliveries.carryOut(begun));
    }

}
