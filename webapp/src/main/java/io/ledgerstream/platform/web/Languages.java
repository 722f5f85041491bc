package io.ledgerstream.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a page. The portal is English; for customers: what they chose with
 * {@code ?lang=}, kept in a cookie, else the request's own ({@link #ofRequest}, told by
 * the journey as soon as it knows which it is), else the browser's, else English.
 */
@Component("localeResolver")
public class Languages implements LocaleResolver {

    private static final List<Locale> OURS = List.of(Locale.ENGLISH, Locale.FRENCH);

    private static final String COOKIE = "language";

    private static final String CHOSEN = Languages.class.getName() + ".chosen";

    private static final String OF_REQUEST = Languages.class.getName() + ".of-request";

    private final Cookies cookies;

    Languages(Cookies cookies) {
        this.cookies = cookies;
    }

    /** The languages that a page can be switched to. */
    public static List<Locale> others(Locale shown) {
        return OURS.stream().filter(language -> !language.getLanguage().equals(shown.getLanguage())).toList();
    }

    /**
     * @param language the one that the lender chose for the customer, {@code en} or
     * {@code fr}; looked up only where they chose none themselves
     */
    public static void ofRequest(HttpServletRequest request, Supplier<String> language) {
        request.setAttribute(OF_REQUEST, language);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/portal") || request.getRequestURI().startsWith("/sign-")) {
            return Locale.ENGLISH;
        }
        var cookie = WebUtils.getCookie(request, cookies.name(COOKIE));
        return ours(request.getAttribute(CHOSEN)).or(() -> ours(cookie == null ? null : cookie.getValue()))
            .or(() -> ours(ofRequest(request)))
            .orElseGet(() -> ofBrowser(request));
    }

    /** The choice holds a year; for the rest of this request it counts as well. */
    @Override
    public void setLocale(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        if (locale != null && OURS.contains(Locale.of(locale.getLanguage()))) {
            request.setAttribute(CHOSEN, locale.getLanguage());
            response.addHeader(HttpHeaders.SET_COOKIE,
                    cookies.make(COOKIE, locale.getLanguage(), Duration.ofDays(365)).toString());
        }
    }

    private static Optional<Locale> ours(Object tag) {
        return OURS.stream().filter(language -> language.getLanguage().equals(tag)).findFirst();
    }

    /** Looked up once, however often it is asked for. */
    private static String ofRequest(HttpServletRequest request) {
        if (request.getAttribute(OF_REQUEST) instanceof Supplier<?> unknown) {
            request.setAttribute(OF_REQUEST, unknown.get());
        }
        return (String) request.getAttribute(OF_REQUEST);
    }

    private static Locale ofBrowser(HttpServletRequest request) {
        try {
            String wish = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
            Locale best = wish == null ? null : Locale.lookup(Locale.LanguageRange.parse(wish), OURS);
            return best == null ? Locale.ENGLISH : best;
        }
        catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

}
