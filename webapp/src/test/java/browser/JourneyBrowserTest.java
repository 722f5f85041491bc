package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * The whole thing as its users meet it: portal, mails, journey, provider; real parts
 * throughout.
 */
class JourneyBrowserTest {

    private final Stage stage = new Stage("Acme Manufacturing t/a Anvil", "acme.example");

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("C1")
    @Tag("P2")
    void fromTheLendersClickToConnected(boolean scripts) {
        Chromium.Look look = scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS;
        try (LenderPerson rita = new LenderPerson(look, Local.address()); CustomerPerson dora = stage.stranger(look)) {
            asks(rita);
            ReceivedMail invitation = stage.mail("asks");
            dora.opens(invitation.link("/c/"));
            dora.looks("10-connect");
            dora.presses("Start");
            dora.looks("11-code");
            assertThat(dora.address()).as("the token leaves the address").endsWith("/journey/code");
            dora.entersTheCode(stage.mail("code").code());
            dora.looks("12-software");
            dora.selectsQuickBooks();
            dora.looks("13-consent");
            dora.consents();
            dora.looks("14-instructions");
            dora.goesToQuickBooks();
            dora.looks("15-to-provider");
            dora.follows("Continue to QuickBooks");
            dora.allowsAtQuickBooks(SampleCompany.ACME);
            dora.waitsUntilConnected();
            dora.looks("17-done");
            seesItConnected(rita);
            assertThat(Local.running()
                .outside()
                .mail()
                .to(stage.contact, "")
                .stream()
                .filter(mail -> mail.subject().equals(invitation.subject()))).as("one invitation").hasSize(1);
            rita.hadNothingToComplainOf();
            dora.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("journeys")
    @Tag("C6")
    void aCustomerWhoDeclinesIsBelievedAndTheLenderReadsTheReason() {
        stage.signedIn();
        try (LenderPerson rita = Stage.rita();
                CustomerPerson dora = stage.customer(Chromium.Look.PHONE, "/journey/software")) {
            dora.selectsQuickBooks();
            dora.follows("Decline");
            dora.looks("23-decline");
            dora.page.getByRole(AriaRole.TEXTBOX).first().fill("We share figures once a year only.");
            dora.presses("Decline the request");
            dora.looks("24-declined");
            rita.opens("/portal/companies");
            rita.seesStatus(stage.company, "Declined");
            rita.opensRequestOf(stage.company);
            rita.reads("We share figures once a year only.");
            rita.looks("25-declined-request");
            dora.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("journeys")
    @Tag("X12")
    void aRequestThatTheLenderWithdrewSaysSoOnTheNextPress() {
        stage.signedIn();
        try (LenderPerson rita = Stage.rita();
                CustomerPerson dora = stage.customer(Chromium.Look.DESKTOP, "/journey/software")) {
            rita.opensRequestOf(stage.company);
            rita.follows("Cancel request");
            rita.looks("30-cancel");
            rita.presses("Cancel the request");
            rita.looks("31-cancelled-request");
            dora.selectsQuickBooks();
            dora.reads("withdrew this on");
            dora.looks("32-withdrawn");
            dora.opens(stage.link());
            dora.reads("withdrew this on");
            dora.looks("33-withdrawn-link");
        }
    }

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("journeys")
    @Tag("X1")
    void anExpiredLinkMailsANewOneWithOnePress(boolean scripts) {
        stage.asked();
        String old = stage.mail("asks").link("/c/");
        Stage.database().sql("""
                update link set created_at = created_at - interval '15 days', expires_at = created_at - interval '1 day'
                where email = ?""").param(stage.contact).update();
        try (CustomerPerson dora = stage.stranger(scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS)) {
            dora.opens(old);
            dora.reads("This link has expired");
            dora.looks("50-expired-link");
            dora.presses("Send a new link");
            dora.reads("A new link is on its way");
            String fresh = stage.mail("", 2).link("/c/");
            assertThat(fresh).isNotEqualTo(old);
            dora.opens(old);
            dora.reads("A newer link has taken this one’s place");
            dora.opens(fresh);
            dora.presses("Start");
            dora.entersTheCode(stage.mail("code").code());
            dora.reads("Which accounting software");
        }
    }

    private void asks(LenderPerson rita) {
        rita.opens("/portal/companies");
        rita.looks("00-sign-in");
        rita.signsIn(Stage.RITA);
        rita.looks("01-companies");
        rita.addsCompany(stage.company, stage.contact);
        rita.seesStatus(stage.company, "Not requested");
        rita.asksForData(stage.company);
        rita.looks("02-preview");
        rita.presses("Request");
        rita.looks("03-requested");
        rita.follows("Continue");
        rita.seesStatus(stage.company, "Requested");
    }

    private void seesItConnected(LenderPerson rita) {
        rita.opens("/portal/companies");
        rita.seesStatus(stage.company, "Connected");
        rita.looks("40-companies-connected");
        rita.opensRequestOf(stage.company);
        rita.looks("41-request-connected");
    }

}
