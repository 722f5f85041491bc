package io.ledgerstream.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A model's XML as the contract tests ask for it. */
final class Model {

    static final Model ONBOARDING = new Model(Onboarding.RESOURCE);
    static final Model RECONNECTION = new Model(Onboarding.RECONNECTION_RESOURCE);
    static final List<Model> ALL = List.of(ONBOARDING, RECONNECTION);

    private static final Set<String> FEEL_WORDS = Set.of("and", "or", "not", "true", "false", "null", "if", "then",
            "else", "duration");

    private final Element definitions;

    private Model(String resource) {
        definitions = DiagramReader.parse(resource).getDocumentElement();
    }

    /** How the tests call it. */
    @Override
    public String toString() {
        return process().getAttribute("id");
    }

    Element definitions() {
        return definitions;
    }

    Element process() {
        return all("process").findFirst().orElseThrow();
    }

    Stream<Element> all(String... tags) {
        return Arrays.stream(tags).flatMap(tag -> DiagramReader.all(definitions, tag));
    }

    Set<String> values(String tag, String attribute) {
        return all(tag).map(e -> e.getAttribute(attribute)).filter(v -> !v.isEmpty()).collect(Collectors.toSet());
    }

    Set<String> ids() {
        return nodes().stream().map(e -> e.getAttribute("id")).collect(Collectors.toSet());
    }

    Element node(String id) {
        return nodes().stream().filter(n -> n.getAttribute("id").equals(id)).findFirst().orElseThrow();
    }

    /**
     * Where the gateway leads that finds none of its conditions true; empty where it then
     * stands still with an incident.
     */
    Optional<String> fallback(String gateway) {
        return out(node(gateway)).stream()
            .filter(f -> f.getAttribute("id").equals(node(gateway).getAttribute("default")))
            .map(f -> f.getAttribute("targetRef"))
            .findFirst();
    }

    /** Tasks, events, gateways and sub-processes, without what only belongs to them. */
    List<Element> nodes() {
        return all("*")
            .filter(e -> e.hasAttribute("id") && e.getLocalName().matches(".*(Task|Event|Gateway|subProcess)"))
            .toList();
    }

    List<Element> out(Element node) {
        return flows("sourceRef", node);
    }

    List<Element> in(Element node) {
        return flows("targetRef", node);
    }

    List<Element> boundariesOf(Element scope) {
        return all("boundaryEvent").filter(b -> b.getAttribute("attachedToRef").equals(scope.getAttribute("id")))
            .toList();
    }

    private List<Element> flows(String end, Element node) {
        return all("sequenceFlow").filter(f -> f.getAttribute(end).equals(node.getAttribute("id"))).toList();
    }

    /**
     * Every expression of the model: those in elements and those in attributes of
     * Camunda's extensions.
     */
    List<String> expressions() {
        Stream<String> inElements = all("conditionExpression", "timeDate", "timeDuration", "timeCycle")
            .map(Element::getTextContent);
        Stream<String> inAttributes = all("subscription", "input", "output", "taskDefinition", "header",
                "calledElement")
            .flatMap(e -> Stream.of("correlationKey", "source", "type", "retries", "value").map(e::getAttribute))
            .filter(value -> value.startsWith("="));
        return Stream.concat(inElements, inAttributes).map(String::trim).toList();
    }

    Set<String> variablesUsed() {
        return expressions().stream()
            .map(feel -> feel.replaceAll("\"[^\"]*\"", ""))
            .flatMap(feel -> Pattern.compile("[A-Za-z_]\\w*").matcher(feel).results())
            .map(MatchResult::group)
            .filter(word -> !FEEL_WORDS.contains(word))
            .collect(Collectors.toSet());
    }

    /** The variables that the model's documentation says its instances hold. */
    List<String> variablesDocumented() {
        String documented = documentation(process()).replaceFirst("(?s).*Variables: ", "").replaceFirst("\\.\\s*$", "");
        return Arrays.asList(documented.split(",\\s*"));
    }

    /** What the expressions compare the variable with. */
    Set<String> valuesComparedWith(String variable) {
        Pattern comparison = Pattern.compile(Pattern.quote(variable) + "\\s*=\\s*\"([^\"]*)\"");
        return expressions().stream()
            .flatMap(feel -> comparison.matcher(feel).results())
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    }

    static String documentation(Element element) {
        return DiagramReader.children(element)
            .filter(e -> e.getLocalName().equals("documentation"))
            .map(Element::getTextContent)
            .collect(Collectors.joining());
    }

}
