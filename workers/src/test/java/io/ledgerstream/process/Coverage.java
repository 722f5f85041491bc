package io.ledgerstream.process;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Which elements and flows of the models the engine has taken, by its own log. */
public final class Coverage {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static final Set<ProcessInstanceIntent> TAKEN = EnumSet.of(ProcessInstanceIntent.ELEMENT_ACTIVATED,
            ProcessInstanceIntent.SEQUENCE_FLOW_TAKEN);

    /** Ids are the models' own; two models may have the same. */
    private final Set<String> taken = new HashSet<>();

    /**
     * Adds what an engine's log shows. The records are of one engine, from its beginning
     * or not.
     */
    public void add(Iterable<Record<?>> log) {
        for (Record<?> entry : log) {
            if (entry.getIntent() instanceof ProcessInstanceIntent intent && TAKEN.contains(intent)
                    && entry.getValue() instanceof ProcessInstanceRecordValue value) {
                taken.add(value.getBpmnProcessId() + "/" + value.getElementId());
            }
        }
    }

    /**
     * Ids of the model's elements and flows that no instance has come by, in alphabetical
     * order.
     */
    public Set<String> notTaken(String resource) {
        Element process = all(parse(resource), "process").findFirst().orElseThrow();
        Set<String> eventGateways = all(process, "eventBasedGateway").map(e -> e.getAttribute("id"))
            .collect(Collectors.toSet());
        return all(process, "*").filter(e -> e.getLocalName().matches(".*(Task|Event|Gateway|subProcess|sequenceFlow)"))
            .filter(e -> !taken.contains(process.getAttribute("id") + "/" + witness(e, eventGateways)))
            .map(e -> e.getAttribute("id"))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Of flows behind an event-based gateway the log says nothing: the event that they
     * lead to has come instead.
     */
    private static String witness(Element element, Set<String> eventGateways) {
        return element.getAttribute(eventGateways.contains(element.getAttribute("sourceRef")) ? "targetRef" : "id");
    }

    private static Stream<Element> all(Element scope, String tag) {
        NodeList list = scope.getElementsByTagNameNS(BPMN, tag);
        return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i));
    }

    private static Element parse(String resource) {
        try (InputStream in = Coverage.class.getClassLoader().getResourceAsStream(resource)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Model at " + resource + " cannot be read", e);
        }
    }

}
