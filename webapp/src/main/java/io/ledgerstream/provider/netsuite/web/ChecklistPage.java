package io.ledgerstream.provider.netsuite.web;

import io.ledgerstream.connection.Begun;
import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.web.CheckLine;
import io.ledgerstream.connection.web.CheckLines;
import io.ledgerstream.connection.web.ConnectPage;
import io.ledgerstream.connection.web.OAuthCookie;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.ReasonSentences;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteReason;
import io.ledgerstream.provider.netsuite.NetSuiteSetup;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Step;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import io.ledgerstream.provider.netsuite.NetSuiteSetups.Brought;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What an administrator does in NetSuite, step by step, with links into the account's own
 * pages and ticks that are kept here; and the values that NetSuite shows. It shows some
 * only once: every button of the page brings along what was typed. A try that did not
 * work is shown at the step that mends it.
 */
@JourneyController
class ChecklistPage {

    static final String PATH = "/journey/netsuite";

    private static final String PAGE = "journey/netsuite";

    private static final String CLIENT_ID = "clientId";

    private static final String CERTIFICATE_ID = "certificateId";

    private static final String TOKEN_ID = "tokenId";

    /**
     * Where NetSuite keeps each step; what is not known leads to the account's first
     * page, and the menu in words to the rest.
     */
    private static final Map<Step, String> PLACES = Map.of(Step.FEATURES, "/app/setup/features.nl", Step.ROLE,
            "/app/setup/role.nl", Step.INTEGRATION, "/app/common/integration/integrapp.nl", Step.CERTIFICATE,
            "/app/center/card.nl", Step.TOKEN, "/app/center/card.nl");

    private final NetSuiteSetups setups;

    private final Connections connections;

    private final Checks checks;

    private final CheckLines lines;

    private final Consents consents;

    private final ReasonSentences reasons;

    private final OAuthCookie cookie;

    private final LedgerstreamProperties properties;

    ChecklistPage(NetSuiteSetups setups, Connections connections, Checks checks, CheckLines lines, Consents consents,
            ReasonSentences reasons, OAuthCookie cookie, LedgerstreamProperties properties) {
        this.setups = setups;
        this.connections = connections;
        this.checks = checks;
        this.lines = lines;
        this.consents = consents;
        this.reasons = reasons;
        this.cookie = cookie;
        this.properties = properties;
    }

    @GetMapping(PATH)
    String show(@At(RequestStep.CONNECT_SOFTWARE) Here here, Kept kept, Model model) {
        NetSuiteSetup setup = setup(here);
        model.addAttribute("form", new CredentialForm(kept.or(CLIENT_ID, setup.clientId()), null,
                kept.or(CERTIFICATE_ID, setup.certificateId()), kept.or(TOKEN_ID, setup.tokenId()), null));
        fill(here, setup, model);
        return PAGE;
    }

