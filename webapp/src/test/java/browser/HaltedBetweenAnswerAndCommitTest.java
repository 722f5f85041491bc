package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import standin.quickbooks.SampleCompany;

/**
 * The process dies when QuickBooks has issued tokens and nothing of them is kept: first
 * as the customer comes back, then, connected all the same, as access is renewed. Each
 * time a mail of ours leads the customer on; nothing ends in silence.
 */
@Tag("faults")
class HaltedBetweenAnswerAndCommitTest {

    private static final String COMPANY = "Zephyr Instruments";

    private static final String CONTACT = "dora@zephyr.example";

    @TempDir
    private Path directory;

    @Test
    void theCustomerIsAskedByMailEachTimeAndEndsConnected() {
        try (ChildLedgerstream ledgerstream = new ChildLedgerstream(directory)) {
            ledgerstream.startToBeHaltedAfter("exchange");
            try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, ledgerstream.address());
                    CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, ledgerstream.address());
                    Person reader = new Person(Chromium.Look.DESKTOP, ledgerstream.address())) {
                Inbox inbox = new Inbox(reader.page);
                rita.signsIn("rita@northwind.example");
                rita.addsCompany(COMPANY, CONTACT);
                rita.asksForData(COMPANY);
                rita.presses("Request");
                rita.reads("Continue");
                signIn(dora, inbox, Inbox.link(inbox.text(CONTACT, "", 1)), 1);
                dora.selectsQuickBooks();
                dora.consents();
                comesBackToNobody(dora);
                ledgerstream.isHalted();

                ledgerstream.start();
                forward(reader, "1 hour");
                String link = Inbox.link(inbox.text(CONTACT, "Please connect QuickBooks Online again", 1));
                signIn(dora, inbox, link, 2);
                dora.reads("something broke off before the access was kept");
                dora.goesToQuickBooks();
                dora.follows("Continue to QuickBooks");
                dora.allowsAtQuickBooks(SampleCompany.ZEPHYR);
                isConnected(rita);
                ledgerstream.kill();

                ledgerstream.startToBeHaltedAfter("renew");
                for (int week = 0; week < 8; week++) {
                    if (!forwardUnlessHalted(reader)) {
                        break;
                    }
                }
                ledgerstream.isHalted();

                ledgerstream.start();
                assertThat(Inbox.link(inbox.text(CONTACT, "Please reconnect QuickBooks Online", 1))).isNotEqualTo(link);
                rita.signsInIfAsked("rita@northwind.example");
                rita.opens("/portal/companies");
                assertThat(rita.row(COMPANY).innerText()).contains("Access lost");
            }
        }
    }

    /** Her browser shows an error of its own. */
    private static void comesBackToNobody(CustomerPerson dora) {
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        try {
            dora.allowsAtQuickBooks(SampleCompany.ZEPHYR);
        }
        catch (PlaywrightException e) {
            assertThat(e).hasMessageContaining("ERR_");
        }
    }

    private static void isConnected(LenderPerson rita) {
        rita.signsInIfAsked("rita@northwind.example");
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            rita.opens("/portal/companies");
            rita.signsInIfAsked("rita@northwind.example");
            assertThat(rita.row(COMPANY).innerText()).contains("Connected");
        });
    }

    private static void forward(Person reader, String by) {
        reader.opens("/local/clock");
        reader.presses("+ " + by);
        reader.reads("The clock went forward by " + by);
    }

    /**
     * It may die at any moment once half of the refresh token's hundred days have passed.
     */
    private static boolean forwardUnlessHalted(Person reader) {
        try {
            forward(reader, "7 days");
            return true;
        }
        catch (PlaywrightException | AssertionError e) {
            return false;
        }
    }

    private void signIn(CustomerPerson dora, Inbox inbox, String link, int codes) {
        dora.opens(link);
        if (dora.has("Start")) {
            dora.presses("Start");
        }
        if (dora.address().endsWith("/journey/code")) {
            dora.entersTheCode(Inbox.code(inbox.text(CONTACT, "code", codes)));
        }
    }

}
