package io.ledgerstream.consent.web;

import io.ledgerstream.consent.ConsentOffer;
import io.ledgerstream.consent.ConsentOffers;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.Given;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks for the consent: exactly the rows of its stored text, nothing ticked beforehand.
 * Given once, it is shown as given.
 */
@JourneyController
class ConsentPage {

    private final ConsentOffers offers;

    private final Consents consents;

    private final RequestViews requests;

    ConsentPage(ConsentOffers offers, Consents consents, RequestViews requests) {
        this.offers = offers;
        this.consents = consents;
        this.requests = requests;
    }

    @GetMapping(JourneyPaths.CONSENT)
    String ask(@At({ RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES }) Here here,
            Kept kept, Locale language, Model model) {
        if (here.request().facts().consented()) {
            model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
            return "journey/consented";
        }
        ConsentOffer offer = offers.of(here.request(), language.getLanguage());
        model.addAttribute("offer", offer)
            .addAttribute("form",
                    new ConsentForm(offer.fingerprint(), List.of(), null, kept.or("name", ""), kept.or("title", "")));
        return "journey/consent";
    }

    @PostMapping(JourneyPaths.CONSENT)
    @Keeps({ "name", "title" })
    ModelAndView give(
            @At({ RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE, RequestStep.UPLOAD_FILES }) Here here,
            Locale language, @ModelAttribute("form") ConsentForm form, BindingResult errors, Model model) {
        if (here.request().facts().consented()) {
            // The button was pressed twice, or somebody else was first: the next page
            // says who.
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        ConsentOffer offer = offers.of(here.request(), language.getLanguage());
        model.addAttribute("offer", offer);
        if (!offer.fingerprint().equals(form.shown())) {
            errors.reject("consent.changed");
            model.addAttribute("changed", true); // what was ticked was ticked for
                                                 // something else
            return new ModelAndView("journey/consent", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Optional<Given> given = ConsentCheck.check(form, offer, errors);
        if (given.isEmpty()) {
            return new ModelAndView("journey/consent", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return give(here, offer, given.get());
    }

    private ModelAndView give(Here here, ConsentOffer offer, Given given) {
        try {
            consents.give(here.request(), offer, given, here.customer());
        }
        catch (Refused refused) {
            if (!requests.facts(here.requestId()).consented()) {
                throw refused;
            }
        }
        return JourneyPaths.seeOther(JourneyPaths.HOME);
    }

}
