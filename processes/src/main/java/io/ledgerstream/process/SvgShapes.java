package io.ledgerstream.process;

import static io.ledgerstream.process.SvgText.number;

import io.ledgerstream.process.Diagram.Box;
import io.ledgerstream.process.Diagram.Node;
import java.util.Locale;
import java.util.Map;

/** BPMN's symbols, drawn with lines in the colour of the text around them. */
final class SvgShapes {

    private static final int TEXT = 14;

    private static final int LABEL = 13;

    private static final int GROUP = 11;

    /** The page's own ground, light or dark: hides what lies under a symbol. */
    private static final String FILLED = " fill=\"Canvas\"";

    private static final String THIN = " stroke-width=\"1.5\"";

    /** Within 24 by 24 units, centre at 0,0. */
    private static final Map<String, String> EVENTS = Map.of("message", "<path d=\"M-9-6h18v12h-18zM-9-6l9 7 9-7\"/>",
            "timer", "<circle r=\"9\"/><path d=\"M0-6v6l4 3\"/>", "error", "<path d=\"M-8 7l4-13 6 8 5-9-4 13-6-8z\"/>",
            "escalation", "<path d=\"M0-9l7 16-7-7-7 7z\"/>", "terminate", "<circle r=\"9\" fill=\"currentColor\"/>");

    /** Within 16 by 16 units, corner at 0,0. */
    private static final Map<String, String> TASKS = Map.of("userTask",
            "<circle cx=\"8\" cy=\"4.5\" r=\"3.5\"/><path d=\"M1 15c0-8 14-8 14 0z\"/>", "serviceTask",
            "<circle cx=\"8\" cy=\"8\" r=\"4.5\"/><circle cx=\"8\" cy=\"8\" r=\"1.5\"/>"
                    + "<path d=\"M8 .5v3M8 12.5v3M.5 8h3M12.5 8h3M2.7 2.7l2.1 2.1"
                    + "M11.2 11.2l2.1 2.1M13.3 2.7l-2.1 2.1M4.8 11.2l-2.1 2.1\"/>");

    /** Two rings around a pentagon: of several events the first decides. */
    private static final String FIRST_EVENT = "<circle r=\"14\"/><circle r=\"11\"/>"
            + "<path d=\"M0-7l6.7 4.9-2.6 7.8h-8.2l-2.6-7.8z\"/>";

    private SvgShapes() {
    }

    static String of(Node node) {
        return switch (node.type()) {
            case "subProcess" -> subProcess(node);
            case "exclusiveGateway" -> gateway(node, "<path d=\"M-7-7l14 14M7-7l-14 14\"/>") + label(node);
            case "eventBasedGateway" -> gateway(node, thin(FIRST_EVENT)) + label(node);
            case "userTask", "serviceTask" -> task(node);
            default -> event(node) + label(node);
        };
    }

    static String label(String name, Box box) {
        return name.isEmpty() || box == null ? "" : SvgText.centred(name, box, LABEL);
    }

    /**
     * A small filled arrow above the element, so that "now" is not told by line width or
     * colour alone.
     */
    static String nowMarker(Box box) {
        return "<path class=\"now\" transform=\"translate(%s %s)\" d=\"M-11-20h22l-11 15z\" fill=\"currentColor\"/>"
            .formatted(number(box.centreX()), number(box.y()));
    }

    private static String label(Node node) {
        return label(node.name(), node.label());
    }

    private static String task(Node node) {
        return rectangle(node.box(), 10, FILLED)
                + at(node.box().x() + 6, node.box().y() + 6, "icon", thin(TASKS.get(node.type()))) + group(node)
                + SvgText.centred(node.name(), shifted(node), TEXT);
    }

    /** Who does it, beside the icon of the person. */
    private static String group(Node node) {
        return node.group().isEmpty() ? ""
                : "<g class=\"group\">" + SvgText.line(
                        node.group().substring(0, 1).toUpperCase(Locale.ROOT) + node.group().substring(1),
                        node.box().x() + 27, node.box().y() + 17, GROUP, "start") + "</g>";
    }

    /** Text a little lower, clear of the icon and of who does it. */
    private static Box shifted(Node node) {
        Box box = node.box();
        int lower = node.group().isEmpty() ? 4 : 14;
        int inwards = node.group().isEmpty() ? 2 : 8;
        return new Box(box.x() + inwards, box.y() + lower, box.width() - 2 * inwards, box.height() - lower);
    }

    private static String subProcess(Node node) {
        String dots = node.eventSubProcess() ? " stroke-dasharray=\"2 4\"" : "";
        return rectangle(node.box(), 10, dots)
                + SvgText.line(node.name(), node.box().x() + 14, node.box().y() + 24, TEXT, "start");
    }

    private static String gateway(Node node, String sign) {
        double r = node.box().width() / 2;
        String diamond = "<path class=\"body\" d=\"M0-%1$s L%1$s 0 L0 %1$s L-%1$s 0z\"%2$s/>".formatted(number(r),
                FILLED);
        return at(node.box().centreX(), node.box().centreY(), "gateway", diamond + sign);
    }

    private static String event(Node node) {
        double r = node.box().width() / 2;
        String dashes = node.interrupting() ? "" : " stroke-dasharray=\"5 4\"";
        String thick = node.isEnd() ? " stroke-width=\"4\"" : "";
        String outer = "<circle class=\"body\" r=\"%s\"%s%s%s/>".formatted(number(r), FILLED, dashes, thick);
        boolean twoRings = node.type().equals("boundaryEvent") || node.type().equals("intermediateCatchEvent");
        String inner = twoRings ? "<circle r=\"%s\"%s/>".formatted(number(r - 4), dashes) : "";
        return at(node.box().centreX(), node.box().centreY(), "event",
                outer + inner + thin(EVENTS.getOrDefault(node.event(), "")));
    }

    private static String thin(String icon) {
        return icon.isEmpty() ? "" : "<g" + THIN + ">" + icon + "</g>";
    }

    private static String rectangle(Box box, int radius, String more) {
        return "<rect class=\"body\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"%s/>"
            .formatted(number(box.x()), number(box.y()), number(box.width()), number(box.height()), radius, more);
    }

    private static String at(double x, double y, String cssClass, String content) {
        return "<g class=\"%s\" transform=\"translate(%s %s)\">%s</g>".formatted(cssClass, number(x), number(y),
                content);
    }

}
