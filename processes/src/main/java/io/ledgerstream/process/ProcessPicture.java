package io.ledgerstream.process;

import static io.ledgerstream.process.SvgText.escape;
import static io.ledgerstream.process.SvgText.number;

import io.ledgerstream.process.Diagram.Box;
import io.ledgerstream.process.Diagram.Flow;
import io.ledgerstream.process.Diagram.Node;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model's own diagram as an SVG to put into a page, and the same as text. Immutable and safe to share; one per model.
 *
 * <p>The SVG has no style attributes, scripts or addresses, so it passes a strict Content-Security-Policy. It draws in the
 * colour of the text around it and may be dressed through its classes: {@code process-picture} on the whole, on each
 * {@code element} or {@code flow} also {@code taken} and {@code current}; inside {@code body}, {@code icon}, {@code now}.
 */
public final class ProcessPicture {

    private static final int MARGIN = 20;

    private final Diagram diagram;

    private ProcessPicture(Diagram diagram) {
        this.diagram = diagram;
    }

    /** @throws IllegalStateException if the class path holds no readable model at {@code resource} */
    public static ProcessPicture of(String resource) {
        return new ProcessPicture(DiagramReader.read(resource));
    }

    /** The picture without any request in it. */
    public String asSvg() {
        return asSvg(Set.of(), Set.of());
    }

    /**
     * @param taken ids of elements behind the request; gateways and flows between tasks on the straight way may be left out
     * @param current ids of elements where the request waits now. Ids that the model does not know are passed over, since a
     *                request may run on an older version of it
     */
    public String asSvg(Set<String> taken, Set<String> current) {
        Progress progress = new Progress(diagram, taken, current);
        Box frame = frame();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" class="process-picture" role="img" \
                aria-labelledby="process-picture-title process-picture-desc" viewBox="%s %s %s %s" fill="none" \
                stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" font-family="system-ui, sans-serif">
                <title id="process-picture-title">%s</title>
                <desc id="process-picture-desc">%s</desc>
                %s
                </svg>
                """.formatted(number(frame.x()), number(frame.y()), number(frame.width()), number(frame.height()),
                escape(diagram.name()), escape(text(progress)), body(progress));
    }

    /** The same in a few English sentences, one a line: what is done, where it waits or ended, what comes next. */
    public String asText(Set<String> taken, Set<String> current) {
        return text(new Progress(diagram, taken, current));
    }

    private static String text(Progress progress) {
        boolean ended = !progress.ends().isEmpty();
        return Stream.of(sentence("Done", progress.done()), sentence("Now", progress.now()),
                        ended ? sentence("Ended", progress.ends()) : sentence("Still to come", progress.ahead()))
                .filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String sentence(String word, List<Node> nodes) {
        return nodes.isEmpty() ? "" : word + ": " + nodes.stream().map(Node::name).collect(Collectors.joining(", ")) + ".";
    }

    /** Frames first, then flows, then what stands on them. */
    private String body(Progress progress) {
        Predicate<Node> isFrame = Node::isSubProcess;
        return Stream.of(nodes(isFrame, progress), diagram.flows().stream().map(f -> draw(f, progress)),
                        nodes(isFrame.negate(), progress))
                .flatMap(parts -> parts).collect(Collectors.joining("\n"));
    }

    private Stream<String> nodes(Predicate<Node> which, Progress progress) {
        return diagram.nodes().values().stream().filter(which).map(n -> draw(n, progress));
    }

    private static String draw(Node node, Progress progress) {
        boolean current = progress.isCurrent(node);
        String width = current ? " stroke-width=\"4\"" : progress.isTaken(node) ? " stroke-width=\"3\"" : "";
        String state = (progress.isTaken(node) ? " taken" : "") + (current ? " current" : "");
        return "<g class=\"element %s%s\" data-element=\"%s\"%s>%s%s</g>".formatted(node.type(), state, escape(node.id()), width,
                SvgShapes.of(node), current ? SvgShapes.nowMarker(node.box()) : "");
    }

    private static String draw(Flow flow, Progress progress) {
        String way = flow.way().stream().map(p -> number(p.x()) + "," + number(p.y())).collect(Collectors.joining(" "));
        boolean taken = progress.isTaken(flow);
        return "<g class=\"flow%s\"%s><polyline points=\"%s\"/>%s%s</g>".formatted(taken ? " taken" : "",
                taken ? " stroke-width=\"3\"" : "", way, arrowHead(flow), SvgShapes.label(flow.name(), flow.label()));
    }

    private static String arrowHead(Flow flow) {
        var end = flow.way().getLast();
        var before = flow.way().get(flow.way().size() - 2);
        double angle = Math.toDegrees(Math.atan2(end.y() - before.y(), end.x() - before.x()));
        return "<path class=\"head\" transform=\"translate(%s %s) rotate(%s)\""
                        .formatted(number(end.x()), number(end.y()), number(angle))
                + " d=\"M0 0l-11-5v10z\" fill=\"currentColor\" stroke=\"none\"/>";
    }

    private Box frame() {
        List<Box> boxes = diagram.nodes().values().stream().flatMap(n -> Stream.ofNullable(n.box())).toList();
        double left = boxes.stream().mapToDouble(Box::x).min().orElse(0) - 2 * MARGIN;
        double top = boxes.stream().mapToDouble(Box::y).min().orElse(0) - MARGIN;
        double right = boxes.stream().mapToDouble(b -> b.x() + b.width()).max().orElse(0) + 2 * MARGIN;
        double bottom = boxes.stream().mapToDouble(b -> b.y() + b.height()).max().orElse(0) + MARGIN;
        return new Box(left, top, right - left, bottom - top);
    }
}
