package io.ledgerstream.mail.web;

import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.web.Languages;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * For whoever looks after a company's mail filter: from where our mails come, how they
 * are known, and what none of them ever has.
 */
@JourneyController
class ForItPage {

    static final String PATH = "/for-it";

    private final LedgerstreamProperties properties;

    ForItPage(LedgerstreamProperties properties) {
        this.properties = properties;
    }

    @GetMapping(PATH)
    String show(Model model, Locale language) {
        model.addAttribute("lenderName", "Ledgerstream").addAttribute("otherLanguages", Languages.others(language));
        model.addAttribute("from", properties.mail().from())
            .addAttribute("fromDomain", domain(properties.mail().from()));
        model.addAttribute("returnDomain", domain(properties.mail().returnPath()))
            .addAttribute("host", properties.baseUrl().getHost());
        return "for-it";
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

}
