package io.ledgerstream.look;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders every fragment on sample pages, kept under target/lookbook to be looked at. */
class LookbookTest {

    private final MockMvcTester pages = MockMvcTester
        .create(MockMvcBuilders.standaloneSetup(new Lookbook()).setViewResolvers(views()).build());

    @ParameterizedTest
    @CsvSource({ "connect,en", "connect,fr", "consent,en", "checking,en", "companies,en", "request,en", "add,en",
            "sign-in,en" })
    void everyFragmentRendersInBothRooms(String page, String language) throws IOException {
        var result = pages.get().uri("/lookbook/{page}", page).locale(Locale.of(language)).exchange();
        assertThat(result).hasStatusOk();
        String html = result.getResponse().getContentAsString();
        assertThat(html).contains("<html").doesNotContain("??", "th:");
        Files.createDirectories(Path.of("target/lookbook"));
        Files.writeString(Path.of("target/lookbook", page + "-" + language + ".html"), html);
    }

    record Form(@NotBlank(message = "Enter the contact’s name") String name,
            @Email(message = "Enter an e-mail address, like name@company.com") String email,
            @NotBlank(message = "Choose at least one product") String products, String country, String note,
            @NotBlank(message = "Enter the 8-digit code") String code) {
    }

    record Viewer(String lenderName, String name, Set<String> roles) {

        public boolean mayAdminister() {
            return roles.contains("ADMIN");
        }
    }

    record Asker(String name, String phone, String email) {
    }

    record Mail(String from, String replyTo, String to, String subject, String text) {
    }

    @Controller
    static class Lookbook {

        @GetMapping("/lookbook/{page}")
        String page(@PathVariable String page, @Validated @ModelAttribute("form") Form form, BindingResult errors,
                Model model, Locale locale) {
            model.addAttribute("lenderName", "Northgate Commercial Finance")
                .addAttribute("back", "connect-en.html")
                .addAttribute("asker", new Asker("Dana Whitfield", "+1 415 555 0134", null))
                .addAttribute("helpUrl", "#help")
                .addAttribute("otherLanguages",
                        List.of(locale.getLanguage().equals("fr") ? Locale.ENGLISH : Locale.FRENCH))
                .addAttribute("viewer",
                        new Viewer("Northgate Commercial Finance", "Dana Whitfield", Set.of("RELATIONSHIP_MANAGER")))
                .addAttribute("countries", Map.of("US", "United States"))
                .addAttribute("mail", new Mail("Northgate via Ledgerstream <no-reply@ledgerstream.example>",
                        "Dana Whitfield <dana@northgate.example>", "Iris Okafor <iris@acme.example>",
                        "Northgate asks Acme Tooling to share accounting data", "Hello Iris,\n\nNorthgate asks …"));
            return "lookbook/" + page;
        }

    }

    private static ThymeleafViewResolver views() {
        var templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        var words = new ResourceBundleMessageSource();
        words.setBasenames("messages", "shell");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(words);
        var views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return views;
    }

}
