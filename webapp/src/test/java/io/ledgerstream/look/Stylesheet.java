package io.ledgerstream.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Our stylesheet as the tests read it: its layers, and the tokens of either scheme. */
final class Stylesheet {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+):\\s*([^;]+);");

    private static final String DARK = "@media (prefers-color-scheme: dark)";

    private final String text;

    Stylesheet() throws IOException {
        try (var in = Stylesheet.class.getResourceAsStream("/static/css/ledgerstream.css")) {
            text = COMMENT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).replaceAll("");
        }
    }

    Map<String, String> light() {
        return tokensOf(layer("tokens").substring(0, layer("tokens").indexOf(DARK)));
    }

    /** What the dark scheme says, over what it leaves as it is. */
    Map<String, String> dark() {
        var tokens = light();
        tokens.putAll(tokensOf(layer("tokens").substring(layer("tokens").indexOf(DARK))));
        return tokens;
    }

    String layer(String name) {
        int start = text.indexOf("@layer " + name + " {");
        int next = text.indexOf("\n@layer ", start);
        return text.substring(start, next < 0 ? text.length() : next);
    }

    private static Map<String, String> tokensOf(String part) {
        var tokens = new LinkedHashMap<String, String>();
        TOKEN.matcher(part).results().forEach(found -> tokens.put(found.group(1), found.group(2).strip()));
        return tokens;
    }

}
