package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.postgres.Db;

@Tag("X10")
class UnopenedTest extends PageTest {

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void anInvitationThatWasAccepted() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Birchwood Joinery Ltd"));
    }

    @Test
    void anInvitationThatLiesUnopenedForThreeBusinessDaysIsPointedOutWithWhatToDo() {
        acceptedDaysAgo(8);
        assertThat(page()).contains("Not opened for three business days", "A filter may hold it back", "/for-it");
    }

    @Test
    void notBeforeThenAndNotOnceItIsOpened() {
        acceptedDaysAgo(1);
        assertThat(page()).doesNotContain("Not opened for three business days");
        acceptedDaysAgo(8);
        Db.all().sql("update mail set state = 'BOUNCED' where request_id = ?").param(request).update();
        assertThat(page()).doesNotContain("Not opened for three business days");
        acceptedDaysAgo(8);
        northwind.signedIn(request);
        assertThat(page()).doesNotContain("Not opened for three business days");
    }

    private void acceptedDaysAgo(int days) {
        Db.all().sql("delete from mail where request_id = ?").param(request).update();
        Db.all()
            .sql("""
                    insert into mail (id, lender_id, request_id, kind, number, state, by_sender,
                                      message_id, planned_at, sent_at)
                    values (?, ?, ?, 'INVITATION', '1', 'SENT', false, ?, now(), now() - make_interval(days => ?))""")
            .params(UUID.randomUUID(), northwind.id(), request, UUID.randomUUID() + "@x", days)
            .update();
    }

    private String page() {
        return new String(pages.get()
            .uri("/portal/requests/" + request)
            .with(by(northwind))
            .exchange()
            .getResponse()
            .getContentAsByteArray(), StandardCharsets.UTF_8);
    }

}
