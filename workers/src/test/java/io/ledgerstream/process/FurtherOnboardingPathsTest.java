package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fixture.Customer;
import fixture.SeveralCompanies;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import standin.engine.StandInEngine;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * Outcomes of the straight way that are seldom: files, books of another company, a
 * changed mind, an instance that is lost.
 */
@Tag("P1")
class FurtherOnboardingPathsTest extends EnginePaths {

    @Test
    void whoHasSoftwareWithoutAConnectionUploadsFilesAndIsNeverCalledConnected() {
        asked();
        northwind.signedIn(request);
        northwind.as(() -> progress.selectSoftware(request, Selection.byFile("xero"), someone()));
        waitsAt(Elements.GIVE_CONSENT);
        northwind.as(() -> progress.consentGiven(request, UUID.randomUUID(), "xero", someone()));
        waitsAt(Elements.UPLOAD_FILES);
        northwind.as(() -> progress.uploaded(request, someone()));
        settles();
        assertThat(status()).isEqualTo(RequestStatus.UPLOADED);
        assertThat(mails()).contains("LENDER_UPLOADED", "CUSTOMER_UPLOADED").doesNotContain("LENDER_CONNECTED");
    }

    @Test
    void whoWouldRatherConnectThanUploadGoesBackToTheSelection() {
        asked();
        northwind.signedIn(request);
        northwind.as(() -> progress.selectSoftware(request, Selection.byFile("xero"), someone()));
        northwind.as(() -> progress.consentGiven(request, UUID.randomUUID(), "xero", someone()));
        waitsAt(Elements.UPLOAD_FILES);
        northwind.as(() -> progress.selectSoftware(request, Selection.direct(Customer.QUICKBOOKS), someone()));
        waitsAt(Elements.GIVE_CONSENT);
        assertThat(facts().consented()).isFalse();
    }

    @Test
    @Tag("V4")
    @Tag("X16")
    void booksOfAnotherCompanyWaitForTheCustomersWordAndTheLendersDecision() {
        mismatched();
        assertThat(status()).isEqualTo(RequestStatus.IN_PROGRESS);
        northwind.as(() -> matches.confirm(request, attempt(), "We trade as Birchwood.", someone()));
        waitsAt(Elements.DECIDE_COMPANY_MATCH);
        assertThat(view().flags()).containsExactly(Flag.COMPANY_MISMATCH);
        mailed("LENDER_COMPANY_TO_DECIDE");
        assertThat(planned()).as("nothing is synced before the decision").isZero();

        northwind.as(() -> matches.accept(request, attempt(), null, northwind.actor()));
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(view().flags()).isEmpty();
        assertThat(planned()).isPositive();
        assertThatThrownBy(() -> northwind.as(() -> matches.refuse(request, attempt(), null, northwind.actor())))
            .isInstanceOf(Refused.class);
    }

