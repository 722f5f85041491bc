package io.ledgerstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java sources hold 120 columns. The formatter keeps code to it, but cannot break
 * strings, text blocks and comments: these are broken by hand.
 */
class LineLengthTest {

    private static final int COLUMNS = 120;

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void noLineIsLongerThan120Columns() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> sources = modules.map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(LineLengthTest::javaFiles)
                .toList();
            assertThat(sources).hasSizeGreaterThan(500);
            assertThat(sources.stream().flatMap(LineLengthTest::longLines)).isEmpty();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try {
            return Files.walk(folder).filter(file -> file.toString().endsWith(".java"));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> longLines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).length() > COLUMNS)
                .mapToObj(line -> ROOT.relativize(file) + ":" + (line + 1));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
