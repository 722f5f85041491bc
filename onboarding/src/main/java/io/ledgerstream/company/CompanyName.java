package io.ledgerstream.company;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * A company's name as it is compared with another: case, accents, punctuation, legal
 * forms and articles do not count, nor does the order of words. Names come from people
 * and from outside; any text is taken, of any length.
 */
public final class CompanyName {

    /**
     * From here on two names are one company: tuned on a kept table of pairs, decision
     * record 7.
     */
    public static final double SAME = 0.93;

    /** More says nothing, and comparing takes time with the square of it. */
    private static final int LONGEST = 200;

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private static final Pattern OTHER_NAME = Pattern
        .compile("(?i)(?<![\\p{L}\\p{N}])(?:t/a|trading as|d/?b/?a|doing business as|a/?k/?a)(?![\\p{L}\\p{N}])");

    private static final Pattern DOTTED = Pattern
        .compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[./]\\s?\\p{L}(?![\\p{L}\\p{N}]))+\\.?");

    /** Letters that have no accent to lose. */
    private static final Map<String, String> LETTERS = Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ",
            "d", "ð", "d", "þ", "th", "ı", "i");

    private static final Map<String, String> ABBREVIATIONS = Map.of("bros", "brothers", "mfg", "manufacturing", "intl",
            "international", "svcs", "services", "mgmt", "management", "natl", "national");

    private static final Set<String> SMALL_WORDS = Set.of("and", "the", "et", "und", "og", "och", "y");

    private final List<String> words;

    private CompanyName(List<String> words) {
        this.words = words;
    }

    /**
     * How alike the most alike two of these names are, one of each side.
     * @return 0 to 1; 1 for names that are the same once folded
     */
    public static double likeness(List<String> names, List<String> others) {
        return pairs(names, others).mapToDouble(pair -> pair.name().likeness(pair.other())).max().orElse(0);
    }

    /**
     * Whether any word of the one stands in the other too, but for small words and legal
     * forms.
     */
    public static boolean shareAWord(List<String> names, List<String> others) {
        return pairs(names, others).anyMatch(pair -> pair.name().words.stream().anyMatch(pair.other().words::contains));
    }

    private static Stream<Pair> pairs(List<String> names, List<String> others) {
        return names.stream()
            .flatMap(name -> all(name).stream())
            .flatMap(name -> others.stream().flatMap(other -> all(other).stream()).map(other -> new Pair(name, other)));
    }

    private record Pair(CompanyName name, CompanyName other) {
    }

    /**
     * One text may hold two names: <em>Foxglove Catering Ltd t/a The Copper Kettle</em>.
     */
    private static List<CompanyName> all(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return Arrays.stream(OTHER_NAME.split(cut))
            .map(CompanyName::fold)
            .filter(words -> !words.isEmpty())
            .map(CompanyName::new)
            .toList();
    }

    /**
     * How alike two names are: the whole by Jaro-Winkler, or its least alike word where
     * that is less. The whole alone takes <em>Smith Brothers Roofing</em> for <em>Smith
     * Brothers Flooring</em>: long names differ by the one word that matters.
     */
    private double likeness(CompanyName other) {
        if (together().equals(other.together())) {
            return 1;
        }
        return Math.min(JARO_WINKLER.apply(sorted(), other.sorted()),
                Math.min(leastAlike(other), other.leastAlike(this)));
    }

    private double leastAlike(CompanyName other) {
        return words.stream()
            .mapToDouble(word -> other.words.stream().mapToDouble(theirs -> alike(word, theirs)).max().orElse(0))
            .min()
            .orElse(0);
    }

    /** A number is another one as soon as a digit differs. */
    private static double alike(String word, String other) {
        return word.equals(other) ? 1 : word.chars().anyMatch(Character::isDigit) ? 0 : JARO_WINKLER.apply(word, other);
    }

    private String sorted() {
        return String.join(" ", words.stream().sorted().toList());
    }

    /** <em>Iron Bridge</em> is <em>Ironbridge</em>. */
    private String together() {
        return String.join("", words);
    }

    private static List<String> fold(String text) {
        String plain = letters(text).replaceAll("['’‘`´ʼ]", "").replaceAll("[&+]", " and ");
        String undotted = DOTTED.matcher(plain).replaceAll(initials -> initials.group().replaceAll("[./\\s]", ""));
        String spaced = LegalForms.withoutPhrases(undotted.replaceAll("[^\\p{L}\\p{N}]+", " ")).strip();
        List<String> words = new ArrayList<>(spaced.isEmpty() ? List.of() : Arrays.asList(spaced.split(" +")));
        words.replaceAll(word -> ABBREVIATIONS.getOrDefault(word, word));
        return initialsTogether(LegalForms.without(withoutSmallWords(words)));
    }

    private static String letters(String text) {
        String bare = marks(marks(text).toLowerCase(Locale.ROOT));
        for (var letter : LETTERS.entrySet()) {
            bare = bare.replace(letter.getKey(), letter.getValue());
        }
        // "Mueller" is "Müller", which has become "Muller" by now.
        return bare.replaceAll("([aou])e", "$1");
    }

    private static String marks(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{Mn}+", "");
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    private static List<String> withoutSmallWords(List<String> words) {
        List<String> left = words.stream().filter(word -> !SMALL_WORDS.contains(word)).toList();
        return left.isEmpty() ? words : left;
    }

    /** <em>J P Morrow</em> is <em>JP Morrow</em>. */
    private static List<String> initialsTogether(List<String> words) {
        List<String> joined = new ArrayList<>();
        boolean afterInitial = false;
        for (String word : words) {
            boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
            if (initial && afterInitial) {
                joined.set(joined.size() - 1, joined.getLast() + word);
            }
            else {
                joined.add(word);
            }
            afterInitial = initial;
        }
        return List.copyOf(joined);
    }

}
