package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import fixture.Customer;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Renewal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import standin.postgres.Db;

/**
 * Every state of every page that a customer meets, one line each. A state whose name ends
 * in "error" is a form that came back.
 */
final class Catalogue {

    /**
     * @param reach brings it about, and answers with the address of its page
     * @param then what is done on that page, to get to the state
     */
    record State(String name, Function<Scenes, String> reach, BiConsumer<Scenes, Page> then) {

        boolean failed() {
            return name.endsWith("error");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<State> STATES = List.of(state("start", Scenes::asked),
            state("start-reconnect", Scenes::reconnectionLink),
            state("start-renew-consent", s -> s.renewal(Renewal.What.CONSENT)),
            state("start-renew-access", s -> s.renewal(Renewal.What.ACCESS)),
            state("start-renew-certificate", s -> s.renewal(Renewal.What.CERTIFICATE)),
            state("start-more", Scenes::moreLink), state("link-expired", s -> s.linkAfter(15)),
            state("link-mailed", s -> s.replaced() + "?mailed"), state("link-replaced", Scenes::replaced),
            state("link-request-expired", s -> s.linkAfter(23)), state("link-told", s -> s.linkAfter(23) + "?told"),
            state("link-declined", s -> after(s.asked(), () -> s.northwind.declined(s.request, null))),
            state("link-declined-asked-anew", s -> after(s.asked(), () -> {
                s.northwind.declined(s.request, null);
                s.askedAnew();
            })), state("link-declined-for-good", s -> after(s.asked(), () -> {
                s.northwind.declined(s.request, null);
                s.clock().advance(Duration.ofDays(23));
            })), state("link-cancelled", s -> after(s.asked(), () -> s.northwind.cancel(s.request, null))),
            state("link-finished", s -> after(s.asked(), () -> s.northwind.connected(s.request))),
            state("link-interrupted", Scenes::lostAndItsLink), state("link-ended", Scenes::endedAndItsLink),
            state("link-withdrawn",
                    s -> after(s.asked(), () -> s.northwind
                        .as(() -> s.contacts.correct(s.request, "Nora", "nora@else.example", s.northwind.actor())))),
            state("link-declined-renewal", s -> after(s.renewal(Renewal.What.CONSENT), () -> {
                s.declines();
            })),
            state("link-cancelled-renewal",
                    s -> after(s.renewal(Renewal.What.CONSENT), () -> s.northwind.cancel(s.request, null))),
            state("link-declined-more", s -> after(s.moreLink(), s::declines)),
            state("link-declined-for-good-more", s -> after(s.moreLink(), () -> {
                s.declines();
                s.clock().advance(Duration.ofDays(23));
            })), state("link-cancelled-more", s -> after(s.moreLink(), () -> s.northwind.cancel(s.request, null))),
            state("link-unknown", s -> after("/c/" + "A".repeat(43), s::asked)),
            state("link-too-many", Scenes::oftenReplaced, (s, page) -> submits(page)),

            state("code", Scenes::codeAsked),
            state("code-wrong-error", Scenes::codeAsked, (s, page) -> submits(page, "code", "00000000")),
            state("code-malformed-error", Scenes::codeAsked, (s, page) -> submits(page, "code", "12")),
            state("code-sent", s -> after("/journey/code?sent", s::anotherCode)),
            state("code-wait", s -> s.codeAsked() + "?wait"),
            state("code-none", s -> after(s.codeAsked(), () -> s.clock().advance(Duration.ofMinutes(11)))),
            state("code-replaced-error", s -> {
                s.note = s.anotherCode();
                return "/journey/code";
            }, (s, page) -> submits(page, "code", s.note)), state("again", Scenes::sessionEnded),
            state("again-unknown", s -> after("/journey/again", s::asked)),

            state("software", Scenes::signedIn),
            state("software-chosen", s -> after("/journey/software", () -> s.selected("netsuite"))),
            state("software-searched", s -> s.signedIn() + "?q=sage"),
            state("software-nothing", s -> s.signedIn() + "?q=quipu"),
            state("software-filtered", Scenes::signedIn, (s, page) -> filters(page, "SAGE ", 2)),
            state("software-filtered-nothing", Scenes::signedIn, (s, page) -> filters(page, "quipu", 0)),
            state("software-error", Scenes::signedIn, (s, page) -> submits(page)),
            state("software-name-error", Scenes::signedIn, (s, page) -> {
                page.locator("#software-other").check();
                submits(page);
            }),

            state("consent", s -> s.selected(Customer.QUICKBOOKS)),
            state("consent-netsuite", s -> s.selected("netsuite")),
            state("consent-by-file", s -> s.selected("sage-50")), state("consent-two-products", s -> {
                s.asked("Northwind Bank", "Acme Tooling", Product.SPEND_ANALYSIS, Product.FINANCIALS);
                return s.selected("netsuite");
            }),
            state("consent-error", s -> s.selected(Customer.QUICKBOOKS),
                    (s, page) -> submits(page, "name", "", "title", "")),
            state("consent-changed-error", s -> s.selected(Customer.QUICKBOOKS), (s, page) -> {
                Db.all().sql("update lender set erase_after_days = 60 where id = ?").param(s.northwind.id()).update();
                submits(page, "name", "Dora Patel", "title", "CFO");
            }), state("consent-renewed", s -> after("/journey/consent", () -> {
                s.renewal(Renewal.What.CONSENT);
                s.signedIn();
            })), state("consented", s -> after("/journey/consent", () -> s.consented(Customer.QUICKBOOKS))),
            state("other-person", s -> after("/journey/consent/other-person", () -> s.selected(Customer.QUICKBOOKS))),
            state("other-person-error",
                    s -> after("/journey/consent/other-person", () -> s.selected(Customer.QUICKBOOKS)),
                    (s, page) -> submits(page)),
            state("other-person-told",
                    s -> after("/journey/consent/other-person?told", () -> s.selected(Customer.QUICKBOOKS))),
            state("decline", s -> after("/journey/decline", () -> s.selected(Customer.QUICKBOOKS))),
            state("decline-error", s -> after("/journey/decline", () -> s.selected(Customer.QUICKBOOKS)), (s, page) -> {
                page.evaluate("document.getElementById('reason').removeAttribute('maxlength')");
                submits(page, "reason", "x ".repeat(600));
            }), state("declined", Scenes::declined),
            state("declined-asked-anew", s -> after(s.declined(), s::askedAnew)),
            state("declined-by-another", Scenes::declinedByAnother),
            state("declined-for-good", s -> after(s.declined(), () -> s.clock().advance(Duration.ofDays(23)))),

            state("decline-renewal", s -> after("/journey/decline", () -> {
                s.renewal(Renewal.What.CONSENT);
                s.signedIn();
            })), state("declined-renewal", s -> after("/journey/declined", () -> {
                s.renewal(Renewal.What.CONSENT);
                s.declines();
            })),

            state("decline-more", s -> after("/journey/decline", () -> {
                s.moreLink();
                s.signedIn();
            })), state("declined-more", s -> after("/journey/declined", () -> {
                s.moreLink();
                s.declines();
            })),

            state("connect", s -> s.consented(Customer.QUICKBOOKS)),
            state("connect-error", s -> s.consented(Customer.QUICKBOOKS), (s, page) -> submits(page)),
            state("connect-not-administrator-error", s -> s.consented(Customer.QUICKBOOKS), (s, page) -> {
                page.locator("#administrator-no").check();
                submits(page);
            }), state("connect-rejected", s -> s.rejected("no-permission-bills")),
            state("connect-refused", s -> s.rejected("access-denied")), state("connect-outage", Scenes::away),
            state("connect-again", Scenes::reconnection), state("connect-anew", s -> after("/journey/connect", () -> {
                s.renewal(Renewal.What.ACCESS);
                s.signedIn();
            })), state("to-provider", Scenes::toProvider),
            state("not-taken-late", s -> after("/connect/not-taken?why=late", () -> s.consented(Customer.QUICKBOOKS))),
            state("not-taken-replayed",
                    s -> after("/connect/not-taken?why=replayed", () -> s.consented(Customer.QUICKBOOKS))),
            state("not-taken-unknown",
                    s -> after("/connect/not-taken?why=unknown", () -> s.consented(Customer.QUICKBOOKS))),

            state("checking", Scenes::checking), state("checking-partly", s -> s.checked("""
                    [{"name":"SIGNED_IN","state":"DONE"},{"name":"COMPANY","state":"DONE"},
                     {"name":"SUPPLIERS","state":"DONE"},{"name":"BILLS","state":"WAITING"},
                     {"name":"PAYMENTS","state":"WAITING"},{"name":"EXPENSES","state":"WAITING"},
                     {"name":"FIRST_PAGE","state":"WAITING"}]""")), state("checking-failed", s -> s.checked("""
                    [{"name":"SIGNED_IN","state":"DONE"},
                     {"name":"COMPANY","state":"DOUBTFUL","detail":"other-company"},
                     {"name":"BILLS","state":"FAILED","detail":"no-permission-bills"},
                     {"name":"FIRST_PAGE","state":"WAITING"}]""")),
            state("checking-long", s -> after(s.checking(), () -> s.clock().advance(Duration.ofSeconds(61)))),
            state("company", Scenes::otherBooks),
            state("company-error", Scenes::otherBooks, (s, page) -> submits(page)),
            state("company-reason-error", Scenes::otherBooks, (s, page) -> {
                page.locator("#answer-right").check();
                submits(page);
            }), state("company-asked", Scenes::otherBooksSaidToBeRight), state("subsidiaries", Scenes::subsidiaries),
            state("subsidiaries-error", Scenes::subsidiaries, (s, page) -> submits(page)),
            state("netsuite-account", s -> s.consented("netsuite")),
            state("netsuite-account-error", s -> s.consented("netsuite"),
                    (s, page) -> submits(page, "account", "Acme")),
            state("netsuite-account-unknown-error", s -> s.consented("netsuite"), (s, page) -> {
                page.locator("#administrator").check();
                submits(page, "account", "9999999");
            }), state("netsuite-certificate", s -> s.netSuite("CERTIFICATE")),
            state("netsuite-code", s -> s.netSuite("CODE")), state("netsuite-tokens", s -> s.netSuite("TBA")),
            state("netsuite-kept", Scenes::netSuiteKept),
            state("netsuite-certificate-error", s -> s.netSuite("CERTIFICATE"),
                    (s, page) -> submits(page, "clientId", "a b", "certificateId", "a/b")),
            state("netsuite-tokens-error", s -> s.netSuite("TBA"),
                    (s, page) -> submits(page, "clientId", "", "clientSecret", "a b")),
            state("netsuite-mending", Scenes::netSuiteMending), state("lacking", Scenes::lacking),

            state("upload", s -> s.consented("sage-50")),
            state("upload-none-error", s -> s.consented("sage-50"), (s, page) -> submits(page)),
            state("upload-many-error", s -> s.consented("sage-50"), (s, page) -> uploads(page,
                    IntStream.range(0, 6).mapToObj(i -> file(i + ".csv", "a,b\n1," + i)).toArray(FilePayload[]::new))),
            state("upload-problems-error", s -> s.consented("sage-50"),
                    (s, page) -> uploads(page, file("nothing.csv", ""), file(Scenes.LONG + ".pdf", "%PDF-1.7,"))),
            state("upload-desk", s -> s.consented("sage-50") + "?desk=yes"), state("uploaded", Scenes::uploaded),
            state("uploaded-ended", s -> s.ended(s.uploaded())), state("done", Scenes::done),
            state("done-reading", s -> s.reading(false)), state("done-read", s -> s.reading(true)),
            state("done-renewed", Scenes::consentRenewed), state("done-interrupted", s -> s.lost(s.done())),
            state("done-ended", s -> s.ended(s.done())),
            state("done-again", s -> after("/journey/done", s::reconnected)),
            state("receipt", s -> after("/journey/receipt", s::done)),
            state("closed-cancelled", s -> after("/journey/closed", () -> {
                s.signedIn();
                s.northwind.cancel(s.request, null);
            })), state("closed-cancelled-renewal", s -> after("/journey/closed", () -> {
                s.renewal(Renewal.What.CONSENT);
                s.signedIn();
                s.northwind.cancel(s.request, null);
            })), state("closed-cancelled-more", s -> after("/journey/closed", () -> {
                s.moreLink();
                s.signedIn();
                s.northwind.cancel(s.request, null);
            })), state("closed-expired-more", s -> after("/journey/closed", () -> {
                s.moreLink();
                s.signedIn();
                s.clock().advance(Duration.ofDays(23));
                s.northwind.as(() -> s.requests.dueDateReached(s.request));
            })), state("closed-expired", s -> after("/journey/closed", () -> {
                s.signedIn();
                s.clock().advance(Duration.ofDays(23));
                s.northwind.as(() -> s.requests.dueDateReached(s.request));
            })),

            state("choices", Scenes::choices), state("choices-error", Scenes::choices, (s, page) -> {
                page.locator("#day").fill("2020-01-01");
                page.locator("form[action$='/not-now'] button").click();
            }), state("choices-stopped", s -> s.choices("/stop")),
            state("choices-held", s -> s.choices("/not-now", "day", s.inDays(4))),
            state("choices-not-me", s -> s.choices("/not-me")),
            state("choices-came-back", s -> after(s.choices(), s::cameBack)),
            state("choices-over", s -> after(s.choices(), () -> s.northwind.cancel(s.request, null))),
            state("not-me", Scenes::notMe), state("not-me-said", Scenes::notMe, (s, page) -> submits(page)),
            state("not-me-came-back", s -> after(s.notMe(), s::cameBack)),
            state("help", s -> after("/journey/help", s::signedIn)),
            state("help-error", s -> after("/journey/help", s::signedIn), (s, page) -> submits(page)),
            state("help-asked", Scenes::helpAsked), state("help-answered", Scenes::helpAnswered),
            state("leave", s -> after("/journey/leave", s::signedIn)),
            state("left", s -> after("/journey/left", s::signedIn)), state("refused", Scenes::signedIn, (s, page) -> {
                s.elsewhere().press("/journey/software", "software", "netsuite");
                page.locator("#software").check();
                submits(page);
            }), state("for-it", s -> after("/for-it", s::asked)),
            state("not-understood", s -> s.signedIn() + "?q=a&q=b"),
            state("stood-open-too-long", Scenes::signedIn, (s, page) -> {
                page.evaluate("document.querySelectorAll('input[name=_csrf]').forEach(input => input.value = 'x')");
                submits(page);
            }),

            state("manage", s -> after("/manage", s::asked)),
            state("manage-left", s -> after("/manage?left", s::asked)),
            state("manage-error", s -> after("/manage", s::asked), (s, page) -> submits(page, "email", "dora")),
            state("manage-code", s -> after("/manage/code", () -> {
                s.done();
                s.manageCode();
            })), state("manage-code-sent", s -> after("/manage/code?sent", () -> {
                s.done();
                s.manageCode();
                s.anotherManageCode();
            })), state("manage-code-error", s -> after("/manage/code", () -> {
                s.done();
                s.manageCode();
            }), (s, page) -> submits(page, "code", "00000000")),
            state("manage-code-none", s -> after("/manage/code", () -> {
                s.done();
                s.manageCode();
                s.clock().advance(Duration.ofMinutes(11));
            })), state("sharings", s -> {
                s.reading(true);
                return s.manage();
            }), state("sharings-lost", Scenes::manageLost), state("sharings-ended", Scenes::manageEnded),
            state("sharings-told", s -> after("/manage/sharings?told", () -> s.manageOf(""))),
            state("sharings-files", s -> {
                s.uploaded();
                return s.manage();
            }), state("sharing-end", s -> s.manageOf("/end")),
            state("sharing-other-software", s -> s.manageOf("/other-software")),
            state("sharing-other-software-error", s -> s.manageOf("/other-software"), (s, page) -> submits(page)),
            state("sharing-other-software-odd-error", s -> s.manageOf("/other-software"),
                    (s, page) -> submits(page, "cutOver", "2019-01-01")),
            state("sharing-other-software-begun", s -> s.changing("/other-software")),
            state("sharing-other-software-files", s -> {
                s.uploaded();
                s.manage();
                return "/manage/sharings/" + s.request + "/other-software";
            }), state("change-start", Scenes::changeLink),
            state("change-software", s -> s.changed("/journey/software", "")),
            state("change-consent", s -> s.changed("/journey/consent", "netsuite")),
            state("change-decline", s -> s.changed("/journey/decline", "netsuite")),
            state("change-declined",
                    s -> after(s.changed("/journey/declined", "netsuite"),
                            () -> s.visitor.open("/journey/decline").press("/journey/decline"))),
            state("change-cancelled",
                    s -> after(s.changed("/journey/closed", ""), () -> s.northwind.cancel(s.change(), null))),
            state("change-expired", s -> after(s.changed("/journey/closed", ""), () -> {
                s.clock().advance(Duration.ofDays(23));
                s.northwind.as(() -> s.requests.dueDateReached(s.change()));
            })), state("change-link-cancelled", s -> after(s.changeLink(), () -> s.northwind.cancel(s.change(), null))),
            state("sharing-receipt", s -> s.manageOf("/receipt")),

            state("long-start", s -> s.long60().link()), state("long-software", s -> s.long60().signedIn()),
            state("long-consent", s -> s.long60().selected("sage-50")),
            state("long-connect", s -> s.long60().consented(Customer.QUICKBOOKS)),
            state("long-checking", s -> s.long60().checking()), state("long-uploaded", s -> s.long60().uploaded()),
            state("long-receipt", s -> {
                s.long60().uploaded();
                return "/journey/receipt";
            }), state("long-company", s -> s.long60().otherBooks()), state("long-sharings", s -> {
                s.long60().uploaded();
                return s.manage();
            }));

    private Catalogue() {
    }

    private static State state(String name, Function<Scenes, String> reach) {
        return state(name, reach, (scenes, page) -> {
        });
    }

    private static State state(String name, Function<Scenes, String> reach, BiConsumer<Scenes, Page> then) {
        return new State(name, reach, then);
    }

    private static String after(String page, Runnable more) {
        more.run();
        return page;
    }

    /**
     * Fills fields by their ids, then presses the page's first button of its main form.
     */
    private static void submits(Page page, String... idsAndTexts) {
        for (int i = 0; i < idsAndTexts.length; i += 2) {
            page.locator("#" + idsAndTexts[i]).fill(idsAndTexts[i + 1]);
        }
        // The primary button: what filters a list, mails the link or ticks a step off
        // stands beside it, in its secondary form.
        page.locator("main form[method=post] .buttons button:not(.secondary, .quiet)").first().click();
        page.waitForLoadState();
    }

    /** While it is typed, without a press. */
    private static void filters(Page page, String text, int left) {
        page.locator("#q").pressSequentially(text);
        assertThat(page.locator(".tiles > .choice:visible")).hasCount(left);
        assertThat(page.locator("#found"))
            .containsText(left == 0 ? Pattern.compile(".{20,}") : Pattern.compile(": " + left));
    }

    private static void uploads(Page page, FilePayload... files) {
        page.locator("#files").setInputFiles(files);
        submits(page);
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

}
