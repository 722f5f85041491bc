package io.ledgerstream.provider.web;

import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.Selection;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Which accounting software the company uses. Can be changed until it is connected; the consent is asked for again then. */
@JourneyController
class SoftwarePage {

    private final SoftwareCatalog catalog;
    private final RequestProgress progress;

    SoftwarePage(SoftwareCatalog catalog, RequestProgress progress) {
        this.catalog = catalog;
        this.progress = progress;
    }

    @GetMapping(JourneyPaths.SOFTWARE)
    String choose(@At({RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE}) Here here,
                  @RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("form", new SoftwareForm(here.request().facts().software()));
        list(q, model);
        return "journey/software";
    }

    @PostMapping(JourneyPaths.SOFTWARE)
    ModelAndView chosen(@At({RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE}) Here here,
                        @ModelAttribute("form") SoftwareForm form, BindingResult errors, Model model) {
        if (catalog.find(form.software()).filter(Software::served).isEmpty()) {
            errors.rejectValue("software", "software.none");
            list("", model);
            return new ModelAndView("journey/software", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        progress.selectSoftware(here.requestId(), Selection.direct(form.software()), here.customer());
        return JourneyPaths.seeOther(JourneyPaths.HOME);
    }

    private void list(String search, Model model) {
        model.addAttribute("q", search).addAttribute("found", catalog.search(search));
    }
}
