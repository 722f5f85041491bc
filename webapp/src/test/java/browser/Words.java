package browser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The customers' words of each language, as the bundles have them: to find on a page what
 * was not translated.
 */
final class Words {

    private static final Map<String, List<String>> BUNDLES = Map.of("en",
            List.of("/journey.properties", "/shell.properties", "/reasons.properties"), "fr",
            List.of("/journey_fr.properties", "/shell_fr.properties", "/reasons_fr.properties"));

    private static final Map<String, Set<String>> TEXTS = Map.of("en", texts("en"), "fr", texts("fr"));

    private Words() {
    }

    /**
     * What stands on a page in the other language: whole lines, and sentences or parts of
     * them of three words and more.
     */
    static List<String> ofAnotherLanguage(String language, String shown) {
        String other = language.equals("fr") ? "en" : "fr";
        String text = plain(shown);
        Set<String> lines = shown.lines().map(Words::plain).collect(Collectors.toSet());
        Set<String> own = TEXTS.get(language);
        return TEXTS.get(other)
            .stream()
            .filter(words -> own.stream().noneMatch(mine -> mine.contains(words)))
            .filter(words -> lines.contains(words) || words.split(" ").length > 2 && text.contains(words))
            .toList();
    }

    private static Set<String> texts(String language) {
        Set<String> texts = new HashSet<>();
        BUNDLES.get(language)
            .forEach(bundle -> read(bundle).values().forEach(value -> texts.addAll(parts(value.toString()))));
        return texts;
    }

    /**
     * What stands between the places for names and numbers, choices left out; where one
     * is the whole text, lists of permissions are several.
     */
    private static List<String> parts(String text) {
        return Stream.of(text.replaceAll("\\{\\d,choice,[^{}]*(\\{\\d}[^{}]*)*}", "{0}").split("\\{\\d}|\\|"))
            .map(Words::plain)
            .filter(part -> part.length() > 2 && part.chars().anyMatch(Character::isLetter))
            .toList();
    }

    private static String plain(String text) {
        return Arrays.stream(text.replaceAll("[\\s\\u00a0\\u202f]+", " ").split("\n"))
            .map(String::strip)
            .collect(Collectors.joining(" "));
    }

    private static Properties read(String file) {
        Properties words = new Properties();
        try (var in = new InputStreamReader(Words.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

}
