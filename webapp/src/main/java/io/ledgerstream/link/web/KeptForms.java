package io.ledgerstream.link.web;

import io.ledgerstream.platform.web.Cookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what was typed when a session ended in the middle of a form, in the person's own
 * browser and nowhere else: half an hour, for the page and the request that it was typed
 * into, once, and only the fields that {@link Keeps} names.
 */
@Component
public class KeptForms implements HandlerMethodArgumentResolver {

    private static final String NAME = "typed";

    private static final Duration LIFE = Duration.ofMinutes(30);

    /** Browsers take cookies of 4 KB. */
    private static final int LONGEST = 3500;

    private static final String PATH = "path";

    private static final String REQUEST = "request";

    private final Cookies cookies;

    private final JsonMapper json;

    KeptForms(Cookies cookies, JsonMapper json) {
        this.cookies = cookies;
        this.json = json;
    }

    /**
     * @param guarded a parameter of the method that the form was sent to
     */
    public void keep(MethodParameter guarded, NativeWebRequest web) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        Keeps keeps = guarded.getMethodAnnotation(Keeps.class);
        Map<String, String> typed = new LinkedHashMap<>();
        for (String field : keeps == null ? new String[0] : keeps.value()) {
            String value = request.getParameter(field);
            if (value != null && !value.isBlank()) {
                typed.put(field, value);
            }
        }
        if (typed.isEmpty()) {
            return;
        }
        typed.put(PATH, keeps.at().isEmpty() ? request.getRequestURI() : keeps.at());
        typed.put(REQUEST, of(request));
        String value = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.writeValueAsString(typed).getBytes(StandardCharsets.UTF_8));
        if (value.length() <= LONGEST) {
            web.getNativeResponse(HttpServletResponse.class)
                .addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, value, LIFE).toString());
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Kept.class;
    }

    @Override
    public Kept resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest web,
            WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        Cookie cookie = WebUtils.getCookie(request, cookies.name(NAME));
        Map<String, String> typed = cookie == null || cookie.getValue().length() > LONGEST ? Map.of()
                : read(cookie.getValue());
        if (!request.getRequestURI().equals(typed.get(PATH)) || !of(request).equals(typed.get(REQUEST))) {
            return new Kept(Map.of());
        }
        web.getNativeResponse(HttpServletResponse.class)
            .addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, "", Duration.ZERO).toString());
        return new Kept(typed);
    }

    /**
     * Whose browser this is may be an accountant's, who answers for several companies:
     * what one was told is not the next one's. Outside the journey the address itself
     * says whose it is.
     */
    private static String of(HttpServletRequest request) {
        return VisitFilter.visit(request).map(visit -> visit.requestId().toString()).orElse("");
    }

    /** Nothing of what is no cookie of ours. */
    private Map<String, String> read(String value) {
        try {
            Map<String, String> typed = json.readValue(Base64.getUrlDecoder().decode(value),
                    new TypeReference<Map<String, String>>() {
                    });
            return typed == null ? Map.of() : typed; // JSON knows a null
        }
        catch (IllegalArgumentException | JacksonException e) {
            return Map.of();
        }
    }

}
