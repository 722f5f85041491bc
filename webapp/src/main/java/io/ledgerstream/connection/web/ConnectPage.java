package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Begun;
import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The instructions for the software, and the way to its maker: the press begins the
 * attempt and leads to a page of ours whose one button is a link, since browsers hold a
 * form's whole chain of redirects to our own content policy.
 */
@JourneyController
public class ConnectPage {

    /** Our own page whose one button is the link to the provider. */
    public static final String TO_PROVIDER = "/journey/to-provider";

    private final Connections connections;

    private final Consents consents;

    private final SoftwareCatalog catalog;

    private final Providers providers;

    private final Checks checks;

    private final CheckLines lines;

    private final OAuthCookie cookie;

    ConnectPage(Connections connections, Checks checks, CheckLines lines, Consents consents, SoftwareCatalog catalog,
            Providers providers, OAuthCookie cookie) {
        this.connections = connections;
        this.checks = checks;
        this.lines = lines;
        this.consents = consents;
        this.catalog = catalog;
        this.providers = providers;
        this.cookie = cookie;
    }

    @GetMapping(JourneyPaths.CONNECT)
    String instructions(@At(RequestStep.CONNECT_SOFTWARE) Here here, Model model) {
        if (checks.works(here.request().facts())) {
            return lacking(here, model);
        }
        ownInstructions(here);
        model.addAttribute("form", new ConnectForm(null));
        fill(here, model);
        return "journey/connect";
    }

    @PostMapping(JourneyPaths.CONNECT)
    ModelAndView go(@At(RequestStep.CONNECT_SOFTWARE) Here here, @ModelAttribute("form") ConnectForm form,
            BindingResult errors, Model model, HttpServletResponse response) {
        ownInstructions(here);
        if (!"yes".equals(form.administrator())) {
            errors.rejectValue("administrator",
                    "no".equals(form.administrator()) ? "connect.administrator.no" : "connect.administrator.none");
            fill(here, model);
            return new ModelAndView("journey/connect", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Begun begun = connections.begin(here.requestId(), null, here.customer());
        cookie.write(response, begun);
        return JourneyPaths.seeOther(TO_PROVIDER);
    }

    /**
     * The connection works, and what it lacks for what was added is named: it is set
     * right at the provider, and looked at again.
     */
    private String lacking(Here here, Model model) {
        fill(here, model);
        model.addAttribute("lines",
                lines.of(checks.evidence(here.requestId()), false, false, LocaleContextHolder.getLocale()));
        return "journey/lacking";
    }

    @PostMapping(JourneyPaths.CONNECT + "/check-again")
    ModelAndView checkAgain(@At(RequestStep.CONNECT_SOFTWARE) Here here) {
        connections.checkAgain(here.requestId(), here.customer());
        return JourneyPaths.seeOther(JourneyPaths.CHECKING);
    }

    /**
     * The address is made anew from the cookie, so that the page can be loaded again;
     * none, and the instructions say so.
     */
    @GetMapping(TO_PROVIDER)
    ModelAndView toProvider(@At(RequestStep.CONNECT_SOFTWARE) Here here, HttpServletRequest request, Model model) {
        Optional<URI> address = connections.authorizeUrl(cookie.read(request));
        if (address.isEmpty()) {
            return JourneyPaths.seeOther(JourneyPaths.CONNECT);
        }
        model.addAttribute("address", address.get().toString());
        software(here, model);
        return new ModelAndView("journey/to-provider");
    }

    /** Some providers are led to by pages of their own. */
    private void ownInstructions(Here here) {
        providers.find(here.request().facts().software()).flatMap(Provider::instructions).ifPresent(path -> {
            throw new Elsewhere(path);
        });
    }

    private void fill(Here here, Model model) {
        software(here, model);
        model.addAttribute("instructions", "journey/" + here.request().facts().software() + "-steps");
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
    }

    private void software(Here here, Model model) {
        catalog.find(here.request().facts().software()).ifPresent(software -> model.addAttribute("software", software));
    }

}
