package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The stand-in seen by the customer and by us: who is connected, with a way to end it over there, and what was called. */
final class HomePage {

    private static final int CALLS_SHOWN = 100;

    private final Tokens tokens;
    private final QuickBooksState state;

    HomePage(Tokens tokens, QuickBooksState state) {
        this.tokens = tokens;
        this.state = state;
    }

    Answer serve(Exchange call) {
        if (call.path().equals("/disconnect") && call.method().equals("POST")) {
            tokens.endAccess(call.form().oneOrEmpty("realm"));
            return Answer.redirect(303, "/");
        }
        return call.path().equals("/") ? Answer.html(200, page()) : Answer.html(404, Page.of("Not found", ""));
    }

    private String page() {
        return Page.wide("Connected companies and calls", companies() + "<h2>Newest calls</h2>" + calls());
    }

    private String companies() {
        return SampleCompany.ALL.stream().map(company -> "<tr><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(
                Page.escape(company.name()), company.realmId(), connection(company))).collect(Collectors.joining("",
                "<table><thead><tr><th>Company</th><th>Company id</th><th>Ledgerstream</th></tr></thead><tbody>", "</tbody></table>"));
    }

    private String connection(SampleCompany company) {
        return tokens.grantsOf(company.realmId()).isEmpty() ? "not connected"
                : "<form method=\"post\" action=\"/disconnect\"><input type=\"hidden\" name=\"realm\" value=\"" + company.realmId()
                + "\">connected <button class=\"second\">Disconnect</button></form>";
    }

    private String calls() {
        List<Call> calls = state.calls();
        return calls.subList(Math.max(0, calls.size() - CALLS_SHOWN), calls.size()).reversed().stream()
                .map(call -> "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(call.at().truncatedTo(ChronoUnit.SECONDS), call.method(),
                        Page.escape(call.target()), call.status() == 0 ? "no answer" : Integer.toString(call.status())))
                .collect(Collectors.joining("", "<table><thead><tr><th>Time</th><th>Method</th><th>Address</th><th>Status</th></tr></thead><tbody>",
                        "</tbody></table>"));
    }
}
