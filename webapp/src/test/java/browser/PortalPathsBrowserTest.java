package browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.NewUser;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.Requests;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;
import standin.quickbooks.SampleCompany;

/**
 * What the lender's people do beside the straight way, in a browser: with scripts and
 * without, wide, narrow, dark.
 */
class PortalPathsBrowserTest {

    private static final String ADA = "admin@harbour.example";

    private static final Chromium.Look DARK = new Chromium.Look(1280, true, true, "en-GB");

    private final Stage stage = new Stage("Harrow & Sons Quite Long-Winded Textiles and Upholstery Holdings",
            "acme.example");

    @Test
    @Tag("L7")
    @Tag("C9")
    void aQuestionIsAnsweredAndTheDueDateMoved() {
        answersAndMoves(Chromium.Look.DESKTOP);
    }

    @Test
    @Tag("journeys")
    void answersAndMovesOnAPhoneInTheDarkToo() {
        answersAndMoves(Chromium.Look.PHONE_DARK);
    }

    private void answersAndMoves(Chromium.Look look) {
        UUID request = stage.asked().request();
        stage.as(() -> Stage.bean(Help.class)
            .ask(request, "Who reads this, and for how long?\nOur board asks.", Actor.customer(null)));
        try (LenderPerson rita = Stage.rita(look)) {
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
    @Tag("journeys")
    @Tag("L3")
    void theFollowUpOfAnOpenRequestShowsTheReminderAsItWouldGoOut() {
        UUID id = stage.asked().companyId();
        try (LenderPerson rita = Stage.rita(DARK)) {
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
            rita.hadNothingToComplainOf();
        }
    }

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    @Tag("journeys")
    @Tag("L8")
    void anAdministratorLooksAtThePolicyBeforeItIsKept(boolean scripts) {
        Chromium.Look look = scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS;
        try (LenderPerson ada = LenderPerson.signedIn(ADA, look)) {
            ada.opens("/portal/companies");
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
    @Tag("journeys")
    @Tag("X9")
    void whoLeavesIsOutWithTheNextPressAndTheirCompaniesHaveANewOwner(int width) {
        String mailbox = "leaver." + stage.number + "@harbour.example";
        joins(mailbox);
        try (LenderPerson leo = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                LenderPerson ada = LenderPerson.signedIn(ADA,
                        width == 320 ? Chromium.Look.PHONE_DARK : Chromium.Look.DESKTOP)) {
            leo.signsIn(mailbox);
            leo.addsCompany(stage.company, stage.contact);
            ada.opens("/portal/settings/people");
            ada.looks("93-people");
            ada.follows("Disable Leo Leaver " + stage.number);
            ada.presses("Disable");
            ada.reads("Choose who takes over their companies");
            ada.looks("94-disable-error");
            ada.page().getByLabel("New owner of their companies").selectOption("Rosa Lindt");
            ada.presses("Disable");
            ada.reads("Leo Leaver " + stage.number + " can no longer sign in.");
            ada.looks("95-people-disabled");
            leo.opens("/portal/companies");
            assertThat(leo.address()).contains("/sign-in");
            ada.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("journeys")
    @Tag("S4")
    @Tag("L3")
    void whereAccessIsLostTheLenderSeesItAndWhoIsAsked() {
        Stage acme = new Stage("Acme Manufacturing t/a Anvil", "acme.example").connected(SampleCompany.ACME);
        UUID company = acme.companyId();
        try (LenderPerson rita = Stage.rita(); LenderPerson onThePhone = Stage.rita(Chromium.Look.PHONE_DARK)) {
            rita.opens("/portal/companies/" + company + "/request");
            rita.reads("Connected since");
            rita.looks("96-connected");

            UUID reconnection = losesAccess(acme);

            rita.opens("/portal/companies?q=" + acme.number);
            rita.seesStatus(acme.number, "Access lost");
            rita.looks("97-companies-access-lost");
            rita.opens("/portal/companies/" + company + "/request");
            rita.reads("Dora Patel was asked on");
            rita.looks("98-access-lost");
            rita.follows("See the request to reconnect");
            assertThat(rita.address()).endsWith("/portal/requests/" + reconnection);
            rita.reads("The customer’s turn");
            rita.looks("99-reconnection");
            onThePhone.opens("/portal/companies?q=" + acme.number);
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
    private static UUID losesAccess(Stage stage) {
        UUID connection = Stage.database()
            .sql("""
                    update connection set state = 'DEAUTHORIZED', state_changed_at = now()
                    where request_id = ? and state = 'LINKED' returning id""")
            .param(stage.request())
            .query(UUID.class)
            .single();
        return stage
            .as(() -> Stage.bean(TransactionTemplate.class)
                .execute(status -> Stage.bean(Requests.class).reconnect(connection)))
            .orElseThrow();
    }

    /** At Harbour Credit, where Ada is the administrator. */
    private void joins(String mailbox) {
        UUID harbour = Stage.database()
            .sql("select lender_id from app_user where email = ?")
            .param(ADA)
            .query(UUID.class)
            .single();
        CurrentLender.as(harbour, () -> Stage.bean(Lenders.class)
            .addUser(new NewUser(mailbox, "Leo Leaver " + stage.number, null, Set.of(Role.RELATIONSHIP_MANAGER)),
                    Stage.bean(PasswordEncoder.class).encode("ledgerstream-local")));
    }

}
