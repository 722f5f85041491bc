package io.ledgerstream.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model's elements and flows with their places, in the order of the file. Lengths are
 * the model's own units (pixels).
 */
record Diagram(String processId, String name, Map<String, Node> nodes, List<Flow> flows) {

    /**
     * @param type the BPMN tag, such as {@code userTask}
     * @param event the kind of event definition inside, such as {@code timer}; empty
     * without one
     * @param parent id of the sub-process or process around it
     * @param attachedTo id of what a boundary event is at the edge of; else empty
     * @param interrupting false only for events that leave their scope running
     * @param group who does a user task; else empty
     */
    record Node(String id, String type, String name, String event, String parent, String attachedTo,
            boolean interrupting, boolean eventSubProcess, String group, Box box, Box label) {

        boolean isTask() {
            return type.endsWith("Task");
        }

        boolean isEnd() {
            return type.equals("endEvent");
        }

        boolean isSubProcess() {
            return type.equals("subProcess");
        }
    }

    /**
     * @param condition empty without one
     * @param label where the name stands; null without a name
     */
    record Flow(String id, String name, String source, String target, String condition, List<Point> way, Box label) {
    }

    record Point(double x, double y) {
    }

    record Box(double x, double y, double width, double height) {

        double centreX() {
            return x + width / 2;
        }

        double centreY() {
            return y + height / 2;
        }
    }

    /**
     * The plain start of a process or sub-process: inside a sub-process the one without
     * an event, unless an event begins it.
     */
    Optional<Node> startOf(String scope) {
        boolean begunByEvent = find(scope).map(Node::eventSubProcess).orElse(scope.equals(processId));
        return nodes.values()
            .stream()
            .filter(n -> n.type.equals("startEvent") && n.parent.equals(scope) && (n.event.isEmpty() || begunByEvent))
            .findFirst();
    }

    Optional<Node> find(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    Stream<Flow> flowsFrom(Node node) {
        return flows.stream().filter(f -> f.source.equals(node.id));
    }

    /** Whether one of several ways is chosen there. */
    boolean isChoice(String id) {
        return nodes.get(id).type.equals("exclusiveGateway") && flowsFrom(nodes.get(id)).count() > 1;
    }
}
