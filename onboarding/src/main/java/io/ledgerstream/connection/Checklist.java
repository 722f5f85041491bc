package io.ledgerstream.connection;

import io.ledgerstream.connection.Check.State;
import io.ledgerstream.provider.Aspect;
import java.util.ArrayList;
import java.util.List;

/** All checks of one verification, in their order, each waiting until it is made. */
final class Checklist {

    private final List<Aspect> aspects;

    private final List<Check> checks;

    /**
     * @param aspects what is looked at with this provider
     */
    Checklist(List<Aspect> aspects) {
        this.aspects = aspects;
        this.checks = new ArrayList<>(waiting(aspects));
    }

    static List<Check> waiting(List<Aspect> aspects) {
        return aspects.stream().map(aspect -> new Check(aspect, State.WAITING, null)).toList();
    }

    List<Check> done(Aspect aspect) {
        return set(new Check(aspect, State.DONE, null));
    }

    List<Check> noted(Aspect aspect, String detail) {
        return set(new Check(aspect, State.NOTED, detail));
    }

    List<Check> doubtful(Aspect aspect, String reason) {
        return set(new Check(aspect, State.DOUBTFUL, reason));
    }

    List<Check> failed(Aspect aspect, String reason) {
        return set(new Check(aspect, State.FAILED, reason));
    }

    boolean noted(String detail) {
        return checks.stream().anyMatch(check -> check.state() == State.NOTED && detail.equals(check.detail()));
    }

    boolean doubtful() {
        return checks.stream().anyMatch(check -> check.state() == State.DOUBTFUL);
    }

    private List<Check> set(Check check) {
        checks.set(aspects.indexOf(check.name()), check);
        return List.copyOf(checks);
    }

}
