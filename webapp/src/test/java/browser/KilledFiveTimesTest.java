package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import standin.quickbooks.SampleCompany;

/**
 * The process, its engine, its database: all of it is killed (kill -9) at five places of
 * one journey and started again, with an engine that has forgotten everything. The same
 * link leads to the end, and nobody gets a second invitation.
 */
@Tag("faults")
class KilledFiveTimesTest {

    private static final String COMPANY = "Zephyr Instruments";

    private static final String CONTACT = "dora@zephyr.example";

    @TempDir
    private Path directory;

    @Test
    void theSameJourneyIsFinishedByTheSameLink() {
        try (ChildLedgerstream ledgerstream = new ChildLedgerstream(directory)) {
            ledgerstream.start();
            try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, ledgerstream.address());
                    CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, ledgerstream.address());
                    Person reader = new Person(Chromium.Look.DESKTOP, ledgerstream.address())) {
                Inbox inbox = new Inbox(reader.page);
                rita.signsIn("rita@northwind.example");
                rita.addsCompany(COMPANY, CONTACT);
                rita.asksForData(COMPANY);
                rita.presses("Request");
                rita.reads("Continue");
                String link = Inbox.link(inbox.text(CONTACT, "", 1));
                invitationIsAccepted(rita);
                again(ledgerstream); // 1: the invitation is out

                dora.opens(link);
                dora.presses("Start");
                again(ledgerstream); // 2: the code is on its way
                signIn(dora, inbox, link);
                again(ledgerstream); // 3: signed in, before the selection
                signIn(dora, inbox, link);
                dora.selectsQuickBooks();
                again(ledgerstream); // 4: selected
                signIn(dora, inbox, link);
                dora.consents();
                dora.goesToQuickBooks();
                dora.follows("Continue to QuickBooks");
                dora.allowsAtQuickBooks(SampleCompany.ZEPHYR);
                again(ledgerstream); // 5: back from the provider, while it is checked

                signIn(dora, inbox, link);
                rita.signsInIfAsked("rita@northwind.example");
                await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    rita.opens("/portal/companies");
                    assertThat(rita.row(COMPANY).innerText()).contains("Connected");
                });
                assertThat(inbox.count(CONTACT, "asks")).as("invitations").isEqualTo(1);
            }
        }
    }

    /**
     * While a mail is on its way nobody knows whether it arrived: a kill then costs
     * minutes, and at worst a second copy.
     */
    private static void invitationIsAccepted(LenderPerson rita) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            rita.opensRequestOf(COMPANY);
            assertThat(rita.page.locator("main").innerText()).contains("Accepted by their server");
        });
    }

    private static void again(ChildLedgerstream ledgerstream) {
        ledgerstream.kill();
        ledgerstream.start();
    }

    /** Opens the link; a session that was lost with the process asks for a new code. */
    private void signIn(CustomerPerson dora, Inbox inbox, String link) {
        dora.opens(link);
        if (dora.has("Start")) {
            dora.presses("Start");
        }
        if (dora.address().endsWith("/journey/code")) {
            dora.entersTheCode(Inbox.code(inbox.text(CONTACT, "code", 1)));
        }
    }

}
