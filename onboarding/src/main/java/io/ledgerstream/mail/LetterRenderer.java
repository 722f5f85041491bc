package io.ledgerstream.mail;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes both parts of a mail from one letter. The engine is its own, so that pages and
 * mails do not meet.
 */
@Component
class LetterRenderer {

    private final TemplateEngine engine = engine(".html", TemplateMode.HTML);

    String html(Letter letter, String sender, Locale locale) {
        return engine.process("letter", new Context(locale, Map.of("letter", letter, "sender", sender)));
    }

    String text(Letter letter, Locale locale) {
        String colon = locale.getLanguage().equals("fr") ? "\u00a0:" : ":";
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        text.add(letter.title());
        letter.blocks().forEach(block -> text.add(text(block, colon)));
        text.add("--\n" + (letter.choices() == null ? "" : text(letter.choices(), colon) + "\n\n")
                + String.join("\n\n", letter.foot()));
        return text.toString();
    }

    private static String text(Letter.Block block, String colon) {
        return switch (block) {
            case Letter.Text text -> text.text();
            case Letter.Quote quote ->
                quote.lines().stream().map(line -> ("> " + line).stripTrailing()).collect(Collectors.joining("\n"))
                        + "\n" + quote.by();
            case Letter.Facts facts -> (facts.title() == null ? "" : facts.title() + "\n\n") + facts.facts()
                .stream()
                .map(fact -> fact.label() + colon + " " + fact.value())
                .collect(Collectors.joining("\n"));
            case Letter.Button button ->
                button.label() + (button.label().endsWith("?") ? "" : colon) + "\n" + button.shown();
            case Letter.Code code -> code.digits();
        };
    }

    /** Over the templates of mails and of the papers that go with them. */
    static TemplateEngine engine(String suffix, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(LetterRenderer.class.getClassLoader());
        resolver.setPrefix("templates/mail/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

}
