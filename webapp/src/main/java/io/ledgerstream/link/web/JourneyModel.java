package io.ledgerstream.link.web;

import io.ledgerstream.link.Invitation;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.web.Languages;
import io.ledgerstream.provider.Outages;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Sharing;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * What every customer page knows: whose request it is, who asks, the language and how
 * dates are written in it.
 */
@Component
class JourneyModel {

    private final LocaleResolver languages;

    private final LedgerstreamProperties properties;

    private final Outages outages;

    private final SoftwareCatalog catalog;

    private final RequestViews requests;

    private final Sharing sharing;

    JourneyModel(LocaleResolver languages, LedgerstreamProperties properties, Outages outages, SoftwareCatalog catalog,
            RequestViews requests, Sharing sharing) {
        this.requests = requests;
        this.sharing = sharing;
        this.outages = outages;
        this.catalog = catalog;
        this.languages = languages;
        this.properties = properties;
    }

    void fill(Map<String, Object> model, RequestView view, HttpServletRequest request) {
        model.put("request", view);
        String goesOn = goesOn(view.facts());
        model.put("goesOn", goesOn);
        model.put("steps", JourneySteps.of(view.facts(), view.facts().reconnection() && requests.consentKept(view.id()),
                goesOn != null));
        model.put("leaveUrl", view.status().open() ? JourneyPaths.LEAVE : null);
        if (view.facts().change() != null) {
            model.put("oldSoftware", named(view.facts().change().software(), null));
            model.put("newSoftware", named(view.facts().software(), view.softwareName()));
        }
        RequestStep step = view.facts().step();
        if (step == RequestStep.CONNECT_SOFTWARE || step == RequestStep.CHECKING) {
            outages.now(view.facts().software())
                .ifPresent(outage -> model.put("outage",
                        new Away(catalog.find(outage.software()).map(Software::name).orElse(outage.software()),
                                outage.beganAt())));
        }
        model.put("helpUrl", view.status().open() ? JourneyPaths.HELP : null);
        fill(model, view.lender().name(),
                new Invitation.Asker(view.owner().name(), view.owner().phone(), view.owner().email()), view.language(),
                view.company().timeZone(), request);
    }

    /**
     * How the keys of texts end that say what goes on whatever becomes of the request, by
     * what it asks for; null where nothing is shared.
     */
    private String goesOn(RequestFacts facts) {
        if ((facts.connectionId() == null && facts.change() == null) || !sharing.goesOn(facts)) {
            return null;
        }
        return facts.renewal() != null ? "renew" : facts.change() != null ? "change" : "more";
    }

    private String named(String software, String asWritten) {
        return catalog.name(software, asWritten).orElse(software);
    }

    /** The software that does not answer anybody. */
    public record Away(String software, Instant since) {
    }

    /** Of an invitation a page shows who asks, but nothing of who is asked. */
    void fill(Map<String, Object> model, Invitation invitation, HttpServletRequest request) {
        fill(model, invitation.lenderName(), invitation.asker(), invitation.language(), invitation.zone(), request);
    }

    private void fill(Map<String, Object> model, String lender, Invitation.Asker asker, String language, ZoneId zone,
            HttpServletRequest request) {
        Languages.ofRequest(request, () -> language);
        Locale shown = languages.resolveLocale(request);
        model.put("lenderName", lender);
        model.put("manageAddress", properties.page("/manage").toString());
        model.put("asker", asker);
        model.put("otherLanguages", Languages.others(shown));
        model.put("dates", new Dates(shown, zone));
    }

}
