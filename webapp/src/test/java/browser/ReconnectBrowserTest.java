package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * What was connected once is connected again: after access was taken away over there, and
 * after the customer had ended the sharing.
 */
class ReconnectBrowserTest {

    private static final SampleCompany BOOKS = SampleCompany.ZEPHYR;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Zephyr Instruments t/a Zeph " + number;

    private final String contact = "dora." + number + "@zephyr.example";

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("S4")
    void whereAccessIsTakenAwayOneSignInBringsBackTheSameConnectionAndWhatChangedMeanwhile(Chromium.Look look) {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(look, Local.address())) {
            connected(rita, dora);
            readingThrough(rita);
            List<UUID> before = connections();
            int bills = bills();

            pressesInTheirBooks(dora, "Disconnect");
            pressesInTheirBooks(dora, "Add a bill");
            rita.opensRequestOf(company);
            rita.follows("Data and history");
            rita.presses("Refresh now");
            ReceivedMail asked = mail("Please reconnect QuickBooks Online");
            assertThat(asked.text()).contains("no longer lets us read", "sign in to QuickBooks Online once more",
                    "The consent still holds");
            rita.opens("/portal/companies");
            rita.seesStatus(company, "Access lost");

            dora.opens(asked.link("/c/"));
            dora.reads("to connect its accounting software again");
            dora.looks("340-reconnect-start");
            dora.presses("Start");
            dora.entersTheCode(mail("Your code, sent", 2).code());
            dora.reads("Step 1 of 2");
            dora.looks("341-reconnect");
            goesThroughQuickBooks(dora);
            dora.reads("QuickBooks Online is connected again");
            dora.looks("342-reconnected");
            assertThat(mail("is connected again").text()).contains("from QuickBooks Online again");
            assertThat(connections()).as("the same connection").isEqualTo(before);
            await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bills()).as("the gap is closed").isEqualTo(bills + 1));
            dora.hadNothingToComplainOf();
            rita.opens("/portal/companies");
            rita.seesStatus(company, "Connected");
        }
    }

    @Test
    @Tag("X19")
    void whoEndedTheSharingAndIsAskedAgainConnectsTheSameBooksAndHasTheSameConnection() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, Local.address())) {
            connected(rita, dora);
            readingThrough(rita);
            List<UUID> before = connections();
            int bills = bills();
            dora.opens("/manage");
            dora.enters("Your e-mail address", contact);
            dora.presses("Send me a code");
            dora.entersTheCode(mail("manage what you share").code());
            dora.follows("End this sharing");
            dora.presses("End the sharing");
            dora.reads("The sharing has ended");
            mail("no longer share");

            rita.opens("/portal/companies");
            rita.seesStatus(company, "Disconnected");
            rita.opens("/portal/companies/" + companyId() + "/request");
            rita.ticks("Spend analysis");
            rita.presses("Preview e-mail");
            rita.presses("Request");
            rita.reads("Request sent");
            dora.opens(mail("asks", 2).link("/c/"));
            dora.presses("Start");
            dora.entersTheCode(mail("Your code, sent", 2).code());
            dora.selectsQuickBooks();
            dora.consents();
            goesThroughQuickBooks(dora);
            dora.looks("345-connected-anew");
            assertThat(connections()).as("the same connection").isEqualTo(before);
            pressesInTheirBooks(dora, "Add a bill");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(bills()).isEqualTo(bills + 1));
            rita.opensRequestOf(company);
            rita.follows("Data and history");
            rita.looks("346-connected-anew");
            dora.hadNothingToComplainOf();
            rita.hadNothingToComplainOf();
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.WITHOUT_SCRIPTS);
    }

    private void connected(LenderPerson rita, CustomerPerson dora) {
        rita.signsIn("rita@northwind.example");
        rita.addsCompany(company, contact);
        rita.asksForData(company);
        rita.presses("Request");
        rita.follows("Continue");
        dora.opens(mail("asks").link("/c/"));
        dora.presses("Start");
        dora.entersTheCode(mail("Your code, sent").code());
        dora.selectsQuickBooks();
        dora.consents();
        goesThroughQuickBooks(dora);
    }

    private static void goesThroughQuickBooks(CustomerPerson dora) {
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(BOOKS);
        dora.waitsUntilConnected();
    }

    /** The first read is over, and the lender's page says as of when the data are. */
    private void readingThrough(LenderPerson rita) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            rita.opensRequestOf(company);
            assertThat(rita.page.locator("main").innerText()).contains("Data and history");
        });
        await().atMost(PATIENCE)
            .until(() -> database()
                .sql("select count(*) from sync_position where connection_id = any (?) and state <> 'DONE'")
                .param((Object) connections().toArray(UUID[]::new))
                .query(Integer.class)
                .single() == 0);
    }

    /** On the page of the software itself, as its administrator. */
    private static void pressesInTheirBooks(CustomerPerson dora, String button) {
        dora.page.navigate(Local.running().outside().quickBooks().base());
        dora.page.locator("#c" + BOOKS.realmId()).getByText(button).click();
        dora.page.waitForLoadState();
    }

    private UUID companyId() {
        return database().sql("select id from company where legal_name = ?").param(company).query(UUID.class).single();
    }

    private List<UUID> connections() {
        return database().sql(
                "select n.id from connection n join company c on c.id = n.company_id where c.legal_name = ? and n.state <> 'UNLINKED'")
            .param(company)
            .query(UUID.class)
            .list();
    }

    private int bills() {
        return database()
            .sql("""
                    select count(*) from counted_record r join connection n on n.id = r.connection_id join company c on c.id = n.company_id
                    where c.legal_name = ? and r.data_type = 'BILLS' and not r.deleted""")
            .param(company)
            .query(Integer.class)
            .single();
    }

    private static JdbcClient database() {
        return JdbcClient.create(Local.running().outside().postgres().superuser());
    }

    private ReceivedMail mail(String about) {
        return mail(about, 1);
    }

    private ReceivedMail mail(String about, int howMany) {
        return Local.running().outside().mail().await(contact, about, howMany);
    }

}
