package io.ledgerstream.process;

import io.ledgerstream.process.Diagram.Flow;
import io.ledgerstream.process.Diagram.Node;
import io.ledgerstream.process.Routes.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way that one request took. The database knows tasks and outcomes in their order,
 * not gateways and flows: between two elements that it knows, the shortest way of the
 * model was taken. What happens beside the main line is a way of its own.
 */
final class Progress {

    private final Diagram diagram;

    private final Routes routes;

    private final Set<String> current;

    private final Set<Node> taken = new HashSet<>();

    private final Set<Flow> flows = new HashSet<>();

    /** By the event sub-process that it is in; the main line under empty. */
    private final Map<Optional<Node>, Node> last = new HashMap<>();

    /** What each gateway decided when the request came by for the last time. */
    private final Map<String, Flow> decided = new HashMap<>();

    Progress(Diagram diagram, List<String> way, Set<String> current) {
        this.diagram = diagram;
        this.routes = new Routes(diagram);
        this.current = current;
        Stream.concat(way.stream(), diagram.nodes().keySet().stream().filter(current::contains))
            .map(diagram.nodes()::get)
            .filter(Objects::nonNull)
            .forEach(this::goTo);
    }

    boolean isTaken(Node node) {
        return taken.contains(node);
    }

    boolean isTaken(Flow flow) {
        return flows.contains(flow);
    }

    boolean isCurrent(Node node) {
        return current.contains(node.id());
    }

    /**
     * Tasks behind the request, in the order of the file; what it has to come by again is
     * not behind it.
     */
    List<Node> done() {
        List<Node> ahead = ahead();
        return diagram.nodes()
            .values()
            .stream()
            .filter(n -> n.isTask() && isTaken(n) && !isCurrent(n) && !ahead.contains(n))
            .toList();
    }

    List<Node> now() {
        return diagram.nodes().values().stream().filter(this::isCurrent).toList();
    }

    /**
     * What made the way another than the straight one: messages and errors that came, and
     * decisions.
     */
    List<String> happened() {
        Stream<String> events = diagram.nodes().values().stream().filter(n -> isTaken(n) && isNews(n)).map(Node::name);
        Stream<String> decisions = diagram.flows()
            .stream()
            .filter(f -> isTaken(f) && !isStraight(f) && !leadsToEnd(f))
            .filter(f -> diagram.isChoice(f.source()))
            .map(f -> diagram.nodes().get(f.source()).name() + " " + f.name());
        return Stream.concat(decisions, events).toList();
    }

    /** Tasks that come next if all goes well; none once it has ended. */
    List<Node> ahead() {
        List<Node> way = new ArrayList<>();
        Node node = last.containsKey(Optional.<Node>empty()) ? onward(last.get(Optional.<Node>empty())) : start();
        while (node != null && !way.contains(node)) {
            way.add(node);
            node = onward(node);
        }
        return way.stream().filter(n -> n.isTask() && !isCurrent(n)).toList();
    }

    List<Node> ends() {
        return diagram.nodes()
            .values()
            .stream()
            .filter(n -> n.isEnd() && n.parent().equals(diagram.processId()) && isTaken(n))
            .toList();
    }

    private void goTo(Node node) {
        Optional<Node> beside = routes.aside(node);
        Node beginning = beside.flatMap(scope -> diagram.startOf(scope.id())).orElseGet(this::start);
        Node from = last.getOrDefault(beside, beginning);
        if (!from.equals(node)) {
            List<Step> way = routes.shortest(from, node).or(() -> routes.shortest(beginning, node)).orElse(List.of());
            way.forEach(this::take);
        }
        take(last.containsKey(beside) ? node : beginning);
        take(node);
        last.put(beside, node);
    }

    private void take(Step step) {
        if (step.by() != null) {
            flows.add(step.by());
            decided.put(step.by().source(), step.by());
        }
        take(step.to());
    }

    private void take(Node node) {
        taken.add(node);
        routes.scopes(node).forEach(taken::add);
    }

    private Node start() {
        return diagram.startOf(diagram.processId()).orElseThrow();
    }

    /** Into a sub-process by its start, out of it by its end. */
    private Node onward(Node node) {
        if (node.isSubProcess()) {
            return diagram.startOf(node.id()).orElseThrow();
        }
        Node leaving = node.isEnd() ? diagram.nodes().get(node.parent()) : node;
        return leaving == null ? null
                : preferred(diagram.flowsFrom(leaving).toList()).map(f -> diagram.nodes().get(f.target())).orElse(null);
    }

    /**
     * As it was decided before under the same condition; else straight on; else not the
     * default, which leads back.
     */
    private Optional<Flow> preferred(List<Flow> ways) {
        return ways.stream()
            .filter(this::heldBefore)
            .findFirst()
            .or(() -> ways.stream().filter(Progress::isStraight).findFirst())
            .or(() -> ways.stream().filter(f -> !f.condition().isEmpty()).findFirst())
            .or(() -> ways.stream().findFirst());
    }

    private boolean heldBefore(Flow flow) {
        return !flow.condition().isEmpty() && decided.values()
            .stream()
            .anyMatch(d -> d.condition().equals(flow.condition()) && !d.source().equals(flow.source()));
    }

    private boolean isNews(Node node) {
        boolean errorAtTask = node.event().equals("error")
                && diagram.find(node.attachedTo()).filter(Node::isTask).isPresent();
        boolean messageBeside = node.event().equals("message") && node.type().equals("startEvent")
                && routes.aside(node).isPresent();
        return errorAtTask || messageBeside;
    }

    private boolean leadsToEnd(Flow flow) {
        return diagram.nodes().get(flow.target()).isEnd();
    }

    /** Drawn to the right: what usually happens is drawn so. */
    private static boolean isStraight(Flow flow) {
        var from = flow.way().getFirst();
        var to = flow.way().getLast();
        return flow.way().size() == 2 && from.y() == to.y() && from.x() < to.x();
    }

}
