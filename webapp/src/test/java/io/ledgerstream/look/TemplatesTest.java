package io.ledgerstream.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no page may hold: the content policy forbids the one half, safety the other. */
class TemplatesTest {

    private static final List<Pattern> FORBIDDEN = Stream
        .of("th:utext", "\\[\\(", "__\\$\\{", "\\sstyle=", "th:style", "<style", "\\son[a-z]+=", "th:on[a-z]+",
                "javascript:", "<script(?![^>]*\\bsrc=)", "src=\"https?:", "href=\"https?://fonts")
        .map(Pattern::compile)
        .toList();

    @ParameterizedTest
    @MethodSource("templates")
    void noInlineStyleNoInlineScriptNothingUnescaped(Path template) throws IOException {
        String text = Files.readString(template);
        assertThat(FORBIDDEN).noneMatch(pattern -> pattern.matcher(text).find());
    }

    static List<Path> templates() throws IOException {
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

}
