package io.ledgerstream.task;

import io.ledgerstream.process.Onboarding.CompanyOutcomes;
import io.ledgerstream.process.Onboarding.ConnectOutcomes;
import io.ledgerstream.process.Onboarding.ConsentOutcomes;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.MatchOutcomes;
import io.ledgerstream.process.Onboarding.UploadOutcomes;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import java.util.Map;
import java.util.Objects;

/**
 * The one rule by which user tasks are completed. Answers are levels, not events: it
 * looks at how the request stands, never at what was pressed or how often an element was
 * visited, so that it can be asked at any time, any number of times.
 */
public final class TaskDecisions {

    private static final Decision WAIT = new Decision.Wait();

    private TaskDecisions() {
    }

    /**
     * @param element the user task's id in the model
     * @param processSoftware the software that this instance carries, null before the
     * first selection
     */
    public static Decision decide(RequestFacts facts, String element, String processSoftware) {
        if (facts.status() == RequestStatus.CANCELLED || facts.status() == RequestStatus.EXPIRED) {
            return WAIT; // the boundary events end these
        }
        return switch (element) {
            case Elements.SELECT_SOFTWARE -> facts.software() == null ? WAIT
                    : complete(Map.of(Variables.SOFTWARE, facts.software(), Variables.BY_FILE, facts.byFile()));
            case Elements.GIVE_CONSENT -> giveConsent(facts, processSoftware);
            case Elements.CONNECT_SOFTWARE -> connect(facts, processSoftware);
            case Elements.UPLOAD_FILES -> upload(facts, processSoftware);
            case Elements.CHOOSE_SUBSIDIARIES -> facts.attempt() == AttemptState.TO_CHOOSE ? WAIT : complete(Map.of());
            case Elements.CONFIRM_COMPANY -> confirmCompany(facts);
            case Elements.DECIDE_COMPANY_MATCH -> decideCompanyMatch(facts);
            case Elements.CORRECT_CONTACT, Elements.CORRECT_BOUNCED_CONTACT, Elements.CORRECT_DISPUTED_CONTACT ->
                facts.contactInDoubt() && facts.status().open() ? WAIT : complete(Map.of());
            case Elements.HELP_CUSTOMER -> facts.helpOpen() ? WAIT : complete(Map.of());
            default -> throw new IllegalArgumentException(
                    "No rule for the user task " + element + ": add one before the model uses it.");
        };
    }

    private static Decision giveConsent(RequestFacts facts, String processSoftware) {
        if (otherSoftware(facts, processSoftware)) {
            return complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.SOFTWARE_CHANGE));
        }
        if (facts.status() == RequestStatus.DECLINED) {
            return complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.DECLINED));
        }
        return facts.consented() ? complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN)) : WAIT;
    }

    private static Decision connect(RequestFacts facts, String processSoftware) {
        if (mustGoBack(facts, processSoftware)) {
            return facts.reconnection() ? WAIT
                    : complete(Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.SOFTWARE_CHANGE));
        }
        return facts.authorised() ? complete(Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED)) : WAIT;
    }

    private static Decision upload(RequestFacts facts, String processSoftware) {
        if (mustGoBack(facts, processSoftware)) {
            return complete(Map.of(Variables.UPLOAD_OUTCOME, UploadOutcomes.SOFTWARE_CHANGE));
        }
        return facts.status() == RequestStatus.UPLOADED
                ? complete(Map.of(Variables.UPLOAD_OUTCOME, UploadOutcomes.UPLOADED)) : WAIT;
    }

    private static Decision confirmCompany(RequestFacts facts) {
        return switch (facts.attempt()) {
            case MISMATCHED -> WAIT;
            case TO_DECIDE, VERIFIED -> complete(Map.of(Variables.COMPANY_OUTCOME, CompanyOutcomes.CONFIRMED));
            case null -> anotherCompany();
            case STARTED, AUTHORISED, TO_CHOOSE, REJECTED -> anotherCompany();
        };
    }

    private static Decision anotherCompany() {
        return complete(Map.of(Variables.COMPANY_OUTCOME, CompanyOutcomes.ANOTHER));
    }

    /** Anything but an accepted match leads back to connecting, whoever caused it. */
    private static Decision decideCompanyMatch(RequestFacts facts) {
        if (facts.attempt() == AttemptState.TO_DECIDE) {
            return WAIT;
        }
        return complete(Map.of(Variables.MATCH_OUTCOME,
                facts.attempt() == AttemptState.VERIFIED ? MatchOutcomes.ACCEPTED : MatchOutcomes.REFUSED));
    }

    private static boolean mustGoBack(RequestFacts facts, String processSoftware) {
        return otherSoftware(facts, processSoftware) || !facts.consented() || facts.status() == RequestStatus.DECLINED;
    }

    /**
     * An instance that mends a connection carries no software: there is none to select.
     */
    private static boolean otherSoftware(RequestFacts facts, String processSoftware) {
        return !facts.reconnection() && !Objects.equals(facts.software(), processSoftware);
    }

    private static Decision complete(Map<String, Object> variables) {
        return new Decision.Complete(variables);
    }

}