    @Test
    @Tag("V4")
    void booksThatTheLenderDoesNotTakeLoseTheirAccessAndTheRightOnesAreConnected() {
        mismatched();
        northwind.as(() -> matches.confirm(request, attempt(), "It is us.", someone()));
        waitsAt(Elements.DECIDE_COMPANY_MATCH);
        northwind.as(() -> matches.refuse(request, attempt(), "Not their name.", northwind.actor()));
        waitsAt(Elements.CONNECT_SOFTWARE);
        mailed("CUSTOMER_COMPANY_REFUSED");
        assertThat(Db.all()
            .sql("select state from connection where request_id = ?")
            .param(request)
            .query(String.class)
            .list()).containsExactly("UNLINKED");
        customer().connects(SampleCompany.ACME);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    @Tag("X16")
    void whoConnectedTheWrongClientsBooksChoosesAnotherCompany() {
        mismatched();
        northwind.as(() -> matches.chooseAnother(request, attempt(), someone()));
        waitsAt(Elements.CONNECT_SOFTWARE);
        customer().connects(SampleCompany.ACME);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    @Tag("V8")
    void anAccountWithSeveralCompaniesWaitsForTheChoiceAndIsCheckedAgain() {
        asked();
        northwind.consented(request, SeveralCompanies.CODE);
        northwind
            .as(() -> connections.connect(request, SeveralCompanies.ACCOUNT, SeveralCompanies.KEY, null, someone()));
        waitsAt(Elements.CHOOSE_SUBSIDIARIES);
        assertThat(planned()).as("nothing is synced before the choice").isZero();
        northwind.as(() -> subsidiaries.choose(request, attempt(), List.of("2"), someone()));
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    @Tag("V8")
    void whoConnectedTheWrongAccountGivesItUpInsteadOfChoosing() {
        asked();
        northwind.consented(request, SeveralCompanies.CODE);
        northwind
            .as(() -> connections.connect(request, SeveralCompanies.ACCOUNT, SeveralCompanies.KEY, null, someone()));
        waitsAt(Elements.CHOOSE_SUBSIDIARIES);
        northwind.as(() -> matches.chooseAnother(request, attempt(), someone()));
        waitsAt(Elements.CONNECT_SOFTWARE);
    }

    @Test
    void afterThreeRejectionsTheLenderIsAskedToCall() {
        asked();
        northwind.consented(request);
        for (int times = 1; times <= 3; times++) {
            StandInQuickBooks.shared()
                .fail(Endpoint.QUERY, Failure.fault(403, "AuthorizationFault", "3100", "ApplicationAuthorizationFailed")
                    .where("from Bill "));
            customer().connects(SampleCompany.CALDER);
            await().untilAsserted(() -> assertThat(view().attemptReason()).isEqualTo("no-permission-bills"));
            waitsAt(Elements.CONNECT_SOFTWARE);
            assertThat(view().flags()).isEqualTo(times < 3 ? List.<Flag>of() : List.of(Flag.REJECTED_THREE_TIMES));
        }
        mailed("LENDER_REJECTED_THREE_TIMES");
        northwind.as(() -> progress.selectSoftware(request, Selection.byFile("xero"), someone()));
        waitsAt(Elements.GIVE_CONSENT);
        assertThat(view().flags()).as("another software is another matter").isEmpty();
    }

    @Test
    @Tag("X4")
    void whoDeclinedAndChangesTheirMindGoesOnWhereTheyStood() {
        asked();
        waitsAt(Elements.SELECT_SOFTWARE);
        northwind.declined(request, "Not now.");
        settles();
        northwind.as(() -> progress.reopened(request, someone()));
        waitsAt(Elements.GIVE_CONSENT);
        assertThat(status()).isEqualTo(RequestStatus.IN_PROGRESS);
        mailed("LENDER_CHANGED_MIND");
        northwind.consents(request, Customer.QUICKBOOKS);
        customer().connects(SampleCompany.CALDER);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(mails()).filteredOn("INVITATION"::equals).as("never a second invitation").hasSize(1);
    }

    @Test
    @Tag("X4")
    void whoChangesTheirMindAtOnceIsNotLostBetweenTheOldInstanceAndTheNew() {
        asked();
        northwind.declined(request, "Not now.");
        northwind.as(() -> progress.reopened(request, someone()));
        waitsAt(Elements.GIVE_CONSENT);
        assertThat(status()).isEqualTo(RequestStatus.IN_PROGRESS);
    }

    @Test
    void oneMoreProductOfAConnectedCompanyAsksForConsentOnlyAndUsesTheConnection() {
        connected();
        UUID company = facts().companyId();
        UUID connection = connection();
        assertThatThrownBy(
                () -> northwind.as(() -> requests.request(asking(company, Product.SPEND_ANALYSIS), northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("already-shared");
        request = northwind.as(() -> requests.request(asking(company, Product.FINANCIALS), northwind.actor()));
        waitsAt(Elements.GIVE_CONSENT);
        northwind.signedIn(request);
        northwind.consents(request, Customer.QUICKBOOKS);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(
                Db.all().sql("select id from connection where company_id = ?").param(company).query(UUID.class).list())
            .containsExactly(connection);
    }

    @ParameterizedTest(name = "while it waits at {0}")
    @EnumSource
    void anInstanceThatIsLostIsEnteredAgainWithoutAskingAnybodyTwice(Wait wait) {
        String[] before = reach(wait);
        waitsAt(before);
        List<String> mailsBefore = mails();
        losesItsInstance();
        await().until(() -> entry() == 2);
        waitsAt(before);
        assertThat(mails()).filteredOn("INVITATION"::equals)
            .hasSameSizeAs(mailsBefore.stream().filter("INVITATION"::equals).toList());
    }

    @ParameterizedTest(name = "while it waits at {0}")
    @EnumSource
    @Tag("X12")
    void aRequestThatIsCancelledEndsAtEveryWait(Wait wait) {
        waitsAt(reach(wait));
        northwind.cancel(request, "Asked by mistake.");
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(planned()).isZero();
        assertThat(Db.all()
            .sql("select count(*) from connection where request_id = ? and state <> 'UNLINKED'")
            .param(request)
            .query(Integer.class)
            .single()).as("whatever was granted is given back").isZero();
    }

    @Test
    @Tag("X12")
    void aRequestCancelledInTheMiddleOfTheCheckIsNotConnected() {
        asked();
        northwind.consented(request);
        StandInQuickBooks.shared().fail(Endpoint.COMPANY_INFO, Failure.throttled().with("Retry-After", "1").times(1));
        customer().connects(SampleCompany.CALDER);
        await().untilAsserted(() -> assertThat(StandInQuickBooks.shared().ledger(Endpoint.COMPANY_INFO)).isNotEmpty());
        northwind.cancel(request, null);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(planned()).isZero();
    }

    @Test
    void messagesForUnknownClosedAndDoubledFactsDoNoHarm() {
        publish(Messages.HELP_ASKED, UUID.randomUUID());
        connected();
        publish(Messages.MAIL_BOUNCED, request);
        northwind.as(() -> contacts.bounced(request, view().contactEmail()));
        assertThat(view().doubt()).as("closed: only written down").isNull();

        asked();
        waitsAt(Elements.SELECT_SOFTWARE);
        publish(Messages.HELP_ASKED, request);
        publish(Messages.MAIL_BOUNCED, request);
        publish(Messages.CONTACT_DISPUTED, request);
        publish(Messages.REMINDERS_CHANGED, request);
        await()
            .untilAsserted(() -> assertThat(StandInEngine.shared().passed(instance(), Elements.HELP_CUSTOMER)).isOne());
        waitsAt(Elements.SELECT_SOFTWARE);
        assertThat(mails()).as("nothing was asked, nothing is in doubt").containsExactly("INVITATION");
    }

    private int entry() {
        return Db.all().sql("select entry from request where id = ?").param(request).query(Integer.class).single();
    }

    private void publish(String message, UUID key) {
        client.newPublishMessageCommand()
            .messageName(message)
            .correlationKey(key.toString())
            .timeToLive(Duration.ofSeconds(20))
            .send()
            .join();
    }

    /** Books whose name is another, of the same country. */
    private void mismatched() {
        request = northwind.request(northwind.company("Acme Manufacturing Ltd", "Dora Patel", "GB", "en"));
        northwind.consented(request);
        customer().connects(SampleCompany.BIRCHWOOD);
        waitsAt(Elements.CONFIRM_COMPANY);
    }

    private UUID attempt() {
        return facts().attemptId();
    }

    private static NewRequest asking(UUID company, Product product) {
        return new NewRequest(company, Set.of(product), null, null, "en");
    }

    private int planned() {
        return Db.all()
            .sql("select count(*) from sync_position where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single();
    }

    enum Wait {

        SELECTION, CONSENT, CONNECTION, UPLOAD, CUSTOMERS_WORD, LENDERS_DECISION, HELP, CONTACT_REFUSED,
        CONTACT_BOUNCED, CONTACT_DISPUTED

    }

    /**
     * @return where it waits then
     */
    private String[] reach(Wait wait) {
        switch (wait) {
            case SELECTION -> asked();
            case CONSENT -> northwind.atConsent(asked());
            case CONNECTION -> northwind.consented(asked());
            case UPLOAD -> {
                northwind.signedIn(asked());
                northwind.as(() -> progress.selectSoftware(request, Selection.byFile("xero"), someone()));
                northwind.as(() -> progress.consentGiven(request, UUID.randomUUID(), "xero", someone()));
            }
            case CUSTOMERS_WORD -> mismatched();
            case LENDERS_DECISION -> {
                mismatched();
                northwind.as(() -> matches.confirm(request, attempt(), "It is us.", someone()));
            }
            case HELP -> {
                asked();
                northwind.as(() -> help.ask(request, "How?", someone()));
            }
            case CONTACT_REFUSED -> {
                UUID company = northwind.company("Calder Foods Inc");
                INBOX.refuse(northwind.contactEmail(company));
                request = northwind.request(company);
            }
            case CONTACT_BOUNCED -> {
                asked();
                waitsAt(Elements.SELECT_SOFTWARE);
                northwind.as(() -> contacts.bounced(request, view().contactEmail()));
            }
            case CONTACT_DISPUTED -> {
                asked();
                northwind.as(() -> contacts.disputed(request, someone()));
            }
        }
        return switch (wait) {
            case SELECTION -> new String[] { Elements.SELECT_SOFTWARE };
            case CONSENT -> new String[] { Elements.GIVE_CONSENT };
            case CONNECTION -> new String[] { Elements.CONNECT_SOFTWARE };
            case UPLOAD -> new String[] { Elements.UPLOAD_FILES };
            case CUSTOMERS_WORD -> new String[] { Elements.CONFIRM_COMPANY };
            case LENDERS_DECISION -> new String[] { Elements.DECIDE_COMPANY_MATCH };
            case HELP -> new String[] { Elements.SELECT_SOFTWARE, Elements.HELP_CUSTOMER };
            case CONTACT_REFUSED -> new String[] { Elements.CORRECT_CONTACT };
            case CONTACT_BOUNCED -> new String[] { Elements.SELECT_SOFTWARE, Elements.CORRECT_BOUNCED_CONTACT };
            case CONTACT_DISPUTED -> new String[] { Elements.SELECT_SOFTWARE, Elements.CORRECT_DISPUTED_CONTACT };
        };
    }

}
