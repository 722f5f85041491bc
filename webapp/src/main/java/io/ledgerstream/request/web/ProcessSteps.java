package io.ledgerstream.request.web;

import io.ledgerstream.process.Onboarding;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.ProcessPicture;
import io.ledgerstream.request.RequestFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a request stands in the model, by the facts of the database: elements behind it and the one where it waits. */
record ProcessSteps(Set<String> taken, Set<String> current) {

    private static final ProcessPicture PICTURE = ProcessPicture.of(Onboarding.RESOURCE);

    /** The straight way, in its order. */
    private static final List<String> WAY = List.of(Elements.DATA_REQUESTED, Elements.OPEN_REQUEST, Elements.SEND_INVITATION,
            Elements.SELECT_SOFTWARE, Elements.GIVE_CONSENT, Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.CONNECTED,
            Elements.START_DATA_STREAM, Elements.NOTIFY_LENDER, Elements.CONFIRM_TO_CUSTOMER, Elements.DATA_FLOWING);

    static ProcessSteps of(RequestFacts facts) {
        return switch (facts.step()) {
            case SELECT_SOFTWARE -> waitingAt(Elements.SELECT_SOFTWARE);
            case GIVE_CONSENT -> waitingAt(Elements.GIVE_CONSENT);
            case CONNECT_SOFTWARE -> waitingAt(Elements.CONNECT_SOFTWARE);
            case CHECKING -> waitingAt(Elements.VERIFY_CONNECTION);
            case DONE -> facts.settled() ? new ProcessSteps(Set.copyOf(WAY), Set.of()) : waitingAt(Elements.START_DATA_STREAM);
            case DECLINED -> ended(Elements.GIVE_CONSENT, Elements.REQUEST_DECLINED);
            case EXPIRED -> ended(reached(facts), Elements.REQUEST_EXPIRED);
            case CANCELLED -> ended(reached(facts), Elements.REQUEST_CANCELLED);
        };
    }

    String picture() {
        return PICTURE.asSvg(taken, current);
    }

    /** One sentence a line: what is done, where it waits or how it ended, what is still to come. */
    List<String> inWords() {
        return PICTURE.asText(taken, current).lines().toList();
    }

    private static ProcessSteps waitingAt(String element) {
        return new ProcessSteps(Set.copyOf(WAY.subList(0, WAY.indexOf(element))), Set.of(element));
    }

    /** Behind it is the way before the element where the customer stood. */
    private static ProcessSteps ended(String at, String end) {
        Set<String> taken = new HashSet<>(WAY.subList(0, WAY.indexOf(at)));
        taken.add(end);
        return new ProcessSteps(taken, Set.of());
    }

    private static String reached(RequestFacts facts) {
        return facts.software() == null ? Elements.SELECT_SOFTWARE
                : !facts.consented() ? Elements.GIVE_CONSENT
                : facts.authorised() ? Elements.VERIFY_CONNECTION : Elements.CONNECT_SOFTWARE;
    }
}
