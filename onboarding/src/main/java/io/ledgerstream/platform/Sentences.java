package io.ledgerstream.platform;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * Message bundles whose sentences stay right: a name that ends with a dot, as <em>Acme
 * Inc.</em>, at the end of a sentence has one dot and not two, a French <em>de</em> or
 * <em>que</em> gives up its vowel before a name that begins with one, and French colons,
 * question marks and the like never begin a line. UTF-8; a missing key is an error, and
 * never looked up in the server's own language.
 */
public final class Sentences extends ResourceBundleMessageSource {

    /**
     * Stands behind an argument that ends with a dot while a message is put together. For
     * private use, so in no text of ours.
     */
    private static final String DOTTED = "\uE0F0";

    private static final Pattern TWO_DOTS = Pattern.compile(DOTTED + "\\.(?!\\.)");

    /**
     * Stands before a French argument that begins with a vowel while a message is put
     * together. For private use too.
     */
    private static final String VOWEL = "\uE0F1";

    private static final Pattern FIRST_VOWEL = Pattern.compile("[aeiouœæ]",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern BEFORE_VOWEL = Pattern
        .compile("\\b([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)e " + VOWEL);

    private static final Pattern FRENCH_SPACE = Pattern.compile(" (?=[:;?!»])");

    public Sentences(String... bundles) {
        setBasenames(bundles);
        setDefaultEncoding("UTF-8");
        setFallbackToSystemLocale(false);
    }

    @Override
    protected String getMessageInternal(String code, Object[] args, Locale locale) {
        String message = super.getMessageInternal(code, args, locale);
        if (message == null) {
            return null;
        }
        String dotted = message.contains(DOTTED) ? TWO_DOTS.matcher(message).replaceAll("").replace(DOTTED, "")
                : message;
        return dotted.contains(VOWEL) ? BEFORE_VOWEL.matcher(dotted).replaceAll("$1’").replace(VOWEL, "") : dotted;
    }

    @Override
    protected Object[] resolveArguments(Object[] args, Locale locale) {
        return Arrays.stream(super.resolveArguments(args, locale))
            .map(arg -> arg instanceof String name ? marked(name, locale) : arg)
            .toArray();
    }

    private static String marked(String name, Locale locale) {
        String dotted = name.endsWith(".") ? name + DOTTED : name;
        return locale.getLanguage().equals("fr")
                && FIRST_VOWEL.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).lookingAt() ? VOWEL + dotted
                        : dotted;
    }

    @Override
    protected String getStringOrNull(ResourceBundle bundle, String key) {
        String pattern = super.getStringOrNull(bundle, key);
        return pattern == null || !bundle.getLocale().getLanguage().equals("fr") ? pattern
                : FRENCH_SPACE.matcher(pattern).replaceAll("\u00a0");
    }

}
