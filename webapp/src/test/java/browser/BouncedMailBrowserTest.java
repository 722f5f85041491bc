package browser;

import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An invitation to a mailbox that is gone: taken by its server, then reported by mail, read over IMAP. */
class BouncedMailBrowserTest {

    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private final String company = "Bygone Trading " + number;

    @Test
    @Tag("L22")
    void theLenderSeesThatTheMailCameBack() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address())) {
            rita.signsIn("rita@northwind.example");
            rita.addsCompany(company, "dora." + number + "@bounce.example");
            rita.asksForData(company);
            rita.presses("Request");
            rita.follows("Continue");
            Awaitility.await().until(() -> {
                rita.opensRequestOf(company);
                return rita.page().getByText("came back: correct the contact").count() > 0;
            });
            rita.reads("Bounced");
            rita.reads("A mail has come back");
            rita.looks("60-bounced");
            rita.opens("/local/inbox");
            rita.reads("Undelivered Mail Returned to Sender");
            rita.looks("61-inbox-with-report");
        }
    }
}
