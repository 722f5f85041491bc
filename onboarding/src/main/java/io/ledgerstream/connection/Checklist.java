package io.ledgerstream.connection;

import io.ledgerstream.connection.Check.Name;
import io.ledgerstream.connection.Check.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All checks of one verification, in their order, each waiting until it is made. */
final class Checklist {

    private final List<Check> checks = new ArrayList<>(waiting());

    static List<Check> waiting() {
        return Arrays.stream(Name.values()).map(name -> new Check(name, State.WAITING, null)).toList();
    }

    List<Check> done(Name name) {
        return set(new Check(name, State.DONE, null));
    }

    List<Check> doubtful(Name name, String reason) {
        return set(new Check(name, State.DOUBTFUL, reason));
    }

    boolean doubtful() {
        return checks.stream().anyMatch(check -> check.state() == State.DOUBTFUL);
    }

    List<Check> failed(Name name, String reason) {
        return set(new Check(name, State.FAILED, reason));
    }

    private List<Check> set(Check check) {
        checks.set(check.name().ordinal(), check);
        return List.copyOf(checks);
    }
}
