package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * What was connected once is connected again: after access was taken away over there, and
 * after the customer had ended the sharing.
 */
class ReconnectBrowserTest {

    private static final SampleCompany BOOKS = SampleCompany.ZEPHYR;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage = new Stage("Zephyr Instruments t/a Zeph", "zephyr.example");

    @Test
    @Tag("S4")
    void whereAccessIsTakenAwayOneSignInBringsBackTheSameConnectionAndWhatChangedMeanwhile() {
        isReconnected(Chromium.Look.DESKTOP);
    }

    @Test
    @Tag("journeys")
    @Tag("S4")
    void bringsThemBackWithoutScriptsToo() {
        isReconnected(Chromium.Look.WITHOUT_SCRIPTS);
    }

    private void isReconnected(Chromium.Look look) {
        stage.read(BOOKS);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(look)) {
            List<UUID> before = connections();
            int bills = bills();

            pressesInTheirBooks(dora, "Disconnect");
            pressesInTheirBooks(dora, "Add a bill");
            rita.opensRequestOf(stage.company);
            rita.follows("Data and history");
            rita.presses("Refresh now");
            ReceivedMail asked = stage.mail("Please reconnect QuickBooks Online");
            assertThat(asked.text()).contains("no longer lets us read", "sign in to QuickBooks Online once more",
                    "The consent still holds");
            rita.opens("/portal/companies");
            rita.seesStatus(stage.company, "Access lost");

            dora.opens(asked.link("/c/"));
            dora.reads("to connect its accounting software again");
            dora.looks("340-reconnect-start");
            dora.presses("Start");
            dora.entersTheCode(stage.mail("Your code, sent", 2).code());
            dora.reads("Step 1 of 2");
            dora.looks("341-reconnect");
            goesThroughQuickBooks(dora);
            dora.reads("QuickBooks Online is connected again");
            dora.looks("342-reconnected");
            assertThat(stage.mail("is connected again").text()).contains("from QuickBooks Online again");
            assertThat(connections()).as("the same connection").isEqualTo(before);
            await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bills()).as("the gap is closed").isEqualTo(bills + 1));
            dora.hadNothingToComplainOf();
            rita.opens("/portal/companies");
            rita.seesStatus(stage.company, "Connected");
        }
    }

    @Test
    @Tag("journeys")
    @Tag("X19")
    void whoEndedTheSharingAndIsAskedAgainConnectsTheSameBooksAndHasTheSameConnection() {
        stage.read(BOOKS);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(Chromium.Look.DESKTOP)) {
            List<UUID> before = connections();
            int bills = bills();
            dora.opens("/manage");
            dora.enters("Your e-mail address", stage.contact);
            dora.presses("Send me a code");
            dora.entersTheCode(stage.mail("manage what you share").code());
            dora.follows("End this sharing");
            dora.presses("End the sharing");
            dora.reads("The sharing has ended");
            stage.mail("no longer share");

            rita.opens("/portal/companies");
            rita.seesStatus(stage.company, "Disconnected");
            rita.opens("/portal/companies/" + stage.companyId() + "/request");
            rita.ticks("Spend analysis");
            rita.presses("Preview e-mail");
            rita.presses("Request");
            rita.reads("Request sent");
            dora.opens(stage.mail("asks", 2).link("/c/"));
            dora.presses("Start");
            dora.entersTheCode(stage.mail("Your code, sent", 2).code());
            dora.selectsQuickBooks();
            dora.consents();
            goesThroughQuickBooks(dora);
            dora.looks("345-connected-anew");
            assertThat(connections()).as("the same connection").isEqualTo(before);
            pressesInTheirBooks(dora, "Add a bill");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(bills()).isEqualTo(bills + 1));
            rita.opensRequestOf(stage.company);
            rita.follows("Data and history");
            rita.looks("346-connected-anew");
            dora.hadNothingToComplainOf();
            rita.hadNothingToComplainOf();
        }
    }

    private static void goesThroughQuickBooks(CustomerPerson dora) {
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(BOOKS);
        dora.waitsUntilConnected();
    }

    /** On the page of the software itself, as its administrator. */
    private static void pressesInTheirBooks(CustomerPerson dora, String button) {
        dora.page.navigate(Local.running().outside().quickBooks().base());
        dora.page.locator("#c" + BOOKS.realmId()).getByText(button).click();
        dora.page.waitForLoadState();
    }

    private List<UUID> connections() {
        return Stage.database()
            .sql("select id from connection where company_id = ? and state <> 'UNLINKED'")
            .param(stage.companyId())
            .query(UUID.class)
            .list();
    }

    private int bills() {
        return Stage.database()
            .sql("""
                    select count(*) from counted_record r join connection n on n.id = r.connection_id
                    where n.company_id = ? and r.data_type = 'BILLS' and not r.deleted""")
            .param(stage.companyId())
            .query(Integer.class)
            .single();
    }

}
