package io.ledgerstream.connection.web;

import io.ledgerstream.connection.CallbackResult;
import io.ledgerstream.connection.CallbackResult.InvalidState;
import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.link.Visit;
import io.ledgerstream.link.web.JourneyController;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.VisitFilter;
import io.ledgerstream.link.web.WayIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The way back from the provider: the one GET that changes something, guarded by its
 * one-time state. Every answer leaves the address with its code by a 303. Who has no
 * session any more is asked for a new code first; nothing is lost by that.
 */
@JourneyController
class Callback {

    private final Connections connections;

    private final WayIn wayIn;

    private final OAuthCookie oauthCookie;

    Callback(Connections connections, WayIn wayIn, OAuthCookie oauthCookie) {
        this.connections = connections;
        this.wayIn = wayIn;
        this.oauthCookie = oauthCookie;
    }

    @GetMapping("/connect/{provider:[a-z-]{1,30}}/callback")
    ModelAndView back(@PathVariable String provider, @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request, HttpServletResponse response) {
        CallbackResult result = connections.callback("/connect/" + provider + "/callback", Map.copyOf(parameters),
                oauthCookie.read(request));
        return switch (result) {
            case CallbackResult.Authorised(UUID requestId, UUID lenderId) ->
                back(requestId, lenderId, request, response);
            case CallbackResult.Refused(UUID requestId, UUID lenderId) -> back(requestId, lenderId, request, response);
            case CallbackResult.Failed(UUID requestId, UUID lenderId, String reason) ->
                back(requestId, lenderId, request, response);
            case CallbackResult.NotWanted(UUID requestId, UUID lenderId) ->
                back(requestId, lenderId, request, response);
            case InvalidState(Why why) -> JourneyPaths.seeOther("/connect/not-taken?why=" + word(why));
        };
    }

    /**
     * A return that could not be taken says why and where to go on; it knows nothing of
     * whose it was.
     */
    @GetMapping("/connect/not-taken")
    ModelAndView notTaken(@RequestParam(defaultValue = "") String why) {
        var page = new ModelAndView("journey/not-taken", HttpStatus.CONFLICT);
        return page.addObject("why", "late".equals(why) || "replayed".equals(why) ? why : "unknown");
    }

    private ModelAndView back(UUID requestId, UUID lenderId, HttpServletRequest request, HttpServletResponse response) {
        oauthCookie.delete(response);
        boolean sessionHolds = VisitFilter.visit(request)
            .filter(Visit::signedIn)
            .filter(visit -> visit.requestId().equals(requestId))
            .isPresent();
        return sessionHolds ? JourneyPaths.seeOther(JourneyPaths.HOME) : wayIn.again(lenderId, requestId, response);
    }

    private static String word(Why why) {
        return switch (why) {
            case LATE -> "late";
            case REPLAYED -> "replayed";
            case MISSING, UNKNOWN, OTHER_BROWSER -> "unknown";
        };
    }

}
