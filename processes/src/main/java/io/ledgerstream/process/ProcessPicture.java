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
 * A model's own diagram as an SVG to put into a page, and the same as text. Immutable and
 * safe to share; one per model.
 *
 * <p>
 * The SVG has no style attributes, scripts or addresses, so it passes a strict
 * Content-Security-Policy. It draws in the colour of the text around it and may be
 * dressed through its classes: {@code process-picture} on the whole, on each
 * {@code element} or {@code flow} also {@code taken} and {@code current}, on user tasks
 * who does them ({@code customer}, {@code lender}); inside {@code body}, {@code icon},
 * {@code group}, {@code now}.
 */
public final class ProcessPicture {

    private static final int MARGIN = 20;

    private final Diagram diagram;

    private ProcessPicture(Diagram diagram) {
        this.diagram = diagram;
    }

    /**
     * @throws IllegalStateException if the class path holds no readable model at
     * {@code resource}
     */
    public static ProcessPicture of(String resource) {
        return new ProcessPicture(DiagramReader.read(resource));
    }

    /** The picture without any request in it. */
    public String asSvg() {
        return asSvg(List.of(), Set.of());
    }

    /**
     * Between two elements of the way the model's shortest way is drawn as taken, with
     * its gateways, events and tasks; so what lies on it may be left out, and what made
     * the request leave the straight way must not be: after a connection that was
     * rejected, the way is {@code ConnectSoftware, VerifyConnection, ConnectSoftware}.
     * @param way ids of the elements that the request came by, in this order, as often as
     * it did; the end too, where it has ended. What happened beside the main line (help,
     * reminders, a contact in doubt) may stand anywhere in it
     * @param current ids of elements where the request waits now. Ids that the model does
     * not know are passed over, since a request may run on an older version of it
     */
    public String asSvg(List<String> way, Set<String> current) {
        Progress progress = new Progress(diagram, way, current);
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

    /**
     * The same in a few English sentences, one a line: what is done, what happened on the
     * way, where it waits or ended, what comes next. Parameters as for
     * {@link #asSvg(List, Set)}.
     */
    public String asText(List<String> way, Set<String> current) {
        return text(new Progress(diagram, way, current));
    }

    private static String text(Progress progress) {
        boolean ended = !progress.ends().isEmpty();
        return Stream
            .of(sentence("Done", names(progress.done())), sentence("On the way", progress.happened().stream()),
                    sentence("Now", names(progress.now())),
                    ended ? sentence("Ended", names(progress.ends()))
                            : sentence("Still to come", names(progress.ahead())))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    }

    private static String sentence(String word, Stream<String> parts) {
        String list = parts.distinct().collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : word + ": " + list + ".";
    }

    private static Stream<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::name);
    }

    /** Frames first, then flows, then what stands on them. */
    private String body(Progress progress) {
        Predicate<Node> isFrame = Node::isSubProcess;
        return Stream
            .of(nodes(isFrame, progress), diagram.flows().stream().map(f -> draw(f, progress)),
                    nodes(isFrame.negate(), progress))
            .flatMap(parts -> parts)
            .collect(Collectors.joining("\n"));
    }

    private Stream<String> nodes(Predicate<Node> which, Progress progress) {
        return diagram.nodes().values().stream().filter(which).map(n -> draw(n, progress));
    }

    private static String draw(Node node, Progress progress) {
        boolean current = progress.isCurrent(node);
        String width = current ? " stroke-width=\"4\"" : progress.isTaken(node) ? " stroke-width=\"3\"" : "";
        String state = (progress.isTaken(node) ? " taken" : "") + (current ? " current" : "");
        String kind = node.group().isEmpty() ? node.type() : node.type() + " " + node.group();
        return "<g class=\"element %s%s\" data-element=\"%s\"%s>%s%s</g>".formatted(escape(kind), state,
                escape(node.id()), width, SvgShapes.of(node), current ? SvgShapes.nowMarker(node.box()) : "");
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
        return "<path class=\"head\" transform=\"translate(%s %s) rotate(%s)\"".formatted(number(end.x()),
                number(end.y()), number(angle)) + " d=\"M0 0l-11-5v10z\" fill=\"currentColor\" stroke=\"none\"/>";
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
