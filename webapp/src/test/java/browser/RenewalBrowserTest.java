package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.AriaRole;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * The consent ends: its customer is asked ahead, gives it anew on one page, and reading
 * goes on; the lender sees what ends when.
 */
@Tag("journeys")
class RenewalBrowserTest {

    private final Stage stage = new Stage("Zephyr Instruments t/a Zeph", "zephyr.example");

    private final JdbcClient database = Stage.database();

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.PHONE, Chromium.Look.WITHOUT_SCRIPTS);
    }

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("S6")
    void theConsentIsGivenAnewBeforeItEnds(Chromium.Look look) {
        stage.connected(SampleCompany.ZEPHYR);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(look)) {
            UUID renewal = consentEndsIn(20);
            rita.opens("/portal/endings");
            rita.reads(stage.company);
            rita.reads("Dora Patel is asked");
            rita.looks("330-endings");

            ReceivedMail asked = stage.mail("Go on sharing");
            assertThat(asked.text()).contains("nothing has to be set up there", "Read and decide");
            dora.opens(asked.link("/c/"));
            dora.reads("to go on sharing after");
            dora.looks("331-renewal-start");
            dora.opens(asked.link("/c/") + "?lang=fr");
            dora.reads("continuer à partager");
            dora.looks("331-renewal-start-fr");
            dora.opens(asked.link("/c/") + "?lang=en");
            dora.presses("Start");
            dora.entersTheCode(stage.mail("code", 2).code());
            dora.reads("nothing has to be connected");
            dora.looks("332-renewal-consent");
            dora.opens("/journey/consent?lang=fr");
            dora.looks("332-renewal-consent-fr");
            dora.opens("/journey/consent?lang=en");
            dora.consents();
            dora.reads("QuickBooks Online stays connected");
            dora.looks("333-renewal-done");
            dora.hadNothingToComplainOf();

            await("the process has ended").atMost(Duration.ofSeconds(40))
                .until(() -> database.sql("select settled_at is not null from request where id = ?")
                    .param(renewal)
                    .query(Boolean.class)
                    .single());
            assertThat(database.sql("select kind from mail where request_id = ? and state = 'SENT' order by planned_at")
                .param(renewal)
                .query(String.class)
                .list()).contains("RENEW", "CONSENT_RECEIPT", "LENDER_RECONNECTED")
                .doesNotContain("CUSTOMER_RECONNECTED");
            rita.opens("/portal/requests/" + renewal);
            rita.reads("Request to renew");
            rita.reads("Consent renewed, reading goes on");
            rita.looks("334-renewal-request");
            rita.opens("/portal/endings?days=30");
            assertThat(rita.page().getByRole(AriaRole.ROW).getByText(stage.company).count())
                .as("the consent before has ended")
                .isZero();
        }
    }

    /**
     * A year has gone by, and the customer is asked: here at once, since their office may
     * be closed. @return the request to renew
     */
    private UUID consentEndsIn(int days) {
        Instant end = Stage.bean(Clock.class).instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
        UUID request = stage.request();
        database.sql("update consent set ends_at = ?, given_at = ? where request_id = ?")
            .params(Timestamp.from(end), Timestamp.from(end.minus(Duration.ofDays(365))), request)
            .update();
        UUID connection = database.sql("select id from connection where request_id = ? and state = 'LINKED'")
            .param(request)
            .query(UUID.class)
            .single();
        RenewalRequests renewals = Stage.bean(RenewalRequests.class);
        return stage.as(() -> renewals.ask(connection, new Renewal(Renewal.What.CONSENT, end))).orElseThrow();
    }

}
