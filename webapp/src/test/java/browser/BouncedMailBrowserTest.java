package browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.process.Onboarding.Elements;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An invitation to a mailbox that is gone: taken by its server, then reported by mail,
 * read over IMAP.
 */
@Tag("journeys")
class BouncedMailBrowserTest {

    private final Stage stage = new Stage("Bygone Trading", "bounce.example");

    private final String corrected = "dora." + stage.number + "@bygone.example";

    @Test
    @Tag("L22")
    void theLenderSeesThatTheMailCameBack() {
        stage.asked();
        try (LenderPerson rita = Stage.rita()) {
            Awaitility.await().until(() -> {
                rita.opensRequestOf(stage.company);
                return rita.page().getByText("No mail reaches Dora Patel").count() > 0;
            });
            rita.reads("Bounced");
            rita.reads("A mail has come back");
            rita.looks("60-bounced");
            Awaitility.await("task of the lender")
                .until(() -> waiting().equals(List.of(Elements.CORRECT_BOUNCED_CONTACT, Elements.SELECT_SOFTWARE)));
            rita.follows("Correct contact");
            rita.reads("A mail to " + stage.contact + " was refused or came back");
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
        return Stage.database()
            .sql("select element from task where request_id = ? and closed_at is null order by element")
            .param(stage.request())
            .query(String.class)
            .list();
    }

}
