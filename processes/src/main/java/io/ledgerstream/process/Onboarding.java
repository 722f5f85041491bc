package io.ledgerstream.process;

/**
 * The names that the models {@code accounting-data-onboarding} and {@code reconnection}
 * share with the code. A test compares them with the models both ways, so a name here
 * that the models lack, or the other way round, fails the build.
 *
 * <p>
 * All names are stable: instances of older versions of the model keep running and know
 * only these.
 */
public final class Onboarding {

    public static final String PROCESS_ID = "accounting-data-onboarding";

    /** Where the model lies on the class path. */
    public static final String RESOURCE = "bpmn/accounting-data-onboarding.bpmn";

    /**
     * The second process: access that was lost or a consent that ends, for a connection
     * that was there before.
     */
    public static final String RECONNECTION_ID = "reconnection";

    public static final String RECONNECTION_RESOURCE = "bpmn/reconnection.bpmn";

    private Onboarding() {
    }

    /** Job types: one worker class each. */
    public static final class Jobs {

        public static final String OPEN_REQUEST = "open-request";

        /**
         * Mails the link that the request begins with: to connect, or to reconnect. May
         * throw {@link Errors#EMAIL_UNDELIVERABLE}.
         */
        public static final String SEND_INVITATION = "send-invitation";

        public static final String SEND_REMINDER = "send-reminder";

        /** Must set {@link Variables#REMINDER_AT}. */
        public static final String PLAN_NEXT_REMINDER = "plan-next-reminder";

        /**
         * Must set {@link Variables#EXPIRED}: false where the due date was moved in the
         * meantime.
         */
        public static final String EXPIRE_REQUEST = "expire-request";

        /**
         * Must set {@link Variables#CHOOSE_SUBSIDIARIES} and
         * {@link Variables#COMPANY_MATCHES}; may throw
         * {@link Errors#CONNECTION_REJECTED}.
         */
        public static final String VERIFY_CONNECTION = "verify-connection";

        public static final String START_DATA_STREAM = "start-data-stream";

        /** Which notice is said by the header {@link Headers#NOTICE}. */
        public static final String SEND_NOTICE = "send-notice";

        /**
         * The engine's own type for user tasks of the job kind; it is not written in the
         * model.
         */
        public static final String USER_TASK = "io.camunda.zeebe:userTask";

        private Jobs() {
        }

    }

    /** Message names. The correlation key is always the request id. */
    public static final class Messages {

        /**
         * Starts an instance; sent with a time to live of 0, so that it starts one now or
         * none at all.
         */
        public static final String DATA_REQUESTED = "data-requested";

        /** As {@link #DATA_REQUESTED}, for an instance of {@code reconnection}. */
        public static final String RECONNECTION_REQUESTED = "reconnection-requested";

        public static final String REQUEST_CANCELLED = "request-cancelled";

        /** Carries {@link Variables#DUE_AT}. */
        public static final String DUE_DATE_MOVED = "due-date-moved";

        /**
         * Something that reminders depend on has changed: the next one is planned anew.
         */
        public static final String REMINDERS_CHANGED = "reminders-changed";

        public static final String HELP_ASKED = "help-asked";

        public static final String MAIL_BOUNCED = "mail-bounced";

        public static final String CONTACT_DISPUTED = "contact-disputed";

        /**
         * The relay's probe, which no model waits for: published with a fixed message id,
         * it is refused as long as the engine still knows it, and accepted by an engine
         * that came back empty and whose keys start again.
         */
        public static final String ENGINE_RUN = "engine-run";

        private Messages() {
        }

    }

    /**
     * Process variables. Ids, dates and outcomes only: never a name, an address, a link
     * or a secret.
     */
    public static final class Variables {

        /** UUID as text; the start message's correlation key too. */
        public static final String REQUEST_ID = "requestId";

        /** UUID as text. */
        public static final String LENDER_ID = "lenderId";

        /**
         * Number from 1, counted up in the database for each start and re-start of the
         * request's process.
         */
        public static final String ENTRY = "entry";