    @PostMapping(PATH)
    @Keeps({ CLIENT_ID, CERTIFICATE_ID, TOKEN_ID })
    ModelAndView connect(@At(RequestStep.CONNECT_SOFTWARE) Here here, @ModelAttribute("form") CredentialForm form,
            BindingResult errors, Model model, HttpServletResponse response) {
        NetSuiteSetup setup = remembering(here, form);
        if (!form.complete(setup, errors)) {
            fill(here, setup, model);
            return new ModelAndView(PAGE, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        RequestFacts facts = here.request().facts();
        if (setup.way() == Way.CODE) {
            Begun begun = connections.begin(here.requestId(),
                    setups.toLeave(facts.lineId(), form.clientId(), form.clientSecret()), here.customer());
            cookie.write(response, begun);
            return JourneyPaths.seeOther(ConnectPage.TO_PROVIDER);
        }
        Brought brought = setup.way() == Way.CERTIFICATE
                ? setups.byCertificate(facts.lineId(), form.clientId(), form.certificateId()) : setups
                    .byToken(facts.lineId(), form.clientId(), form.clientSecret(), form.tokenId(), form.tokenSecret());
        return brought(here, setup, brought, errors, model);
    }

    private ModelAndView brought(Here here, NetSuiteSetup setup, Brought brought, BindingResult errors, Model model) {
        try {
            connections.connect(here.requestId(), brought.account(), brought.credential(), brought.endsAt(),
                    here.customer());
        }
        catch (Refused e) {
            if (!"other-books".equals(e.reason())) {
                throw e;
            }
            errors.reject("netsuite.other-books",
                    reasons.of(SoftwareCatalog.NETSUITE, e.reason(), LocaleContextHolder.getLocale()));
            fill(here, setup, model);
            return new ModelAndView(PAGE, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return JourneyPaths.seeOther(JourneyPaths.CHECKING);
    }

    /**
     * Sent by the page itself, as soon as something was typed: a link that leads away
     * takes nothing along.
     */
    @PostMapping(PATH + "/keep")
    @Keeps(value = { CLIENT_ID, CERTIFICATE_ID, TOKEN_ID }, at = PATH)
    ResponseEntity<Void> keep(@At(RequestStep.CONNECT_SOFTWARE) Here here,
            @ModelAttribute("form") CredentialForm form) {
        remembering(here, form);
        return ResponseEntity.noContent().build();
    }

    @PostMapping(PATH + "/way")
    @Keeps(value = { CLIENT_ID, CERTIFICATE_ID, TOKEN_ID }, at = PATH)
    ModelAndView way(@At(RequestStep.CONNECT_SOFTWARE) Here here, @ModelAttribute("form") CredentialForm form,
            @RequestParam(defaultValue = "") String way) {
        remembering(here, form);
        one(Way.values(), way).ifPresent(chosen -> setups.way(here.request().facts().lineId(), chosen));
        return JourneyPaths.seeOther(PATH);
    }

    /**
     * @param done a step that is ticked; @param undone one that no longer is
     */
    @PostMapping(PATH + "/tick")
    @Keeps(value = { CLIENT_ID, CERTIFICATE_ID, TOKEN_ID }, at = PATH)
    ModelAndView tick(@At(RequestStep.CONNECT_SOFTWARE) Here here, @ModelAttribute("form") CredentialForm form,
            @RequestParam(defaultValue = "") String done, @RequestParam(defaultValue = "") String undone) {
        remembering(here, form);
        Optional<Step> step = one(Step.values(), done).or(() -> one(Step.values(), undone));
        step.ifPresent(one -> setups.tick(here.request().facts().lineId(), one, one.name().equals(done)));
        return JourneyPaths.seeOther(PATH + step.map(one -> "#step-" + one).orElse(""));
    }

    /**
     * The certificate is made with the account; this only hands it out, as often as it is
     * asked for.
     */
    @GetMapping(PATH + "/certificate.pem")
    ResponseEntity<String> certificate(@At(RequestStep.CONNECT_SOFTWARE) Here here) {
        setup(here);
        return setups.certificate(here.request().facts().lineId())
            .map(pem -> ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-pem-file"))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("ledgerstream-certificate.pem").build().toString())
                .body(pem))
            .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping(PATH + "/new-certificate")
    @Keeps(value = CLIENT_ID, at = PATH)
    ModelAndView newCertificate(@At(RequestStep.CONNECT_SOFTWARE) Here here,
            @ModelAttribute("form") CredentialForm form) {
        remembering(here, form);
        setups.newCertificate(here.request().facts().lineId());
        return JourneyPaths.seeOther(PATH + "#step-" + Step.CERTIFICATE);
    }

    /** Without an account there is nothing to show yet. */
    private NetSuiteSetup setup(Here here) {
        NetSuiteSetup setup = setups.of(AccountPage.here(here, checks).lineId());
        if (setup.account() == null) {
            throw new Elsewhere(AccountPage.PATH);
        }
        return setup;
    }

    /** As {@link #setup}, with what has been typed by now. */
    private NetSuiteSetup remembering(Here here, CredentialForm form) {
        setup(here);
        setups.remember(here.request().facts().lineId(), form.clientId(), form.clientSecret(), form.certificateId(),
                form.tokenId(), form.tokenSecret());
        return setup(here);
    }

    private void fill(Here here, NetSuiteSetup setup, Model model) {
        model.addAttribute("setup", setup).addAttribute("ways", List.of(Way.values()));
        model.addAttribute("places",
                setup.way()
                    .steps()
                    .stream()
                    .map(step -> Map.entry(step, setups.page(setup.account(), PLACES.get(step)).toString()))
                    .toList());
        model.addAttribute("name", "Ledgerstream")
            .addAttribute("redirect", properties.page("/connect/netsuite/callback").toString());
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        lastTry(here, setup, model);
    }

    /** Where no step of the way mends it, the banner alone says what was wrong. */
    private void lastTry(Here here, NetSuiteSetup setup, Model model) {
        Locale locale = LocaleContextHolder.getLocale();
        String reason = checks.lastReason(here.request());
        List<CheckLine> made = here.request().attemptReason() == null ? List.of()
                : lines.of(checks.evidence(here.requestId()), false, false, locale);
        model.addAttribute("last", made)
            .addAttribute("mend", NetSuiteReason.mendedAt(reason).filter(setup.way().steps()::contains).orElse(null));
        model.addAttribute("why", reason == null ? null : reasons.of(SoftwareCatalog.NETSUITE, reason, locale));
    }

    private static <T extends Enum<T>> Optional<T> one(T[] all, String name) {
        return Arrays.stream(all).filter(one -> one.name().equals(name)).findFirst();
    }

}
