package io.ledgerstream.provider.web;

import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Elsewhere;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Keeps;
import io.ledgerstream.link.web.Kept;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.Sha256;
import io.ledgerstream.platform.web.Typed;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.SecondSoftware;
import io.ledgerstream.request.Selection;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Which accounting software the company uses: connected directly, shared by file, or not
 * listed and named by the customer. Can be changed until it is connected or the files are
 * there; the consent is asked for again then.
 */
@JourneyController
class SoftwarePage {

    private static final int LONGEST_NAME = 100;

    private final SoftwareCatalog catalog;

    private final RequestProgress progress;

    private final SecondSoftware second;

    SoftwarePage(SoftwareCatalog catalog, RequestProgress progress, SecondSoftware second) {
        this.second = second;
        this.catalog = catalog;
        this.progress = progress;
    }

    @GetMapping(JourneyPaths.SOFTWARE)
    String choose(
            @At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
                    RequestStep.UPLOAD_FILES }) Here here,
            @RequestParam(defaultValue = "") String q, Kept kept, Model model) {
        if (here.request().facts().reconnection()) {
            // A reconnection repairs the existing connection: there is no software to
            // choose.
            throw new Elsewhere(JourneyPaths.HOME);
        }
        String name = here.request().softwareName();
        model.addAttribute("form",
                new SoftwareForm(here.request().facts().software(), kept.or("name", name == null ? "" : name),
                        kept.or("second", second.of(here.requestId()).orElse("")), seen(here)));
        list(q, model);
        return "journey/software";
    }

    @PostMapping(JourneyPaths.SOFTWARE)
    @Keeps({ "name", "second" })
    ModelAndView chosen(
            @At({ RequestStep.SELECT_SOFTWARE, RequestStep.GIVE_CONSENT, RequestStep.CONNECT_SOFTWARE,
                    RequestStep.UPLOAD_FILES }) Here here,
            @ModelAttribute("form") SoftwareForm form, BindingResult errors, Model model) {
        Optional<Selection> selection = selection(form, errors);
        if (!form.second().isEmpty() && (form.second().length() > LONGEST_NAME || Typed.odd(form.second()))) {
            errors.rejectValue("second",
                    form.second().length() > LONGEST_NAME ? "software.name.long" : "software.name.odd");
        }
        if (errors.hasErrors()) {
            list("", model);
            return new ModelAndView("journey/software", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        boolean another = !selected(here, selection.get());
        boolean anotherSecond = !form.second().equals(second.of(here.requestId()).orElse(""));
        if ((another || anotherSecond) && !seen(here).equals(form.seen())) {
            throw new Refused("out-of-order");
        }
        second.tell(here.requestId(), form.second(), here.customer());
        if (another) {
            progress.selectSoftware(here.requestId(), selection.get(), here.customer());
        }
        return JourneyPaths.seeOther(JourneyPaths.HOME);
    }

    private Optional<Selection> selection(SoftwareForm form, BindingResult errors) {
        if (!form.notListed()) {
            Optional<Software> chosen = catalog.find(form.software());
            if (chosen.isEmpty()) {
                errors.rejectValue("software", "software.none");
            }
            return chosen.map(one -> one.served() ? Selection.direct(one.code()) : Selection.byFile(one.code()));
        }
        if (form.name().isEmpty()) {
            errors.rejectValue("name", "software.name.missing");
        }
        else if (form.name().length() > LONGEST_NAME) {
            errors.rejectValue("name", "software.name.long");
        }
        else if (Typed.odd(form.name())) {
            errors.rejectValue("name", "software.name.odd");
        }
        return errors.hasErrors() ? Optional.empty()
                : Optional.of(new Selection(SoftwareCatalog.OTHER, true, form.name()));
    }

    private static boolean selected(Here here, Selection selection) {
        RequestFacts facts = here.request().facts();
        return selection.software().equals(facts.software())
                && java.util.Objects.equals(selection.name(), here.request().softwareName());
    }

    private String seen(Here here) {
        RequestFacts facts = here.request().facts();
        return facts.software() + "." + facts.consentId()
                + second.of(here.requestId()).map(name -> "." + Sha256.hex(name)).orElse("");
    }

    private void list(String search, Model model) {
        List<Software> found = catalog.search(search);
        model.addAttribute("q", search.strip())
            .addAttribute("direct", found.stream().filter(Software::served).toList())
            .addAttribute("byFile", found.stream().filter(one -> !one.served()).toList());
    }

}
