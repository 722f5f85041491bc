package io.ledgerstream.upload.web;

import io.ledgerstream.consent.Consents;
import io.ledgerstream.link.web.At;
import io.ledgerstream.link.web.Here;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.Meanwhile;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.upload.GivenFile;
import io.ledgerstream.upload.Problem;
import io.ledgerstream.upload.Uploads;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes in the files of software without a connection: all that were chosen, or none,
 * each problem named with its file.
 */
@JourneyController
class UploadPage {

    private static final int PER_HOUR = 20;

    private final Uploads uploads;

    private final Consents consents;

    private final SoftwareCatalog catalog;

    private final RateLimits limits;

    private final Meanwhile meanwhile;

    UploadPage(Uploads uploads, Consents consents, SoftwareCatalog catalog, RateLimits limits, Meanwhile meanwhile) {
        this.uploads = uploads;
        this.consents = consents;
        this.catalog = catalog;
        this.limits = limits;
        this.meanwhile = meanwhile;
    }

    @GetMapping(JourneyPaths.UPLOAD)
    String ask(@At(RequestStep.UPLOAD_FILES) Here here, Model model) {
        fill(here, model, errors());
        return "journey/upload";
    }

    /**
     * @param files what came under that name, in any number; null where nothing did
     */
    @PostMapping(JourneyPaths.UPLOAD)
    ModelAndView take(@At({ RequestStep.UPLOAD_FILES, RequestStep.DONE }) Here here,
            @RequestParam(required = false) List<MultipartFile> files, Model model) {
        if (here.request().facts().step() == RequestStep.DONE) {
            return tooLate(here);
        }
        BindingResult errors = errors();
        List<GivenFile> given = given(files);
        if (given.isEmpty() || given.size() > Uploads.AT_MOST) {
            errors.rejectValue("files", given.isEmpty() ? "upload.none" : "upload.many");
        }
        else {
            limits.count("upload", here.requestId().toString(), PER_HOUR);
            uploads.take(here.requestId(), given, here.customer()).forEach(problem -> reject(problem, errors));
        }
        if (errors.hasErrors()) {
            fill(here, model, errors);
            return new ModelAndView("journey/upload",
                    tooLarge(errors) ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return JourneyPaths.seeOther(JourneyPaths.DONE);
    }

    /**
     * Sent twice by the same person is no news; whom another was faster than has to know
     * that these files were not taken.
     */
    private ModelAndView tooLate(Here here) {
        if (meanwhile.byAnother(here)) {
            throw new Refused("out-of-order");
        }
        return JourneyPaths.seeOther(JourneyPaths.DONE);
    }

    /**
     * A browser sends one part without a name and without content where nothing was
     * chosen.
     */
    private static List<GivenFile> given(List<MultipartFile> files) {
        return files == null ? List.of()
                : files.stream()
                    .filter(file -> !file.isEmpty()
                            || (file.getOriginalFilename() != null && !file.getOriginalFilename().isEmpty()))
                    .map(file -> new GivenFile(file.getOriginalFilename(), file.getSize(), file))
                    .toList();
    }

    private static void reject(Problem problem, BindingResult errors) {
        errors.rejectValue("files", "upload.problem." + problem.why(), new Object[] { problem.fileName() }, null);
    }

    private static boolean tooLarge(BindingResult errors) {
        return errors.getFieldErrors("files")
            .stream()
            .anyMatch(error -> ("upload.problem." + Problem.Why.TOO_LARGE).equals(error.getCode()));
    }

    private void fill(Here here, Model model, BindingResult errors) {
        model.addAttribute("form", errors.getTarget()).addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        model.addAttribute("receipt", consents.receipt(here.request().facts().consentId()));
        model.addAttribute("software",
                catalog.name(here.request().facts().software(), here.request().softwareName()).orElseThrow());
    }

    private static BindingResult errors() {
        return new BeanPropertyBindingResult(new UploadForm(null), "form");
    }

    /** Carries what is wrong; files do not survive an answer. */
    record UploadForm(String files) {
    }

}
