package io.ledgerstream.provider;

import io.ledgerstream.platform.Sentences;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Why connecting did not work, and what is pointed out of a connection that does, each in
 * one plain sentence that names the fix: the same one for the customer, the lender and
 * the success manager, on pages and in mails. A software's own sentence
 * ({@code connect.reason.{software}.{reason}}) comes before the one for all
 * ({@code connect.reason.{reason}}), in which {0} is the software's name.
 */
@Component("reasons")
public class ReasonSentences {

    private static final Sentences BUNDLE = new Sentences("reasons");

    private static final String REASON = "connect.reason.";

    private static final String NOTE = "connect.note.";

    private final SoftwareCatalog catalog;

    ReasonSentences(SoftwareCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What did not work.
     * @param software its code, null where it is not known any more
     * @param reason as an attempt to connect has it; one that nobody knows (any more), or
     * null, has a sentence too
     */
    public String of(String software, String reason, Locale locale) {
        return sentence(REASON, software, reason, locale);
    }

    /** What is pointed out. As {@link #of}. */
    public String note(String software, String note, Locale locale) {
        return sentence(NOTE, software, note, locale);
    }

    private String sentence(String kind, String software, String key, Locale locale) {
        return Optional.ofNullable(software)
            .flatMap(code -> find(kind, code, key, locale))
            .orElseGet(() -> BUNDLE.getMessage(kind + "other", null, locale));
    }

    private Optional<String> find(String kind, String software, String key, Locale locale) {
        Object[] name = { catalog.find(software).map(Software::name).orElse(software) };
        return Stream.of(kind + software + "." + key, kind + key)
            .flatMap(code -> Stream.ofNullable(BUNDLE.getMessage(code, name, null, locale)))
            .findFirst();
    }

}
