package standin.quickbooks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Which calls are to go wrong. */
final class FailurePlan {

    private record Planned(Endpoint endpoint, Failure failure) {
    }

    private final List<Planned> plan = new ArrayList<>();

    synchronized void add(Endpoint endpoint, Failure failure) {
        plan.add(new Planned(endpoint, failure));
    }

    /** The first failure planned for such a call, used up by one. */
    synchronized Optional<Failure> take(Endpoint endpoint, String target) {
        for (Iterator<Planned> all = plan.iterator(); all.hasNext();) {
            Planned planned = all.next();
            if (planned.endpoint() == endpoint && planned.failure().matches().test(target)) {
                all.remove();
                if (planned.failure().times() > 1) {
                    plan.addFirst(new Planned(endpoint, planned.failure().times(planned.failure().times() - 1)));
                }
                return Optional.of(planned.failure());
            }
        }
        return Optional.empty();
    }

    synchronized void clear() {
        plan.clear();
    }

}