        /**
         * UUID as text, set when the instance is told to end because the engine was in
         * doubt: the run in which that was, to prove that its keys are right.
         */
        public static final String ENGINE_RUN = "engineRun";

        /** What operators read instead of an id. */
        public static final String REFERENCE = "reference";

        /**
         * The request's status as of the last step, for operators to read; no condition
         * asks it.
         */
        public static final String STATUS = "status";

        /** Code of the accounting software, once selected. */
        public static final String SOFTWARE = "software";

        /**
         * Boolean, set with {@link #SOFTWARE}: are the data shared by file, since there
         * is no connection to that software?
         */
        public static final String BY_FILE = "byFile";

        /**
         * ISO 8601 with offset; never null, since a timer fails on it: without a reminder
         * it is the due date.
         */
        public static final String REMINDER_AT = "reminderAt";

        /** ISO 8601 with offset; never null. */
        public static final String DUE_AT = "dueAt";

        /** One of {@link ConsentOutcomes}. */
        public static final String CONSENT_OUTCOME = "consentOutcome";

        /** One of {@link ConnectOutcomes}. */
        public static final String CONNECT_OUTCOME = "connectOutcome";

        /** One of {@link UploadOutcomes}. */
        public static final String UPLOAD_OUTCOME = "uploadOutcome";

        /**
         * Boolean: does the account keep the books of several companies, of which the
         * customer has to choose?
         */
        public static final String CHOOSE_SUBSIDIARIES = "chooseSubsidiaries";

        /** Boolean: do the connected books belong to the company that was asked? */
        public static final String COMPANY_MATCHES = "companyMatches";

        /** One of {@link CompanyOutcomes}. */
        public static final String COMPANY_OUTCOME = "companyOutcome";

        /** One of {@link MatchOutcomes}. */
        public static final String MATCH_OUTCOME = "matchOutcome";

        /** Boolean: did the request expire, or had its due date been moved? */
        public static final String EXPIRED = "expired";

        private Variables() {
        }

    }

    /** Values of {@link Variables#CONSENT_OUTCOME}. */
    public static final class ConsentOutcomes {

        public static final String GIVEN = "given";

        public static final String DECLINED = "declined";

        public static final String SOFTWARE_CHANGE = "software-change";

        private ConsentOutcomes() {
        }

    }

    /** Values of {@link Variables#CONNECT_OUTCOME}. */
    public static final class ConnectOutcomes {

        public static final String AUTHORISED = "authorised";

        public static final String SOFTWARE_CHANGE = "software-change";

        private ConnectOutcomes() {
        }

    }

    /** Values of {@link Variables#UPLOAD_OUTCOME}. */
    public static final class UploadOutcomes {

        public static final String UPLOADED = "uploaded";

        public static final String SOFTWARE_CHANGE = "software-change";

        private UploadOutcomes() {
        }

    }

    /**
     * Values of {@link Variables#COMPANY_OUTCOME}: what the customer says of books under
     * another name.
     */
    public static final class CompanyOutcomes {

        /** It is right; the lender decides. */
        public static final String CONFIRMED = "confirmed";

        /** Another company is to be connected. */
        public static final String ANOTHER = "another";

        private CompanyOutcomes() {
        }

    }

    /** Values of {@link Variables#MATCH_OUTCOME}: what the lender decides of it. */
    public static final class MatchOutcomes {

        public static final String ACCEPTED = "accepted";

        /** Refused, or the customer chose to connect another company in the meantime. */
        public static final String REFUSED = "refused";

        private MatchOutcomes() {
        }

    }

    /** BPMN error codes. */
    public static final class Errors {

        /**
         * Thrown by {@link Jobs#SEND_INVITATION}: the mail server refused the address for
         * good.
         */
        public static final String EMAIL_UNDELIVERABLE = "email-undeliverable";

        /** Thrown by the model itself, where consent was declined. */
        public static final String DECLINED = "declined";

        /**
         * Thrown by {@link Jobs#VERIFY_CONNECTION}: the customer is asked to connect
         * again.
         */
        public static final String CONNECTION_REJECTED = "connection-rejected";

        private Errors() {
        }

    }

    /** BPMN escalation codes. */
    public static final class Escalations {

