package io.ledgerstream.task;

import io.ledgerstream.process.Onboarding.ConnectOutcomes;
import io.ledgerstream.process.Onboarding.ConsentOutcomes;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import java.util.Map;
import java.util.Objects;

/**
 * The one rule by which user tasks are completed. Answers are levels, not events: it looks at how the request stands,
 * never at what was pressed or how often an element was visited, so that it can be asked at any time, any number of times.
 */
public final class TaskDecisions {

    private static final Decision WAIT = new Decision.Wait();

    private TaskDecisions() {
    }

    /**
     * @param element         the user task's id in the model
     * @param processSoftware the software that this instance carries, null before the first selection
     */
    public static Decision decide(RequestFacts facts, String element, String processSoftware) {
        if (facts.status() == RequestStatus.CANCELLED || facts.status() == RequestStatus.EXPIRED) {
            return WAIT; // the boundary events end these
        }
        return switch (element) {
            case Elements.SELECT_SOFTWARE -> facts.software() == null ? WAIT : complete(Map.of(Variables.SOFTWARE, facts.software()));
            case Elements.GIVE_CONSENT -> giveConsent(facts, processSoftware);
            case Elements.CONNECT_SOFTWARE -> connect(facts, processSoftware);
            default -> throw new IllegalArgumentException("No rule for the user task " + element + ": add one before the model uses it.");
        };
    }

    private static Decision giveConsent(RequestFacts facts, String processSoftware) {
        if (!Objects.equals(facts.software(), processSoftware)) {
            return complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.SOFTWARE_CHANGE));
        }
        if (facts.status() == RequestStatus.DECLINED) {
            return complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.DECLINED));
        }
        return facts.consented() ? complete(Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN)) : WAIT;
    }

    private static Decision connect(RequestFacts facts, String processSoftware) {
        if (!Objects.equals(facts.software(), processSoftware) || !facts.consented() || facts.status() == RequestStatus.DECLINED) {
            return complete(Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.SOFTWARE_CHANGE));
        }
        return facts.authorised() ? complete(Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED)) : WAIT;
    }

    private static Decision complete(Map<String, Object> variables) {
        return new Decision.Complete(variables);
    }
}
