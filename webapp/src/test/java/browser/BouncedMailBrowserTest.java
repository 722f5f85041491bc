package browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.process.Onboarding.Elements;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An invitation to a mailbox that is gone: taken by its server, then reported by mail,
 * read over IMAP.
 */
class BouncedMailBrowserTest {

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String contact = "dora." + number + "@bounce.example";

    private final String corrected = "dora." + number + "@bygone.example";

    private final String company = "Bygone Trading " + number;

    @Test
    @Tag("L22")
    void theLenderSeesThatTheMailCameBack() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address())) {
            rita.signsIn("rita@northwind.example");
            rita.addsCompany(company, contact);
            rita.asksForData(company);
            rita.presses("Request");
            rita.follows("Continue");
            Awaitility.await().until(() -> {
                rita.opensRequestOf(company);
                return rita.page().getByText("No mail reaches Dora Patel").count() > 0;
            });
            rita.reads("Bounced");
            rita.reads("A mail has come back");
            rita.looks("60-bounced");
            Awaitility.await("task of the lender")
                .until(() -> waiting().equals(List.of(Elements.CORRECT_BOUNCED_CONTACT, Elements.SELECT_SOFTWARE)));
            rita.follows("Correct contact");
            rita.reads("A mail to " + contact + " was refused or came back");
            rita.looks("60-correct-contact");
            rita.enters("Contact’s e-mail", "dora.");
            rita.presses("Save and invite");
            rita.reads("Enter one e-mail address");
            rita.looks("60-correct-contact-error");
            rita.enters("Contact’s e-mail", corrected);
            rita.presses("Save and invite");
            rita.reads("Contact corrected");
            assertThat(rita.page().getByText("No mail reaches").count()).isZero();
            rita.looks("60-corrected");
            Local.running().outside().mail().await(corrected, "asks");
            rita.opens("/local/inbox");
            rita.reads("Undelivered Mail Returned to Sender");
            rita.looks("61-inbox-with-report");
        }
    }

    private List<String> waiting() {
        return JdbcClient.create(Local.running().outside().postgres().superuser())
            .sql("""
                    select element from task t join request r on r.id = t.request_id where r.contact_email = ? and t.closed_at is null
                    order by element""")
            .param(contact)
            .query(String.class)
            .list();
    }

}
