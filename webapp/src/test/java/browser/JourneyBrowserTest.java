package browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * The whole thing as its users meet it: portal, mails, journey, provider; real parts
 * throughout.
 */
class JourneyBrowserTest {

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Acme Manufacturing t/a Anvil " + number;

    private final String contact = "dora." + number + "@acme.example";

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("C1")
    @Tag("P2")
    void fromTheLendersClickToConnected(boolean scripts) {
        Chromium.Look look = scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS;
        try (LenderPerson rita = new LenderPerson(look, Local.address());
                CustomerPerson dora = new CustomerPerson(look, Local.address())) {
            asks(rita);
            ReceivedMail invitation = invitation();
            dora.opens(invitation.link("/c/"));
            dora.looks("10-connect");
            dora.presses("Start");
            dora.looks("11-code");
            assertThat(dora.address()).as("the token leaves the address").endsWith("/journey/code");
            dora.entersTheCode(code());
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
                .to(contact, "")
                .stream()
                .filter(mail -> mail.subject().equals(invitation.subject()))).as("one invitation").hasSize(1);
            rita.hadNothingToComplainOf();
            dora.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("C6")
    void aCustomerWhoDeclinesIsBelievedAndTheLenderReadsTheReason() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.PHONE, Local.address())) {
            asks(rita);
            dora.opens(invitation().link("/c/"));
            dora.looks("20-connect");
            dora.presses("Start");
            dora.entersTheCode(code());
            dora.looks("21-software");
            dora.selectsQuickBooks();
            dora.looks("22-consent");
            dora.follows("Decline");
            dora.looks("23-decline");
            dora.page.getByRole(com.microsoft.playwright.options.AriaRole.TEXTBOX)
                .first()
                .fill("We share figures once a year only.");
            dora.presses("Decline the request");
            dora.looks("24-declined");
            rita.opens("/portal/companies");
            rita.seesStatus(company, "Declined");
            rita.opensRequestOf(company);
            rita.reads("We share figures once a year only.");
            rita.looks("25-declined-request");
            dora.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("X12")
    void aRequestThatTheLenderWithdrewSaysSoOnTheNextPress() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, Local.address())) {
            asks(rita);
            ReceivedMail invitation = invitation();
            dora.opens(invitation.link("/c/"));
            dora.presses("Start");
            dora.entersTheCode(code());
            rita.opensRequestOf(company);
            rita.follows("Cancel request");
            rita.looks("30-cancel");
            rita.presses("Cancel the request");
            rita.looks("31-cancelled-request");
            dora.selectsQuickBooks();
            dora.reads("withdrew this on");
            dora.looks("32-withdrawn");
            dora.opens(invitation.link("/c/"));
            dora.reads("withdrew this on");
            dora.looks("33-withdrawn-link");
        }
    }

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("X1")
    void anExpiredLinkMailsANewOneWithOnePress(boolean scripts) {
        Chromium.Look look = scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS;
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(look, Local.address())) {
            asks(rita);
            String old = invitation().link("/c/");
            JdbcClient.create(Local.running().outside().postgres().superuser())
                .sql("update link set created_at = created_at - interval '15 days', expires_at = created_at - interval '1 day' where email = ?")
                .param(contact)
                .update();
            dora.opens(old);
            dora.reads("This link has expired");
            dora.looks("50-expired-link");
            dora.presses("Send a new link");
            dora.reads("A new link is on its way");
            String fresh = Local.running().outside().mail().await(contact, "", 2).link("/c/");
            assertThat(fresh).isNotEqualTo(old);
            dora.opens(old);
            dora.reads("A newer link has taken this one’s place");
            dora.opens(fresh);
            dora.presses("Start");
            dora.entersTheCode(code());
            dora.reads("Which accounting software");
        }
    }

    private ReceivedMail invitation() {
        return Local.running().outside().mail().await(contact, "");
    }

    private String code() {
        return Local.running().outside().mail().await(contact, "code").code();
    }

    private void asks(LenderPerson rita) {
        rita.opens("/portal/companies");
        rita.looks("00-sign-in");
        rita.signsIn("rita@northwind.example");
        rita.looks("01-companies");
        rita.addsCompany(company, contact);
        rita.seesStatus(company, "Not requested");
        rita.asksForData(company);
        rita.looks("02-preview");
        rita.presses("Request");
        rita.looks("03-requested");
        rita.follows("Continue");
        rita.seesStatus(company, "Requested");
    }

    private void seesItConnected(LenderPerson rita) {
        rita.opens("/portal/companies");
        rita.seesStatus(company, "Connected");
        rita.looks("40-companies-connected");
        rita.opensRequestOf(company);
        rita.looks("41-request-connected");
    }

}
