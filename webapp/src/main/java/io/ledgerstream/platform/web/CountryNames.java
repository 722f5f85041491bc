package io.ledgerstream.platform.web;

import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Countries by name, in the page's language; in templates {@code @countryNames}. */
@Component("countryNames")
public class CountryNames {

    /**
     * @param code ISO 3166 alpha-2, null where not known
     * @param written what stands in its place then; null for nothing
     */
    public String of(String code, String written) {
        return code == null ? written : Locale.of("", code).getDisplayCountry(LocaleContextHolder.getLocale());
    }

}
