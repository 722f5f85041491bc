package io.ledgerstream.link.web;

import io.ledgerstream.link.Visit;
import io.ledgerstream.link.WayBack;
import io.ledgerstream.request.RequestStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Leads to where the customer stands, and back in where the visit has ended. */
@JourneyController
class HomePage {

    private final WayIn wayIn;

    private final WayBack wayBack;

    HomePage(WayIn wayIn, WayBack wayBack) {
        this.wayIn = wayIn;
        this.wayBack = wayBack;
    }

    @GetMapping(JourneyPaths.HOME)
    ModelAndView home(Here here, @RequestParam(required = false) String desk) {
        return JourneyPaths
            .seeOther(JourneyPaths.of(here.request().facts().step()) + (desk == null ? "" : "?desk=yes"));
    }

    /**
     * Asked by a page that stands open, so that reading the instructions for long does
     * not end the visit.
     */
    @GetMapping("/journey/alive")
    ResponseEntity<Void> alive(HttpServletRequest request) {
        boolean alive = VisitFilter.visit(request).filter(visit -> !visit.ended()).isPresent();
        return ResponseEntity.status(alive ? HttpStatus.NO_CONTENT : HttpStatus.GONE).build();
    }

    @GetMapping(JourneyPaths.AGAIN)
    String ended(HttpServletRequest request, Model model) {
        Optional<Visit> visit = VisitFilter.visit(request);
        if (visit.filter(found -> !found.ended()).isPresent()) {
            throw new Elsewhere(JourneyPaths.HOME);
        }
        model.addAttribute("known", visit.isPresent());
        return "journey/again";
    }

    /**
     * A visit that has ended still says which request: a new code to the invited address
     * leads back in.
     */
    @PostMapping(JourneyPaths.AGAIN)
    ModelAndView again(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = VisitFilter.visit(request).orElseThrow(() -> new Elsewhere(JourneyPaths.AGAIN));
        if (!visit.ended()) {
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        return wayIn.again(visit.lenderId(), visit.requestId(), response);
    }

    @GetMapping(JourneyPaths.CLOSED)
    String closed(@At({ RequestStep.CANCELLED, RequestStep.EXPIRED }) Here here) {
        return "journey/closed";
    }

    /** As from the link of a request whose time has passed. */
    @PostMapping(JourneyPaths.CLOSED)
    ModelAndView goOn(@At(RequestStep.EXPIRED) Here here) {
        wayBack.wouldLikeToGoOn(here.requestId(), here.request().company().timeZone(), here.customer());
        return JourneyPaths.seeOther(JourneyPaths.CLOSED + "?told");
    }

}
