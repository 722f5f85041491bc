package io.ledgerstream.process;

import io.ledgerstream.process.Diagram.Flow;
import io.ledgerstream.process.Diagram.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far one request came. The database knows tasks and outcomes, not gateways and flows, so what lies on the straight way
 * before the furthest known element counts as taken too; off the straight way only what is known.
 */
final class Progress {

    private final Diagram diagram;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> current;
    private final List<Node> straightWay;

    Progress(Diagram diagram, Set<String> taken, Set<String> current) {
        this.diagram = diagram;
        this.current = current;
        this.straightWay = straightWay(diagram);
        Stream.concat(taken.stream(), current.stream()).forEach(this.taken::add);
        int furthest = furthest(this.taken);
        straightWay.subList(0, furthest + 1).forEach(node -> this.taken.add(node.id()));
    }

    boolean isTaken(Node node) {
        return taken.contains(node.id());
    }

    boolean isCurrent(Node node) {
        return current.contains(node.id());
    }

    boolean isTaken(Flow flow) {
        boolean bothEnds = taken.contains(flow.source()) && taken.contains(flow.target());
        return taken.contains(flow.id()) || bothEnds && (isStraight(flow) || !isOnStraightWay(flow.target()));
    }

    /** Tasks behind the request, now before it, and ahead of it on the straight way; ends that it came to. */
    List<Node> done() {
        return diagram.nodes().values().stream().filter(n -> n.isTask() && isTaken(n) && !isCurrent(n)).toList();
    }

    List<Node> now() {
        return diagram.nodes().values().stream().filter(this::isCurrent).toList();
    }

    List<Node> ahead() {
        int from = current.isEmpty() ? furthest(taken) : furthest(current);
        return straightWay.subList(from + 1, straightWay.size()).stream().filter(Node::isTask).toList();
    }

    List<Node> ends() {
        return diagram.nodes().values().stream()
                .filter(n -> n.isEnd() && n.parent().equals(diagram.processId()) && isTaken(n)).toList();
    }

    private int furthest(Set<String> ids) {
        int last = -1;
        for (int i = 0; i < straightWay.size(); i++) {
            last = ids.contains(straightWay.get(i).id()) ? i : last;
        }
        return last;
    }

    private boolean isOnStraightWay(String id) {
        return straightWay.stream().anyMatch(n -> n.id().equals(id));
    }

    private boolean isStraight(Flow flow) {
        return diagram.mainFlowFrom(diagram.nodes().get(flow.source())).filter(flow::equals).isPresent()
                && isOnStraightWay(flow.source());
    }

    private static List<Node> straightWay(Diagram diagram) {
        List<Node> way = new ArrayList<>();
        Node node = diagram.startOf(diagram.processId()).orElseThrow();
        while (node != null && !way.contains(node)) {
            way.add(node);
            node = after(diagram, node);
        }
        return way;
    }

    /** Into a sub-process by its start, out of it by its end. */
    private static Node after(Diagram diagram, Node node) {
        if (node.isSubProcess()) {
            return diagram.startOf(node.id()).orElseThrow();
        }
        Node leaving = node.isEnd() ? diagram.nodes().get(node.parent()) : node;
        return leaving == null ? null : diagram.mainFlowFrom(leaving).map(f -> diagram.nodes().get(f.target())).orElse(null);
    }
}
