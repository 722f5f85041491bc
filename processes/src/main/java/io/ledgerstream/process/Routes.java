package io.ledgerstream.process;

import io.ledgerstream.process.Diagram.Flow;
import io.ledgerstream.process.Diagram.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How one gets from element to element: along flows, into sub-processes and out of them,
 * and by what interrupts.
 */
final class Routes {

    private static final Set<String> FROM_OUTSIDE = Set.of("message", "timer");

    private final Diagram diagram;

    Routes(Diagram diagram) {
        this.diagram = diagram;
    }

    /**
     * @param by null where no flow is drawn, such as from a task to the error at its edge
     */
    record Step(Flow by, Node to) {
    }

    /**
     * The way with the fewest steps, of equal ones the first in the file; empty where
     * there is none.
     */
    Optional<List<Step>> shortest(Node from, Node to) {
        Map<Node, Step> reachedBy = new HashMap<>();
        Map<Node, Node> before = new HashMap<>();
        Deque<Node> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty() && !before.containsKey(to)) {
            Node node = next.poll();
            steps(node).filter(step -> !step.to().equals(from) && before.putIfAbsent(step.to(), node) == null)
                .forEach(step -> {
                    reachedBy.put(step.to(), step);
                    next.add(step.to());
                });
        }
        if (!before.containsKey(to)) {
            return Optional.empty();
        }
        List<Step> way = new ArrayList<>();
        for (Node node = to; !node.equals(from); node = before.get(node)) {
            way.add(reachedBy.get(node));
        }
        Collections.reverse(way);
        return Optional.of(way);
    }

    /** The event sub-process around a node; empty on the main line. */
    Optional<Node> aside(Node node) {
        return scopes(node).filter(Node::eventSubProcess).findFirst();
    }

    /** What is around a node, the innermost first; without the process itself. */
    Stream<Node> scopes(Node node) {
        return Stream.iterate(diagram.nodes().get(node.parent()), scope -> scope != null,
                scope -> diagram.nodes().get(scope.parent()));
    }

    private Stream<Step> steps(Node node) {
        if (node.isSubProcess()) {
            return diagram.startOf(node.id()).map(start -> new Step(null, start)).stream();
        }
        if (node.isEnd()) {
            return afterEnd(node);
        }
        Stream<Step> onward = Stream.concat(along(node), at(node, Set.of("error")));
        return aside(node).isPresent() ? onward : Stream.concat(onward, scopes(node).flatMap(this::interruptions));
    }

    private Stream<Step> afterEnd(Node end) {
        if (Set.of("error", "escalation").contains(end.event())) {
            return scopes(end).flatMap(scope -> at(scope, Set.of(end.event())));
        }
        return scopes(end).limit(1).filter(scope -> !scope.eventSubProcess()).flatMap(this::along);
    }

    /** Whatever the customer is doing in this scope, these may come. */
    private Stream<Step> interruptions(Node scope) {
        Stream<Step> beside = diagram.nodes()
            .values()
            .stream()
            .filter(n -> n.eventSubProcess() && n.parent().equals(scope.id()))
            .map(n -> new Step(null, n));
        return Stream.concat(at(scope, FROM_OUTSIDE), beside);
    }

    private Stream<Step> at(Node host, Set<String> events) {
        return diagram.nodes()
            .values()
            .stream()
            .filter(n -> host.id().equals(n.attachedTo()) && events.contains(n.event()))
            .map(n -> new Step(null, n));
    }

    private Stream<Step> along(Node node) {
        return diagram.flowsFrom(node).map(flow -> new Step(flow, diagram.nodes().get(flow.target())));
    }

}
