package io.ledgerstream.process;

import io.ledgerstream.process.Diagram.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text in SVG, which does not wrap by itself: lines are broken between words by an
 * estimate of their width.
 */
final class SvgText {

    private static final double WIDTH_PER_SIZE = 0.55;

    private static final double LINE_PER_SIZE = 1.2;

    private SvgText() {
    }

    /**
     * Lines centred in the box; a word wider than the box sticks out rather than being
     * cut.
     */
    static String centred(String text, Box box, int size) {
        List<String> lines = wrap(text, box.width(), size);
        double step = size * LINE_PER_SIZE;
        double y = box.centreY() - step * (lines.size() - 1) / 2 + size * 0.35;
        StringBuilder svg = new StringBuilder();
        for (String line : lines) {
            svg.append(line(line, box.centreX(), y, size, "middle"));
            y += step;
        }
        return svg.toString();
    }

    static String line(String text, double x, double y, int size, String anchor) {
        return """
                <text x="%s" y="%s" font-size="%s" text-anchor="%s" stroke="none" \
                fill="currentColor">%s</text>""".formatted(number(x), number(y), size, anchor, escape(text));
    }

    static List<String> wrap(String text, double width, int size) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && (line.length() + 1 + word.length()) * size * WIDTH_PER_SIZE > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Always with a point, whatever the machine's language. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

}