        public static final String EXPIRED = "expired";

        private Escalations() {
        }

    }

    /** Task headers. */
    public static final class Headers {

        /** On {@link Jobs#SEND_NOTICE}: one of {@link Notices}. */
        public static final String NOTICE = "notice";

        private Headers() {
        }

    }

    /** Values of {@link Headers#NOTICE}: who is told, and of what. */
    public static final class Notices {

        public static final String LENDER_DECLINED = "lender-declined";

        public static final String LENDER_EXPIRED = "lender-expired";

        public static final String CUSTOMER_CANCELLED = "customer-cancelled";

        public static final String LENDER_CONNECTED = "lender-connected";

        public static final String CUSTOMER_CONNECTED = "customer-connected";

        public static final String LENDER_UPLOADED = "lender-uploaded";

        public static final String CUSTOMER_UPLOADED = "customer-uploaded";

        public static final String LENDER_RECONNECTED = "lender-reconnected";

        public static final String CUSTOMER_RECONNECTED = "customer-reconnected";

        public static final String LENDER_NOT_RECONNECTED = "lender-not-reconnected";

        private Notices() {
        }

    }

    /** Who does a user task: its candidate group in the model. */
    public static final class Groups {

        public static final String CUSTOMER = "customer";

        /** The lender's people, and the success manager where the lender has one. */
        public static final String LENDER = "lender";

        private Groups() {
        }

    }

    /** Ids of the models' elements that code, pages or tests name. */
    public static final class Elements {

        /** User tasks: what a person does. */
        public static final String SELECT_SOFTWARE = "SelectSoftware";

        public static final String GIVE_CONSENT = "GiveConsent";

        public static final String CONNECT_SOFTWARE = "ConnectSoftware";

        public static final String UPLOAD_FILES = "UploadFiles";

        public static final String CHOOSE_SUBSIDIARIES = "ChooseSubsidiaries";

        public static final String CONFIRM_COMPANY = "ConfirmCompany";

        public static final String DECIDE_COMPANY_MATCH = "DecideCompanyMatch";

        public static final String CORRECT_CONTACT = "CorrectContact";

        public static final String CORRECT_BOUNCED_CONTACT = "CorrectBouncedContact";

        public static final String CORRECT_DISPUTED_CONTACT = "CorrectDisputedContact";

        public static final String HELP_CUSTOMER = "HelpCustomer";

        public static final String DATA_REQUESTED = "DataRequested";

        public static final String OPEN_REQUEST = "OpenRequest";

        public static final String CUSTOMER_CONNECTS = "CustomerConnects";

        public static final String SEND_INVITATION = "SendInvitation";

        public static final String VERIFY_CONNECTION = "VerifyConnection";

        public static final String CONNECTION_REJECTED = "ConnectionRejected";

        public static final String CONNECTED = "Connected";

        public static final String UPLOADED = "Uploaded";

        public static final String SEND_REMINDER = "SendReminder";

        public static final String PLAN_NEXT_REMINDER = "PlanNextReminder";

        public static final String EXPIRE_REQUEST = "ExpireRequest";

        public static final String START_DATA_STREAM = "StartDataStream";

        public static final String NOTIFY_LENDER = "NotifyLender";

        public static final String CONFIRM_TO_CUSTOMER = "ConfirmToCustomer";

        /** Ends of the process, one for each outcome. */
        public static final String DATA_FLOWING = "DataFlowing";

        public static final String DATA_UPLOADED = "DataUploaded";

        public static final String REQUEST_DECLINED = "RequestDeclined";

        public static final String REQUEST_EXPIRED = "RequestExpiredEnd";

        public static final String REQUEST_CANCELLED = "RequestCancelled";

        /**
         * In {@code reconnection}; what both models have is named alike and stands above.
         */
        public static final String RECONNECTION_REQUESTED = "ReconnectionRequested";

        public static final String CUSTOMER_RECONNECTS = "CustomerReconnects";

        public static final String RECONNECTED = "Reconnected";

        public static final String DATA_FLOWING_AGAIN = "DataFlowingAgain";

        private Elements() {
        }

    }

}
