package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The stand-in seen by the customer and by us: who is connected, with a way to end it
 * over there, and what was called.
 */
final class HomePage {

    private static final int CALLS_SHOWN = 100;

    private final Tokens tokens;

    private final QuickBooksState state;

    private final BiConsumer<SampleCompany, Bookkeeping> bookkeeper;

    /**
     * @param bookkeeper does in a company's books what a person presses
     */
    HomePage(Tokens tokens, QuickBooksState state, BiConsumer<SampleCompany, Bookkeeping> bookkeeper) {
        this.tokens = tokens;
        this.state = state;
        this.bookkeeper = bookkeeper;
    }

    Answer serve(Exchange call) {
        if (call.path().equals("/disconnect") && call.method().equals("POST")) {
            tokens.endAccess(call.form().oneOrEmpty("realm"));
            return Answer.redirect(303, "/");
        }
        if (call.path().equals("/books") && call.method().equals("POST")) {
            return kept(call.form().oneOrEmpty("realm"), call.form().oneOrEmpty("what"));
        }
        return call.path().equals("/") ? Answer.html(200, page()) : Answer.html(404, Page.of("Not found", ""));
    }

    private Answer kept(String realm, String what) {
        if (!SampleCompany.isKnown(realm)
                || Arrays.stream(Bookkeeping.values()).noneMatch(one -> one.name().equals(what))) {
            return Answer.html(400, Page.of("Not possible", ""));
        }
        bookkeeper.accept(SampleCompany.of(realm), Bookkeeping.valueOf(what));
        return Answer.redirect(303, "/#c" + realm);
    }

    private String page() {
        return Page.wide("Connected companies and calls", companies() + "<h2>Newest calls</h2>" + calls());
    }

    private String companies() {
        return SampleCompany.ALL.stream()
            .map(company -> "<tr id=\"c%s\"><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(
                    company.realmId(), Page.escape(company.name()), company.realmId(), connection(company),
                    work(company)))
            .collect(Collectors.joining("",
                    "<table><thead><tr><th>Company</th><th>Company id</th><th>Ledgerstream</th><th>In its books</th>"
                            + "</tr></thead><tbody>",
                    "</tbody></table>"));
    }

    private static String work(SampleCompany company) {
        return Arrays.stream(Bookkeeping.values())
            .map(what -> "<button class=\"second small\" name=\"what\" value=\"" + what.name() + "\">" + what.words()
                    + "</button>")
            .collect(Collectors.joining(" ",
                    "<form method=\"post\" action=\"/books\"><input type=\"hidden\" name=\"realm\" value=\""
                            + company.realmId() + "\">",
                    "</form>"));
    }

    private String connection(SampleCompany company) {
        return tokens.grantsOf(company.realmId()).isEmpty() ? "not connected"
                : "<form method=\"post\" action=\"/disconnect\"><input type=\"hidden\" name=\"realm\" value=\""
                        + company.realmId() + "\">connected <button class=\"second small\">Disconnect</button></form>";
    }

    private String calls() {
        List<Call> calls = state.calls();
        return calls.subList(Math.max(0, calls.size() - CALLS_SHOWN), calls.size())
            .reversed()
            .stream()
            .map(call -> "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(
                    call.at().truncatedTo(ChronoUnit.SECONDS), call.method(), Page.escape(call.target()),
                    call.status() == 0 ? "no answer" : Integer.toString(call.status())))
            .collect(Collectors.joining("",
                    "<table><thead><tr><th>Time</th><th>Method</th><th>Address</th><th>Status</th></tr></thead><tbody>",
                    "</tbody></table>"));
    }

}
