package io.ledgerstream.connection.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.SameBooks;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.web.Patterns;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * <em>Decide company match</em>: the lender takes books under another name, or does not.
 * What was decided already, or taken back by the customer, says so in place of the form.
 */
@PortalController
class DecideCompanyPage {

    private static final String PATH = "/portal/requests/{id}/company-match";

    private static final String ACCEPT = "accept";

    private static final Set<String> ANSWERS = Set.of("company-accepted", "company-refused", "another-company-chosen",
            "request-cancelled", "request-expired");

    private final RequestViews views;

    private final CompanyMatches matches;

    private final SameBooks sameBooks;

    private final Timeline timeline;

    DecideCompanyPage(RequestViews views, CompanyMatches matches, SameBooks sameBooks, Timeline timeline) {
        this.views = views;
        this.matches = matches;
        this.sameBooks = sameBooks;
        this.timeline = timeline;
    }

    @GetMapping(PATH)
    ModelAndView initForm(@PathVariable UUID id) {
        RequestView request = views.get(id);
        return toDecide(request) ? form(request, null) : decided(request);
    }

    @PostMapping(PATH)
    ModelAndView processForm(@PathVariable UUID id, @Valid @ModelAttribute("form") Form form, BindingResult errors,
            @AuthenticationPrincipal PortalUser user, RedirectAttributes next) {
        RequestView request = views.get(id);
        if (!toDecide(request)) {
            return decided(request);
        }
        if (errors.hasErrors()) {
            return form(request, form);
        }
        try {
            decide(id, form, Actor.user(user.id()));
        }
        catch (Refused meanwhile) {
            RequestView now = views.get(id);
            return toDecide(now) ? otherBooks(now) : decided(now);
        }
        next.addFlashAttribute("done", ACCEPT.equals(form.decision()) ? "company-accepted" : "company-refused");
        return new ModelAndView("redirect:/portal/requests/{id}");
    }

    private void decide(UUID id, Form form, Actor user) {
        if (ACCEPT.equals(form.decision())) {
            matches.accept(id, form.seen(), form.note(), user);
        }
        else {
            matches.refuse(id, form.seen(), form.note(), user);
        }
    }

    private static boolean toDecide(RequestView request) {
        return request.facts().step() == RequestStep.LENDER_DECIDES;
    }

    /**
     * @param given what was sent and is not right; null for a form not filled in
     */
    private ModelAndView form(RequestView request, Form given) {
        var page = new ModelAndView("portal/requests/company-match").addObject("request", request)
            .addObject("question", matches.of(request.id()).orElseThrow())
            .addObject("sameBooks", sameBooks.of(request.id()));
        if (given == null) {
            page.addObject("form", new Form(null, null, null));
        }
        else {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private ModelAndView otherBooks(RequestView request) {
        ModelAndView page = form(request, null).addObject("otherBooks", true);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView decided(RequestView request) {
        var page = new ModelAndView("portal/requests/company-decided", HttpStatus.CONFLICT).addObject("request",
                request);
        timeline.of(request.id())
            .stream()
            .filter(line -> ANSWERS.contains(line.action()))
            .reduce((earlier, later) -> later)
            .ifPresent(line -> page.addObject("answer", line));
        return page;
    }

    /**
     * @param note for the lender's own timeline
     * @param attempt whose books the page showed
     */
    record Form(
            @NotNull(message = "{match.decision.missing}") @Pattern(regexp = "accept|refuse",
                    message = "{match.decision.missing}") String decision,
            @Size(max = 1000, message = "{match.note.too-long}") @Pattern(regexp = Patterns.LINES,
                    message = "{match.note.control}") String note,
            String attempt) {

        Form {
            note = Patterns.lines(note);
        }

        /**
         * @throws Refused where it is none of ours
         */
        UUID seen() {
            try {
                return UUID.fromString(attempt);
            }
            catch (IllegalArgumentException | NullPointerException e) {
                throw new Refused("attempt-superseded");
            }
        }
    }

}
