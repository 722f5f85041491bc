package io.ledgerstream.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's elements and flows with their places, in the order of the file. Lengths are the model's own units (pixels). */
record Diagram(String processId, String name, Map<String, Node> nodes, List<Flow> flows) {

    /**
     * @param type the BPMN tag, such as {@code userTask}
     * @param event the kind of event definition inside, such as {@code timer}; empty without one
     * @param parent id of the sub-process or process around it
     * @param interrupting false only for events that leave their scope running
     */
    record Node(String id, String type, String name, String event, String parent, boolean interrupting, boolean eventSubProcess,
                String defaultFlow, Box box, Box label) {

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

    /** @param label where the name stands; null without a name */
    record Flow(String id, String name, String source, String target, List<Point> way, Box label) {
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

    /** The plain start of a process or sub-process: inside a sub-process the one without an event. */
    Optional<Node> startOf(String scope) {
        return nodes.values().stream()
                .filter(n -> n.type.equals("startEvent") && n.parent.equals(scope)
                        && (n.event.isEmpty() || scope.equals(processId)))
                .findFirst();
    }

    /** The only flow out of a node, or its default; empty where there is none. */
    Optional<Flow> mainFlowFrom(Node node) {
        List<Flow> out = flows.stream().filter(f -> f.source.equals(node.id)).toList();
        return out.stream().filter(f -> out.size() == 1 || f.id.equals(node.defaultFlow)).findFirst();
    }
}
