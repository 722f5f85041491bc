package browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyList;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.NewUser;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;
import standin.quickbooks.SampleCompany;

/**
 * What the lender's people do beside the straight way, in a browser: with scripts and
 * without, wide, narrow, dark.
 */
class PortalPathsBrowserTest {

    private static final Chromium.Look DARK = new Chromium.Look(1280, true, true, "en-GB");

    private static final Chromium.Look DARK_PHONE = new Chromium.Look(320, true, true, "en-GB");

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Harrow & Sons Quite Long-Winded Textiles and Upholstery Holdings " + number;

    @ParameterizedTest(name = "{0} px")
    @ValueSource(ints = { 1280, 320 })
    @Tag("L7")
    @Tag("C9")
    void aQuestionIsAnsweredAndTheDueDateMoved(int width) {
        try (LenderPerson rita = new LenderPerson(width == 320 ? DARK_PHONE : Chromium.Look.DESKTOP, Local.address())) {
            UUID request = asked(rita);
            asNorthwind(() -> bean(Help.class).ask(request, "Who reads this, and for how long?\nOur board asks.",
                    Actor.customer(null)));
            rita.opens("/portal/requests/" + request);
            rita.reads("Held while help is open");
            rita.looks("80-attention");
            rita.follows("Answer");
            rita.presses("Send the answer");
            rita.reads("Enter an answer");
            rita.looks("81-help-error");
            rita.enters("Your answer", "Only the three of us who look after you, until you stop it.\nRita");
            rita.presses("Send the answer");
            rita.reads("Your answer to Dora Patel is on its way.");
            rita.reads("Help answered");
            rita.opens("/portal/requests/" + request + "/help");
            rita.reads("Rita Moreno answered");
            rita.looks("82-help-answered");

            rita.opens("/portal/requests/" + request);
            rita.follows("Due date: Move");
            rita.looks("83-due-date");
            rita.page().getByLabel("Due date").fill(LocalDate.now(ZoneOffset.UTC).plusDays(40).toString());
            rita.presses("Move the due date");
            rita.reads("The due date is moved.");
            rita.looks("84-request");
            rita.opens("/portal/requests/" + request + "/resend");
            rita.looks("85-resend");
            rita.opens("/portal/requests/" + request + "/contact");
            rita.looks("86-contact");
            rita.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("L3")
    void theFollowUpOfAnOpenRequestShowsTheReminderAsItWouldGoOut() {
        try (LenderPerson rita = new LenderPerson(DARK, Local.address())) {
            UUID request = asked(rita);
            UUID id = asNorthwind(() -> bean(Companies.class).list(new CompanyList.Filter(number, null, null, 0)))
                .rows()
                .getFirst()
                .id();
            rita.opens("/portal/companies/" + id + "/request");
            rita.reads("This company has an open request");
            rita.looks("87-follow-up");
            rita.follows("Move the due date");
            rita.page().getByLabel("Due date").fill("2020-01-01");
            rita.presses("Move the due date");
            rita.reads("Choose a day from tomorrow on, at most 90 days ahead");
            rita.looks("88-due-date-error");
            rita.page().getByLabel("Due date").fill(LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
            rita.presses("Move the due date");
            rita.reads("The due date is moved.");
            assertThat(rita.address()).endsWith("/portal/companies/" + id + "/request");
            rita.opens("/portal/companies/" + id + "/owner");
            rita.looks("89-owner");
            assertThat(request).isNotNull();
            rita.hadNothingToComplainOf();
        }
    }

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("L8")
    void anAdministratorLooksAtThePolicyBeforeItIsKept(boolean scripts) {
        try (LenderPerson ada = new LenderPerson(scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS,
                Local.address())) {
            ada.signsIn("admin@harbour.example");
            ada.follows("Settings");
            ada.follows("Policy");
            ada.looks("90-policy");
            ada.enters("Business days until the first reminder", "31");
            ada.presses("See the reminders");
            ada.reads("Enter a whole number from 1 to 30");
            ada.looks("91-policy-error");
            ada.enters("Business days until the first reminder", scripts ? "1" : "2");
            ada.presses("See the reminders");
            ada.reads("Not saved yet.");
            ada.looks("92-policy-preview");
            ada.presses("Save");
            ada.reads("Saved. What is planned from now on follows it.");
            ada.hadNothingToComplainOf();
        }
    }

    @ParameterizedTest(name = "{0} px")
    @ValueSource(ints = { 1280, 320 })
    @Tag("X9")
    void whoLeavesIsOutWithTheNextPressAndTheirCompaniesHaveANewOwner(int width) {
        String mailbox = "leaver." + number + "@harbour.example";
        UUID leaver = asLender("Harbour Credit",
                () -> bean(Lenders.class).addUser(
                        new NewUser(mailbox, "Leo Leaver " + number, null, Set.of(Role.RELATIONSHIP_MANAGER)),
                        bean(PasswordEncoder.class).encode("ledgerstream-local")));
        Chromium.Look look = width == 320 ? DARK_PHONE : Chromium.Look.DESKTOP;
        try (LenderPerson leo = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                LenderPerson ada = new LenderPerson(look, Local.address())) {
            leo.signsIn(mailbox);
            leo.addsCompany(company, "dora." + number + "@acme.example");
            ada.signsIn("admin@harbour.example");
            ada.opens("/portal/settings/people");
            ada.looks("93-people");
            ada.follows("Disable Leo Leaver " + number);
            ada.presses("Disable");
            ada.reads("Choose who takes over their companies");
            ada.looks("94-disable-error");
            ada.page().getByLabel("New owner of their companies").selectOption("Rosa Lindt");
            ada.presses("Disable");
            ada.reads("Leo Leaver " + number + " can no longer sign in.");
            ada.looks("95-people-disabled");
            leo.opens("/portal/companies");
            assertThat(leo.address()).contains("/sign-in");
            assertThat(leaver).isNotNull();
            ada.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("S4")
    @Tag("L3")
    void whereAccessIsLostTheLenderSeesItAndWhoIsAsked() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                LenderPerson onThePhone = new LenderPerson(DARK_PHONE, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, Local.address())) {
            UUID request = asked(rita, "Acme Manufacturing t/a Anvil " + number);
            String contact = "dora." + number + "@acme.example";
            dora.opens(Local.running().outside().mail().await(contact, "asks").link("/c/"));
            dora.presses("Start");
            dora.entersTheCode(Local.running().outside().mail().await(contact, "code").code());
            dora.selectsQuickBooks();
            dora.consents();
            dora.goesToQuickBooks();
            dora.follows("Continue to QuickBooks");
            dora.allowsAtQuickBooks(SampleCompany.ACME);
            Awaitility.await()
                .until(() -> asNorthwind(() -> bean(RequestViews.class).get(request))
                    .status() == RequestStatus.CONNECTED);
            UUID company = asNorthwind(() -> bean(RequestViews.class).get(request)).company().id();
            rita.opens("/portal/companies/" + company + "/request");
            rita.reads("Connected since");
            rita.looks("96-connected");

            UUID reconnection = losesAccess(request);

            rita.opens("/portal/companies?q=" + number);
            rita.seesStatus(number, "Access lost");
            rita.looks("97-companies-access-lost");
            rita.opens("/portal/companies/" + company + "/request");
            rita.reads("Dora Patel was asked on");
            rita.looks("98-access-lost");
            rita.follows("See the request to reconnect");
            assertThat(rita.address()).endsWith("/portal/requests/" + reconnection);
            rita.reads("The customer’s turn");
            rita.looks("99-reconnection");
            onThePhone.signsIn("rita@northwind.example");
            onThePhone.opens("/portal/companies?q=" + number);
            onThePhone.looks("97-companies-access-lost");
            onThePhone.opens("/portal/requests/" + reconnection);
            onThePhone.looks("99-reconnection");
            rita.follows("Cancel request");
            rita.presses("Cancel the request");
            rita.opens("/portal/companies/" + company + "/request");
            rita.reads("The last request was cancelled");
            rita.looks("98-ask-to-reconnect");
            rita.presses("Ask to reconnect");
            rita.reads("Request sent");
            rita.hadNothingToComplainOf();
        }
    }

    /** As when a token could not be renewed. @return the request to reconnect */
    private static UUID losesAccess(UUID request) {
        JdbcClient database = JdbcClient.create(Local.running().outside().postgres().superuser());
        UUID connection = database.sql(
                "update connection set state = 'DEAUTHORIZED', state_changed_at = now() where request_id = ? and state = 'LINKED' returning id")
            .param(request)
            .query(UUID.class)
            .single();
        return asNorthwind(
                () -> bean(TransactionTemplate.class).execute(status -> bean(Requests.class).reconnect(connection)))
            .orElseThrow();
    }

    /**
     * @return the request that Rita has made of a company of its own
     */
    private UUID asked(LenderPerson rita) {
        return asked(rita, company);
    }

    private UUID asked(LenderPerson rita, String name) {
        rita.signsIn("rita@northwind.example");
        rita.addsCompany(name, "dora." + number + "@acme.example");
        rita.asksForData(name);
        rita.presses("Request");
        rita.reads("Request sent");
        return UUID.fromString(rita.address().replaceAll(".*/requests/([^/]+)/requested", "$1"));
    }

    private static <T> T bean(Class<T> type) {
        return Local.running().application().getBean(type);
    }

    private static <T> T asNorthwind(Supplier<T> work) {
        return asLender("Northwind Bank", work);
    }

    private static <T> T asLender(String name, Supplier<T> work) {
        UUID lender = bean(Lenders.class).all()
            .stream()
            .filter(id -> CurrentLender.as(id, () -> bean(Lenders.class).current()).name().equals(name))
            .findFirst()
            .orElseThrow();
        return CurrentLender.as(lender, work);
    }

}
