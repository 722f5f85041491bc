package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/**
 * A browser without scripts: keeps its cookies, submits forms that it was shown, with
 * their hidden fields, and follows.
 */
public final class Browser {

    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);

    private static final Pattern BUTTON = Pattern.compile("<button\\b([^>]*)>");

    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b([^>]*)>");

    private final MockMvcTester server;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    private MvcTestResult last;

    private String address;

    public Browser(MockMvcTester server) {
        this.server = server;
    }

    /** A second browser with the same cookies, as two presses at the same time have. */
    public Browser twin() {
        Browser twin = new Browser(server);
        twin.cookies.putAll(cookies);
        twin.last = last;
        twin.address = address;
        return twin;
    }

    public Browser open(String path) {
        return went(path, server.get().uri(URI.create(path)).cookie(cookies()).exchange());
    }

    /**
     * Submits the form of the page shown whose address, or that of a button of it, ends
     * so, with its hidden fields and the button; follows a 303.
     */
    public Browser press(String action, String... namesAndValues) {
        submit(action, namesAndValues);
        return follow();
    }

    /** As {@link #press}, but stays at the answer. */
    public Browser submit(String action, String... namesAndValues) {
        Optional<String> button = button(action);
        String form = button.map(this::formOf).orElseGet(() -> form(action));
        Map<String, List<String>> fields = hidden(form);
        button.ifPresent(pressed -> fields.put(attribute(pressed, "name"), List.of(attribute(pressed, "value"))));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.computeIfAbsent(namesAndValues[i], name -> new ArrayList<>()).add(namesAndValues[i + 1]);
        }
        return post(button.map(pressed -> attribute(pressed, "formaction")).orElseGet(() -> action(form)), fields);
    }

    /** Submits the form of the page shown with files; stays at the answer. */
    public Browser attach(String action, MockMultipartFile... files) {
        String form = form(action);
        assertThat(form).contains("enctype=\"multipart/form-data\"", "type=\"file\"");
        var post = server.post().uri(URI.create(action(form))).cookie(cookies()).multipart();
        Arrays.stream(files).forEach(post::file);
        hidden(form).forEach((name, values) -> post.param(name, values.toArray(String[]::new)));
        return went(action(form), post.exchange());
    }

    /**
     * Follows the page's own switch to this language, from the address that it stands at.
     */
    public Browser switchTo(String language) {
        String link = "?lang=" + language;
        assertThat(text()).as("a switch at %s", address).contains("href=\"" + link + "\"");
        return open(at() + link).follow();
    }

    /** Posts what no form of the page says, with the page's own token. */
    public Browser forge(String path, String... namesAndValues) {
        Map<String, List<String>> fields = hidden(
                forms().filter(form -> form.contains("_csrf")).findFirst().orElseThrow());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return post(path, fields);
    }

    public Browser follow() {
        while (status() == 303) {
            open(last.getResponse().getRedirectedUrl());
        }
        return this;
    }

    public int status() {
        return last.getResponse().getStatus();
    }

    public String location() {
        return last.getResponse().getRedirectedUrl();
    }

    /** Where the browser is now, without what follows a question mark. */
    public String at() {
        return address.replaceAll("\\?.*", "");
    }

    public String text() {
        try {
            return HtmlUtils.htmlUnescape(last.getResponse().getContentAsString(StandardCharsets.UTF_8));
        }
        catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    public MvcTestResult answer() {
        return last;
    }

    public String cookie(String name) {
        return cookies.get(name);
    }

    public Browser cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Map<String, String> jar() {
        return Map.copyOf(cookies);
    }

    private Browser post(String path, Map<String, List<String>> fields) {
        var post = server.post().uri(URI.create(path)).cookie(cookies());
        fields.forEach((name, values) -> post.param(name, values.toArray(String[]::new)));
        return went(path, post.exchange());
    }

    private Browser went(String path, MvcTestResult result) {
        last = result;
        address = path;
        Arrays.stream(result.getResponse().getCookies()).forEach(this::keep);
        if (status() < 400 && status() != 303 && status() != 204
                && String.valueOf(result.getResponse().getContentType()).startsWith("text/html")) {
            assertThat(text()).as("a page at %s", path).contains("<html").doesNotContain("??", "th:text");
        }
        return this;
    }

    private void keep(Cookie cookie) {
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        }
        else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }

    private Cookie[] cookies() {
        return cookies.isEmpty() ? new Cookie[] { new Cookie("none", "x") }
                : cookies.entrySet()
                    .stream()
                    .map(entry -> new Cookie(entry.getKey(), entry.getValue()))
                    .toArray(Cookie[]::new);
    }

    private String form(String action) {
        return forms().filter(form -> form.contains("method=\"post\"") && action(form).endsWith(action))
            .findFirst()
            .orElseThrow(() -> new AssertionError(
                    "no form for " + action + " at " + address + " (" + status() + "): " + text()));
    }

    /**
     * The first that sends its form to an address that ends so, which is not the form's
     * own.
     */
    private Optional<String> button(String action) {
        return BUTTON.matcher(text())
            .results()
            .map(found -> found.group(1))
            .filter(button -> button.contains("formaction=") && attribute(button, "formaction").endsWith(action))
            .findFirst();
    }

    private String formOf(String button) {
        return forms().filter(form -> form.startsWith("<form id=\"" + attribute(button, "form") + "\""))
            .findFirst()
            .orElseThrow();
    }

    private Stream<String> forms() {
        return FORM.matcher(text()).results().map(MatchResult::group);
    }

    private static String action(String form) {
        return attribute(form.substring(0, form.indexOf('>')), "action");
    }

    private static Map<String, List<String>> hidden(String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        INPUT.matcher(form)
            .results()
            .map(found -> found.group(1))
            .filter(input -> input.contains("type=\"hidden\""))
            .forEach(input -> fields.computeIfAbsent(attribute(input, "name"), name -> new ArrayList<>())
                .add(attribute(input, "value")));
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1) : "";
    }

}
