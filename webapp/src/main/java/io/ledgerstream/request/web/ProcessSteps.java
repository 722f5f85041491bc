package io.ledgerstream.request.web;

import io.ledgerstream.audit.Timeline;
import io.ledgerstream.process.Onboarding;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.ProcessPicture;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a request stands in its model, by the database alone: the way behind it and the
 * elements where it waits.
 */
record ProcessSteps(ProcessPicture model, List<String> taken, Set<String> current) {

    private static final ProcessPicture ONBOARDING = ProcessPicture.of(Onboarding.RESOURCE);

    private static final ProcessPicture RECONNECTION = ProcessPicture.of(Onboarding.RECONNECTION_RESOURCE);

    static ProcessSteps of(RequestView request, List<Timeline.Entry> timeline) {
        return of(request.facts(), request.doubt(), request.remindersSent(), timeline);
    }

    /**
     * @param doubt null where the contact is not in doubt
     */
    static ProcessSteps of(RequestFacts facts, ContactDoubt doubt, int reminders, List<Timeline.Entry> timeline) {
        List<String> way = new Way(facts.reconnection()).after(timeline);
        if (Way.reminded(reminders, timeline)) {
            way.add(Elements.SEND_REMINDER);
        }
        way.addAll(end(facts));
        return new ProcessSteps(facts.reconnection() ? RECONNECTION : ONBOARDING, way,
                facts.status().open() ? waiting(facts, doubt) : afterwards(facts));
    }

    String picture() {
        return model.asSvg(taken, current);
    }

    /**
     * One sentence a line: what is done, what happened on the way, where it waits or how
     * it ended, what is still to come.
     */
    List<String> inWords() {
        return model.asText(taken, current).lines().toList();
    }

    private static List<String> end(RequestFacts facts) {
        return switch (facts.step()) {
            case DECLINED -> List.of(Elements.REQUEST_DECLINED);
            case EXPIRED -> List.of(Elements.REQUEST_EXPIRED);
            case CANCELLED -> List.of(Elements.REQUEST_CANCELLED);
            case DONE -> facts.settled() ? List.of(facts.reconnection() ? Elements.DATA_FLOWING_AGAIN
                    : facts.byFile() ? Elements.DATA_UPLOADED : Elements.DATA_FLOWING) : List.of();
            default -> List.of();
        };
    }

    /**
     * On the main line at one element, unless the invitation itself does not go out; what
     * a person of the lender does waits beside it.
     */
    private static Set<String> waiting(RequestFacts facts, ContactDoubt doubt) {
        Set<String> waiting = new HashSet<>();
        if (doubt != null) {
            waiting.add(task(doubt));
        }
        if (doubt != ContactDoubt.UNDELIVERABLE) {
            waiting.add(main(facts));
        }
        if (facts.helpOpen()) {
            waiting.add(Elements.HELP_CUSTOMER);
        }
        return waiting;
    }

    private static String task(ContactDoubt doubt) {
        return switch (doubt) {
            case UNDELIVERABLE -> Elements.CORRECT_CONTACT;
            case BOUNCED -> Elements.CORRECT_BOUNCED_CONTACT;
            case DISPUTED -> Elements.CORRECT_DISPUTED_CONTACT;
        };
    }

    /** Once everything is done the process still has its own steps to take. */
    private static Set<String> afterwards(RequestFacts facts) {
        if (facts.step() != RequestStep.DONE || facts.settled()) {
            return Set.of();
        }
        return Set.of(facts.reconnection() ? "ResumeDataStream"
                : facts.byFile() ? "NotifyLenderOfUpload" : Elements.START_DATA_STREAM);
    }

    private static String main(RequestFacts facts) {
        return switch (facts.step()) {
            case SELECT_SOFTWARE -> Elements.SELECT_SOFTWARE;
            case GIVE_CONSENT -> Elements.GIVE_CONSENT;
            case CONNECT_SOFTWARE -> Elements.CONNECT_SOFTWARE;
            case UPLOAD_FILES -> Elements.UPLOAD_FILES;
            case CHECKING -> Elements.VERIFY_CONNECTION;
            case CHOOSE_SUBSIDIARIES -> Elements.CHOOSE_SUBSIDIARIES;
            case CONFIRM_COMPANY -> Elements.CONFIRM_COMPANY;
            case LENDER_DECIDES -> Elements.DECIDE_COMPANY_MATCH;
            case DONE, DECLINED, EXPIRED, CANCELLED -> throw new IllegalStateException("Not open: " + facts.step());
        };
    }
}
