package browser;

import com.microsoft.playwright.Page;
import fixture.Customer;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Every state of every page that the lender's people meet, one line each, as
 * {@link Catalogue} has the customer's.
 */
final class PortalCatalogue {

    /**
     * @param reader whose page it is; null before anybody has signed in
     * @param reach brings it about, and answers with the address of its page
     * @param then what is done on that page, to get to the state
     */
    record State(String name, Role reader, Function<Scenes, String> reach, BiConsumer<Scenes, Page> then) {

        boolean failed() {
            return name.endsWith("error");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<State> STATES = List.of(new State("sign-in", null, s -> after("/sign-in", s::asked), nothing()),
            new State("sign-in-signed-out", null, s -> after("/sign-in?signed-out", s::asked), nothing()),

            state("companies-none", s -> {
                s.northwind = s.lender();
                return "/portal/companies";
            }), state("companies", s -> after("/portal/companies", s::asked)),
            state("companies-not-found", s -> after("/portal/companies?q=quipu", s::asked)),
            state("companies-connected", s -> after("/portal/companies", () -> s.reading(true))),
            state("companies-access-lost", s -> after("/portal/companies", s::reconnection)),
            state("companies-long", s -> after("/portal/companies", () -> s.long60().uploaded())),
            state("company-new", s -> after("/portal/companies/new", s::asked)),
            state("company-new-error", s -> after("/portal/companies/new", s::asked), (s, page) -> submits(page)),
            state("company-owner", s -> {
                s.asked();
                return s.company("/owner");
            }),

            state("ask", s -> {
                s.northwind = s.lender();
                return "/portal/companies/" + s.northwind.company("Acme Tooling") + "/request";
            }), state("ask-error", s -> {
                s.northwind = s.lender();
                return "/portal/companies/" + s.northwind.company("Acme Tooling") + "/request";
            }, (s, page) -> submits(page)), state("preview", s -> {
                s.northwind = s.lender();
                return "/portal/companies/" + s.northwind.company("Acme Tooling") + "/request";
            }, (s, page) -> {
                page.locator("input[name=products]").first().check();
                submits(page);
            }), state("ask-declined", s -> {
                s.declined();
                return s.company("/request");
            }), state("follow-up", s -> {
                s.asked();
                return s.company("/request");
            }), state("ask-connected", s -> {
                s.done();
                return s.company("/request");
            }), state("ask-access-lost", s -> {
                s.done();
                s.lost("");
                return s.company("/request");
            }), state("ask-reconnection", s -> {
                s.reconnectionLink();
                return s.company("/request");
            }), state("ask-other-software", s -> {
                s.done();
                return s.company("/request/other-software");
            }), state("ask-other-software-error", s -> {
                s.done();
                return s.company("/request/other-software");
            }, (s, page) -> submits(page)),

            state("requested", s -> s.of(Scenes::asked, "/requested")), state("request", s -> s.of(Scenes::asked, "")),
            state("request-selected", s -> s.of(x -> x.selected(Customer.QUICKBOOKS), "")),
            state("request-connected", s -> s.of(x -> x.reading(true), "")),
            state("request-declined", s -> s.of(Scenes::declined, "")), state("request-cancelled", s -> s.of(x -> {
                x.asked();
                x.northwind.cancel(x.request, "They moved to another bank.");
            }, "")), state("request-expired", s -> s.of(x -> {
                x.linkAfter(23);
                x.northwind.as(() -> x.requests.dueDateReached(x.request));
            }, "")), state("request-uploaded", s -> s.of(x -> x.long60().uploaded(), "")),
            state("request-help", s -> s.of(Scenes::helpAsked, "")), state("request-bounced", s -> s.of(x -> {
                x.asked();
                x.cameBack();
            }, "")), state("request-disputed", s -> s.of(x -> x.choices("/not-me"), "")),
            state("request-to-decide", s -> s.of(Scenes::otherBooksSaidToBeRight, "")),
            state("request-rejected", s -> s.of(x -> x.rejected("no-permission-bills"), "")),
            state("request-reconnection", s -> s.of(Scenes::reconnectionLink, "")),
            state("request-renewal", s -> s.of(x -> x.renewal(Renewal.What.CONSENT), "")),
            state("request-renewed", s -> s.of(Scenes::consentRenewed, "")),
            state("request-ended", s -> s.of(x -> x.ended(x.done()), "")),

            state("request-cancel", s -> s.of(Scenes::asked, "/cancel")),
            state("request-due-date", s -> s.of(Scenes::asked, "/due-date")),
            state("request-due-date-error", s -> s.of(Scenes::asked, "/due-date"), (s, page) -> {
                page.locator("#dueDate").fill("2020-01-01");
                submits(page);
            }), state("request-contact", s -> s.of(Scenes::asked, "/contact")),
            state("request-contact-error", s -> s.of(Scenes::asked, "/contact"), (s, page) -> {
                page.locator("#contactEmail").fill("dora.");
                submits(page);
            }), state("request-contact-bounced", s -> s.of(x -> {
                x.asked();
                x.cameBack();
            }, "/contact")), state("request-resend", s -> s.of(Scenes::asked, "/resend")),
            state("request-answer", s -> s.of(Scenes::helpAsked, "/help")),
            state("request-answer-error", s -> s.of(Scenes::helpAsked, "/help"), (s, page) -> submits(page)),
            state("request-answered", s -> s.of(Scenes::helpAnswered, "/help")),
            state("request-decide", s -> s.of(Scenes::otherBooksSaidToBeRight, "/company-match")),
            state("request-decide-error", s -> s.of(Scenes::otherBooksSaidToBeRight, "/company-match"),
                    (s, page) -> submits(page)),
            state("request-nothing-to-decide", s -> s.of(x -> {
                x.otherBooksSaidToBeRight();
                x.visitor.press("/journey/company", "answer", "another");
            }, "/company-match")),

            state("data-reading", s -> {
                s.reading(false);
                return s.data();
            }), state("data", s -> {
                s.reading(true);
                return s.data();
            }), state("data-access-lost", s -> {
                s.reading(true);
                return s.lost(s.data());
            }), state("data-ended", s -> {
                s.reading(true);
                return s.ended(s.data());
            }), state("endings-none", s -> after("/portal/endings", s::asked)),
            state("endings", s -> after("/portal/endings", () -> s.renewal(Renewal.What.CONSENT))),

            new State("policy", Role.ADMIN, s -> after("/portal/settings/policy", s::asked), nothing()),
            new State("policy-error", Role.ADMIN, s -> after("/portal/settings/policy", s::asked), (s, page) -> {
                page.getByLabel("Business days until the first reminder").fill("31");
                submits(page);
            }),
            new State("policy-preview", Role.ADMIN, s -> after("/portal/settings/policy", s::asked),
                    (s, page) -> submits(page)),
            new State("people", Role.ADMIN, s -> after("/portal/settings/people", s::asked), nothing()),
            new State("people-disable", Role.ADMIN, s -> s.disabling(), nothing()),
            new State("people-disable-error", Role.ADMIN, s -> s.disabling(), (s, page) -> submits(page)),
            new State("request-seen-by-a-viewer", Role.VIEWER, s -> s.of(Scenes::helpAsked, ""), nothing()),
            new State("request-seen-by-a-success-manager", Role.SUCCESS_MANAGER, s -> s.of(x -> {
                x.helpAsked();
                x.northwind.as(() -> x.help.ask(x.request, "Another one?", Actor.customer(null)));
                x.clock().advance(Duration.ofHours(1));
            }, ""), nothing()));

    private PortalCatalogue() {
    }

    private static State state(String name, Function<Scenes, String> reach) {
        return state(name, reach, nothing());
    }

    private static State state(String name, Function<Scenes, String> reach, BiConsumer<Scenes, Page> then) {
        return new State(name, Role.RELATIONSHIP_MANAGER, reach, then);
    }

    private static BiConsumer<Scenes, Page> nothing() {
        return (scenes, page) -> {
        };
    }

    private static String after(String page, Runnable more) {
        more.run();
        return page;
    }

    /** Presses the first button of the page's main form. */
    private static void submits(Page page) {
        page.locator("main form[method=post] .buttons button:not(.secondary, .quiet)").first().click();
        page.waitForLoadState();
    }

}
