package io.ledgerstream.request.web;

import io.ledgerstream.process.Onboarding;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.ProcessPicture;
import io.ledgerstream.request.RequestFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a request stands in its model, by the facts of the database: the way behind it and the elements where it waits. */
record ProcessSteps(ProcessPicture model, List<String> taken, Set<String> current) {

    private static final ProcessPicture ONBOARDING = ProcessPicture.of(Onboarding.RESOURCE);
    private static final ProcessPicture RECONNECTION = ProcessPicture.of(Onboarding.RECONNECTION_RESOURCE);

    static ProcessSteps of(RequestFacts facts) {
        ProcessPicture model = facts.reconnection() ? RECONNECTION : ONBOARDING;
        List<String> way = new ArrayList<>(List.of(facts.reconnection() ? Elements.RECONNECTION_REQUESTED : Elements.DATA_REQUESTED,
                Elements.OPEN_REQUEST, Elements.SEND_INVITATION));
        return switch (facts.step()) {
            case DONE -> facts.settled() ? new ProcessSteps(model, end(way, facts, lastEnd(facts)), Set.of())
                    : waiting(model, end(way, facts, connectedEnd(facts)), facts, List.of());
            case DECLINED -> new ProcessSteps(model, end(way, facts, List.of(Elements.GIVE_CONSENT, Elements.REQUEST_DECLINED)), Set.of());
            case EXPIRED -> new ProcessSteps(model, ended(way, facts, Elements.REQUEST_EXPIRED), Set.of());
            case CANCELLED -> new ProcessSteps(model, ended(way, facts, Elements.REQUEST_CANCELLED), Set.of());
            default -> waiting(model, way, facts, reached(facts));
        };
    }

    String picture() {
        return model.asSvg(taken, current);
    }

    /** One sentence a line: what is done, where it waits or how it ended, what is still to come. */
    List<String> inWords() {
        return model.asText(taken, current).lines().toList();
    }

    /** The last of what was reached is where it waits; help that is open waits beside it. */
    private static ProcessSteps waiting(ProcessPicture model, List<String> way, RequestFacts facts, List<String> reached) {
        Set<String> current = new HashSet<>();
        if (!reached.isEmpty()) {
            way.addAll(reached.subList(0, reached.size() - 1));
            current.add(reached.getLast());
        } else {
            current.add(way.removeLast());
        }
        if (facts.helpOpen()) {
            current.add(Elements.HELP_CUSTOMER);
        }
        return new ProcessSteps(model, way, current);
    }

    private static List<String> ended(List<String> way, RequestFacts facts, String end) {
        List<String> reached = reached(facts);
        way.addAll(reached.subList(0, reached.size() - 1));
        way.add(end);
        return way;
    }

    private static List<String> end(List<String> way, RequestFacts facts, List<String> end) {
        way.addAll(facts.reconnection() ? List.of() : List.of(Elements.SELECT_SOFTWARE));
        way.addAll(end);
        return way;
    }

    /** How far the customer came while the request was open. */
    private static List<String> reached(RequestFacts facts) {
        List<String> way = new ArrayList<>();
        if (!facts.reconnection()) {
            way.add(Elements.SELECT_SOFTWARE);
        }
        if (facts.software() != null) {
            way.add(Elements.GIVE_CONSENT);
        }
        if (facts.consented()) {
            way.addAll(facts.byFile() ? List.of(Elements.UPLOAD_FILES) : connecting(facts));
        }
        return way;
    }

    private static List<String> connecting(RequestFacts facts) {
        return switch (facts.attempt()) {
            case null -> List.of(Elements.CONNECT_SOFTWARE);
            case STARTED, REJECTED -> List.of(Elements.CONNECT_SOFTWARE);
            case AUTHORISED, VERIFIED -> List.of(Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION);
            case MISMATCHED -> List.of(Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.CONFIRM_COMPANY);
            case TO_DECIDE -> List.of(Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.CONFIRM_COMPANY,
                    Elements.DECIDE_COMPANY_MATCH);
        };
    }

    /** Through the customer's part, and at the first step after it. */
    private static List<String> connectedEnd(RequestFacts facts) {
        if (facts.reconnection()) {
            return List.of(Elements.GIVE_CONSENT, Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.RECONNECTED, "ResumeDataStream");
        }
        return facts.byFile() ? List.of(Elements.GIVE_CONSENT, Elements.UPLOAD_FILES, Elements.UPLOADED, "NotifyLenderOfUpload")
                : List.of(Elements.GIVE_CONSENT, Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.CONNECTED, Elements.START_DATA_STREAM);
    }

    private static List<String> lastEnd(RequestFacts facts) {
        List<String> way = new ArrayList<>(connectedEnd(facts));
        way.add(facts.reconnection() ? Elements.DATA_FLOWING_AGAIN : facts.byFile() ? Elements.DATA_UPLOADED : Elements.DATA_FLOWING);
        return way;
    }
}
