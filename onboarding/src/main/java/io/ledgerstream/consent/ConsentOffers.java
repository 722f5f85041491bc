package io.ledgerstream.consent;

import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestView;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** Puts the names and dates of a request into the words of the consent. */
@Service
public class ConsentOffers {

    /** Months of history that are read, besides bills still open. */
    public static final int HISTORY_MONTHS = 24;

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final ConsentTexts texts;

    private final SoftwareCatalog catalog;

    private final LedgerstreamProperties properties;

    private final Clock clock;

    ConsentOffers(ConsentTexts texts, SoftwareCatalog catalog, LedgerstreamProperties properties, Clock clock) {
        this.texts = texts;
        this.catalog = catalog;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What the customer of this request is asked to agree to today, for the software that
     * is selected.
     * @param language {@code en} or {@code fr}
     */
    public ConsentOffer of(RequestView request, String language) {
        ConsentText text = texts.current(language);
        LocalDate until = until(request);
        Map<String, String> words = words(request, until, Locale.of(language));
        ConsentText.Body body = text.body();
        return new ConsentOffer(new ConsentReceipt.Software(request.facts().software(), software(request)),
                text.version(), language, text.sha256(), fill(body.heading(), words),
                body.rows().stream().map(row -> row(row, request, words)).toList(),
                body.software().get(request.facts().software()), boxes(request, body), fill(body.decide(), words),
                until.atTime(END_OF_DAY).atZone(request.company().timeZone()).toInstant(),
                request.lender().policy().eraseAfterDays());
    }

    /**
     * As the consent and its receipt name the software: the catalog's name, or the
     * customer's own word for it.
     */
    private String software(RequestView request) {
        return catalog.name(request.facts().software(), request.softwareName())
            .orElseThrow(() -> new IllegalStateException(
                    "The request names software that the catalog lacks: " + request.facts().software()));
    }

    private LocalDate until(RequestView request) {
        return LocalDate.now(clock.withZone(request.company().timeZone()))
            .plusMonths(request.lender().policy().consentMonths());
    }

    private Map<String, String> words(RequestView request, LocalDate until, Locale language) {
        return Map.of("lender", request.lender().name(), "company", request.company().legalName(), "software",
                software(request), "history", Integer.toString(HISTORY_MONTHS), "until",
                DateTimeFormatter.ofPattern("EEE d MMM uuuu", language).format(until), "erase",
                Integer.toString(request.lender().policy().eraseAfterDays()), "stop", request.owner().email(), "manage",
                properties.page("/manage").toString());
    }

    private static ConsentOffer.Row row(ConsentText.Row row, RequestView request, Map<String, String> words) {
        List<String> texts = row.products() == null ? List.of(row.text(request.facts().byFile()))
                : request.products().stream().sorted().map(product -> row.products().get(product.name())).toList();
        return new ConsentOffer.Row(row.term(), texts.stream().map(text -> fill(text, words)).toList());
    }

    private static Map<Product, String> boxes(RequestView request, ConsentText.Body body) {
        Map<Product, String> boxes = new LinkedHashMap<>();
        request.products()
            .stream()
            .sorted()
            .forEach(product -> boxes.put(product, body.products().get(product.name())));
        return boxes;
    }

    /** In one pass, so that a name that looks like a place is left as it is. */
    private static String fill(String text, Map<String, String> words) {
        return PLACE.matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(words.getOrDefault(place.group(1), place.group())));
    }

}
