package io.ledgerstream.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * Message bundles whose sentences stay right: a name that ends with a dot, as <em>Acme Inc.</em>, at the end of a sentence
 * has one dot and not two, and French colons, question marks and the like never begin a line. UTF-8; a missing key is an
 * error, and never looked up in the server's own language.
 */
public class Sentences extends ResourceBundleMessageSource {

    /** Stands behind an argument that ends with a dot while a message is put together. For private use, so in no text of ours. */
    private static final String DOTTED = "\uE0F0";
    private static final Pattern TWO_DOTS = Pattern.compile(DOTTED + "\\.(?!\\.)");

    private static final Pattern FRENCH_SPACE = Pattern.compile(" (?=[:;?!»])");

    public Sentences(String... bundles) {
        setBasenames(bundles);
        setDefaultEncoding("UTF-8");
        setFallbackToSystemLocale(false);
    }

    @Override
    protected String getMessageInternal(String code, Object[] args, Locale locale) {
        String message = super.getMessageInternal(code, args, locale);
        return message == null || !message.contains(DOTTED) ? message : TWO_DOTS.matcher(message).replaceAll("").replace(DOTTED, "");
    }

    @Override
    protected Object[] resolveArguments(Object[] args, Locale locale) {
        return Arrays.stream(super.resolveArguments(args, locale)).map(arg -> arg instanceof String name && name.endsWith(".") ? name + DOTTED : arg)
                .toArray();
    }

    @Override
    protected String getStringOrNull(ResourceBundle bundle, String key) {
        String pattern = super.getStringOrNull(bundle, key);
        return pattern == null || !bundle.getLocale().getLanguage().equals("fr") ? pattern : FRENCH_SPACE.matcher(pattern).replaceAll("\u00a0");
    }
}
