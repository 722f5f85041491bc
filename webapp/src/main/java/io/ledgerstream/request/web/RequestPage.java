package io.ledgerstream.request.web;

import io.ledgerstream.connection.web.CheckLine;
import io.ledgerstream.connection.web.CheckLines;
import io.ledgerstream.lender.web.PortalController;
import io.ledgerstream.lender.web.PortalUser;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * One request: what needs attention, its facts, who did what when, what comes next, and
 * where its process stands.
 */
@PortalController
class RequestPage {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    private final RequestOverview overviews;

    private final RequestViews requests;

    private final CheckLines lines;

    private final OperateProperties operate;

    private final LedgerstreamProperties properties;

    private final Clock clock;

    RequestPage(RequestOverview overviews, RequestViews requests, CheckLines lines, OperateProperties operate,
            LedgerstreamProperties properties, Clock clock) {
        this.overviews = overviews;
        this.requests = requests;
        this.lines = lines;
        this.operate = operate;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/portal/requests/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal PortalUser user, Model model) {
        var overview = overviews.of(id);
        RequestView request = overview.request();
        model.addAttribute("request", request)
            .addAttribute("timeline", overview.timeline())
            .addAttribute("mails", overview.mails())
            .addAttribute("data", overview.data())
            .addAttribute("files", overview.files())
            .addAttribute("question", overview.question())
            .addAttribute("sameBooks", overview.sameBooks())
            .addAttribute("further", overview.further())
            .addAttribute("unopened", overview.unopened())
            .addAttribute("forIt", properties.page("/for-it").toString())
            .addAttribute("software", overview.software())
            .addAttribute("oldSoftware", overview.oldSoftware())
            .addAttribute("attention", Attention.of(request, user))
            .addAttribute("reminder", NextReminder.of(request, clock.instant()))
            .addAttribute("helped", overview.timeline().stream().anyMatch(line -> line.action().equals("help-asked")))
            .addAttribute("remindable", Reminders.remindable(request.facts()))
            .addAttribute("steps", overview.steps().inWords())
            .addAttribute("operate", instance(id, user));
        if (overview.evidence() != null) {
            model.addAttribute("evidence", overview.evidence()).addAttribute("lines", lines(overview));
        }
        return "portal/requests/request";
    }

    /**
     * As the customer reads them; what was doubtful is accepted where it is connected all
     * the same.
     */
    private List<CheckLine> lines(RequestOverview.Overview overview) {
        RequestFacts facts = overview.request().facts();
        return lines.of(overview.evidence(), facts.step() == RequestStep.CHECKING,
                facts.attempt() == AttemptState.VERIFIED, Locale.ENGLISH);
    }

    /**
     * The process as a picture, the request's step marked; a file of its own, since no
     * page takes markup from code.
     */
    @GetMapping("/portal/requests/{id}/process.svg")
    ResponseEntity<String> picture(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(SVG).body(overviews.steps(id).picture());
    }

    /** Asked for only where it is shown. */
    private String instance(UUID id, PortalUser user) {
        return operate.off() || !user.mayAdminister() ? null
                : requests.instanceKey(id).flatMap(operate::instance).orElse(null);
    }

}
