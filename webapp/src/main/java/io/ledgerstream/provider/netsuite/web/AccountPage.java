package io.ledgerstream.provider.netsuite.web;

import io.ledgerstream.connection.Checks;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Who does it, and in which account: asked before anything else, since everything else
 * depends on both.
 */
@JourneyController
class AccountPage {

    static final String PATH = "/journey/netsuite/account";

    private static final String PAGE = "journey/netsuite-account";

    private static final int PER_HOUR = 30;

    private final NetSuiteSetups setups;

    private final Checks checks;

    private final Consents consents;

    private final RateLimits limits;

    AccountPage(NetSuiteSetups setups, Checks checks, Consents consents, RateLimits limits) {
        this.setups = setups;
        this.checks = checks;
        this.consents = consents;
        this.limits = limits;
    }

    @GetMapping(PATH)
    String ask(@At(RequestStep.CONNECT_SOFTWARE) Here here, Kept kept, Model model) {
        RequestFacts facts = here(here, checks);
        String known = Optional.ofNullable(setups.of(facts.lineId()).account())
            .or(() -> setups.before(facts.connectionId()).map(NetSuiteSetup::account))
            .orElse("");
        model.addAttribute("form", new AccountForm(null, kept.or("account", known)));
        return page(facts, model);
    }

    @PostMapping(PATH)
    @Keeps("account")
    ModelAndView given(@At(RequestStep.CONNECT_SOFTWARE) Here here, @ModelAttribute("form") AccountForm form,
            BindingResult errors, Model model) {
        RequestFacts facts = here(here, checks);
        limits.count("netsuite-account", here.requestId().toString(), PER_HOUR);
        if (!"yes".equals(form.administrator())) {
            errors.rejectValue("administrator",
                    "no".equals(form.administrator()) ? "netsuite.administrator.no" : "netsuite.administrator.none");
        }
        Optional<String> account = account(form, errors);
        if (errors.hasErrors()) {
            return new ModelAndView(page(facts, model), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        setups.account(facts.lineId(), account.orElseThrow());
        return JourneyPaths.seeOther(ChecklistPage.PATH);
    }

    private String page(RequestFacts facts, Model model) {
        model.addAttribute("receipt", consents.receipt(facts.consentId()));
        return PAGE;
    }

    private Optional<String> account(AccountForm form, BindingResult errors) {
        Optional<String> account = setups.understood(form.account());
        if (account.isEmpty()) {
            errors.rejectValue("account", form.account().isEmpty() ? "netsuite.account.none" : "netsuite.account.odd");
        }
        else if (!setups.exists(account.get())) {
            errors.rejectValue("account", "netsuite.account.unknown", new Object[] { account.get() }, null);
        }
        return account;
    }

    /** Only for who has chosen this software, and has still to connect it. */
    static RequestFacts here(Here here, Checks checks) {
        if (checks.works(here.request().facts())) {
            throw new Elsewhere(JourneyPaths.CONNECT);
        }
        if (!SoftwareCatalog.NETSUITE.equals(here.request().facts().software())) {
            throw new Elsewhere(JourneyPaths.HOME);
        }
        return here.request().facts();
    }

}
