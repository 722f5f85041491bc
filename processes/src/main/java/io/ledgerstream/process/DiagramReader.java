package io.ledgerstream.process;

import io.ledgerstream.process.Diagram.Box;
import io.ledgerstream.process.Diagram.Flow;
import io.ledgerstream.process.Diagram.Node;
import io.ledgerstream.process.Diagram.Point;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads a model from the class path. A model that cannot be read is a broken build, hence
 * an {@link IllegalStateException}.
 */
final class DiagramReader {

    private static final Set<String> NODES = Set.of("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent",
            "userTask", "serviceTask", "exclusiveGateway", "eventBasedGateway", "subProcess");

    private final Map<String, Element> shapes = new HashMap<>();

    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private final List<Flow> flows = new ArrayList<>();

    private DiagramReader() {
    }

    static Diagram read(String resource) {
        return new DiagramReader().read(parse(resource));
    }

    static Document parse(String resource) {
        try (InputStream in = DiagramReader.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No model at " + resource);
            }
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(in);
        }
        catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Model at " + resource + " cannot be read", e);
        }
    }

    private Diagram read(Document document) {
        Stream.of("BPMNShape", "BPMNEdge")
            .flatMap(tag -> all(document.getDocumentElement(), tag))
            .forEach(shape -> shapes.put(shape.getAttribute("bpmnElement"), shape));
        Element process = first(document.getDocumentElement(), "process").orElseThrow();
        all(process, "*").forEach(this::add);
        return new Diagram(process.getAttribute("id"), process.getAttribute("name"), nodes, flows);
    }

    private void add(Element element) {
        if (NODES.contains(element.getLocalName())) {
            nodes.put(element.getAttribute("id"), node(element));
        }
        else if (element.getLocalName().equals("sequenceFlow")) {
            flows.add(flow(element));
        }
    }

    private Node node(Element e) {
        Element shape = shapes.get(e.getAttribute("id"));
        boolean leavesRunning = e.getAttribute("isInterrupting").equals("false")
                || e.getAttribute("cancelActivity").equals("false");
        return new Node(e.getAttribute("id"), e.getLocalName(), e.getAttribute("name"), event(e),
                ((Element) e.getParentNode()).getAttribute("id"), e.getAttribute("attachedToRef"), !leavesRunning,
                e.getAttribute("triggeredByEvent").equals("true"), group(e), box(shape), label(shape));
    }

    private static String event(Element e) {
        return children(e).map(Element::getLocalName)
            .filter(tag -> tag.endsWith("EventDefinition"))
            .map(tag -> tag.replace("EventDefinition", ""))
            .findFirst()
            .orElse("");
    }

    private static String group(Element e) {
        return e.getLocalName().equals("userTask")
                ? first(e, "assignmentDefinition").map(a -> a.getAttribute("candidateGroups")).orElse("") : "";
    }

    private Flow flow(Element e) {
        Element edge = shapes.get(e.getAttribute("id"));
        List<Point> way = all(edge, "waypoint").map(p -> new Point(number(p, "x"), number(p, "y"))).toList();
        return new Flow(e.getAttribute("id"), e.getAttribute("name"), e.getAttribute("sourceRef"),
                e.getAttribute("targetRef"), e.getTextContent().trim(), way, label(edge));
    }

    private static Box label(Element shape) {
        return first(shape, "BPMNLabel").map(DiagramReader::box).orElse(null);
    }

    private static Box box(Element shape) {
        Element bounds = first(shape, "Bounds").orElseThrow();
        return new Box(number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"));
    }

    private static double number(Element e, String attribute) {
        return Double.parseDouble(e.getAttribute(attribute));
    }

    static Optional<Element> first(Element scope, String tag) {
        return all(scope, tag).findFirst();
    }

    static Stream<Element> all(Element scope, String tag) {
        return elements(scope.getElementsByTagNameNS("*", tag));
    }

    static Stream<Element> children(Element scope) {
        return elements(scope.getChildNodes());
    }

    private static Stream<Element> elements(NodeList list) {
        return IntStream.range(0, list.getLength())
            .mapToObj(list::item)
            .filter(Element.class::isInstance)
            .map(Element.class::cast);
    }

}
