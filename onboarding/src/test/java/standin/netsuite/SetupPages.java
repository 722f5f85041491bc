package standin.netsuite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.http.Refusal;
import standin.netsuite.State.Integration;

/**
 * What an administrator clicks in NetSuite, as far as our instructions lead there: plain,
 * and clearly not the real thing.
 */
final class SetupPages {

    private static final String STYLE = """
            body{margin:0;background:#eef1f4;color:#1d2630;font:16px/1.5 system-ui,sans-serif}
            main{max-width:44rem;margin:2rem auto;padding:2rem;background:#fff;border-top:6px solid #35506b}
            p.note{margin:0 0 1.5rem;font-size:.875rem;color:#4a5560} h1{font-size:1.5rem;line-height:1.25} \
            h2{font-size:1.1rem;margin-top:2rem}
            label{display:block;margin:.5rem 0} input[type=text],textarea,select{font:inherit;width:100%;\
            box-sizing:border-box;padding:.4rem} textarea{min-height:8rem;font-family:monospace;font-size:.8rem}
            button{font:inherit;padding:.5rem 1.25rem;margin:.75rem .75rem 0 0;border:1px solid #35506b;\
            background:#35506b;color:#fff;cursor:pointer} code{overflow-wrap:anywhere} a{color:#24405c}
            """;

    private final StandInNetSuite netSuite;

    private final State state;

    private final String signInBase;

    SetupPages(StandInNetSuite netSuite, State state, String signInBase) {
        this.netSuite = netSuite;
        this.state = state;
        this.signInBase = signInBase;
    }

    static String page(String title, String content) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s – stand-in for NetSuite</title><style>%3$s</style></head>
                <body><main><p class="note">Stand-in for NetSuite. Made-up companies, no real data.</p>\
                <h1>%1$s</h1>%2$s</main></body></html>
                """.formatted(escape(title), content, STYLE);
    }

    Answer home(Exchange call) {
        if (!call.path().equals("/")) {
            return Answer.html(404, page("Not found", ""));
        }
        return Answer.html(200, page("Accounts", SampleAccount.ALL.stream()
            .map(account -> "<h2>" + escape(account.subsidiaries().getFirst().legalName()) + "</h2><p>Account ID <code>"
                    + account.id() + "</code> · <a href=\"/" + account.host() + "/app/app/setup\">Setup</a></p>")
            .collect(Collectors.joining())));
    }

    Answer serve(SampleAccount account, String path, Exchange call) {
        return switch (path) {
            case "/app/login/oauth2/authorize.nl" -> toSignIn(account, call);
            case "/app/login" -> consent(account, call);
            case "/app/login/answer" -> answered(account, call);
            case "/app/setup/integration" -> newIntegration(account, call);
            case "/app/setup/role" -> newRole(account, call);
            case "/app/setup/certificate" -> newCertificate(account, call);
            case "/app/setup/token" -> newToken(account, call);
            default -> path.startsWith("/app/") ? setup(account, "") : Answer.html(404, page("Not found", ""));
        };
    }

    /** The real one sends people on to a host for signing in before it asks anything. */
    private Answer toSignIn(SampleAccount account, Exchange call) {
        netSuite.asked(account, call.query());
        return Answer.redirect(302, signInBase + "/" + account.host() + "/app/app/login?"
                + call.target().substring(call.target().indexOf('?') + 1));
    }

    private Answer consent(SampleAccount account, Exchange call) {
        Integration integration = netSuite.asked(account, call.query());
        String roles = state.roles(account.id())
            .stream()
            .map(role -> "<option value=\"" + role.id() + "\">" + escape(role.name()) + " " + role.id() + "</option>")
            .collect(Collectors.joining());
        String hidden = call.query()
            .values()
            .entrySet()
            .stream()
            .map(one -> "<input type=\"hidden\" name=\"" + escape(one.getKey()) + "\" value=\""
                    + escape(one.getValue().getFirst()) + "\">")
            .collect(Collectors.joining());
        return Answer.html(200,
                page("Allow " + integration.name() + " to access your NetSuite data?",
                        "<p>Account " + account.id() + "</p><form method=\"post\" action=\"/" + account.host()
                                + "/app/app/login/answer\">" + hidden + "<label>Role <select name=\"role_id\">" + roles
                                + "</select></label><button name=\"answer\" value=\"allow\">Allow</button>"
                                + "<button name=\"answer\" value=\"cancel\">Cancel</button></form>"));
    }

    private Answer answered(SampleAccount account, Exchange call) {
        Params form = form(call);
        netSuite.asked(account, form);
        return Answer.redirect(303,
                form.oneOrEmpty("answer").equals("allow")
                        ? netSuite.allowed(account, form, Integer.parseInt(form.oneOrEmpty("role_id")))
                        : form.oneOrEmpty("redirect_uri") + "?error=access_denied&state=" + form.oneOrEmpty("state"));
    }

    private Answer setup(SampleAccount account, String news) {
        String at = "/" + account.host() + "/app/app/setup/";
        String clients = state.integrations(account.id())
            .stream()
            .map(one -> "<option value=\"" + one.clientId() + "\">" + escape(one.name()) + " "
                    + one.clientId().substring(0, 8) + "</option>")
            .collect(Collectors.joining());
        String roles = state.roles(account.id())
            .stream()
            .map(role -> "<option value=\"" + role.id() + "\">" + escape(role.name()) + " " + role.id() + "</option>")
            .collect(Collectors.joining());
        String permissions = Arrays.stream(Permission.values())
            .map(one -> "<label><input type=\"checkbox\" name=\"p_" + one + "\" value=\"T\""
                    + (Permission.ASKED_FOR.contains(one) ? " checked" : "") + "> "
                    + one.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT) + "</label>")
            .collect(Collectors.joining());
        return Answer.html(200, page("Setup of " + account.id(), news
                + "<h2>Manage Integrations › New</h2><form method=\"post\" action=\"" + at
                + "integration\"><label>Name <input type=\"text\" name=\"name\" value=\"Ledgerstream\"></label>"
                + "<label><input type=\"checkbox\" name=\"g_client_credentials\" value=\"T\"> "
                + "Client Credentials (Machine to Machine) Grant</label>"
                + "<label><input type=\"checkbox\" name=\"g_authorization_code\" value=\"T\"> "
                + "Authorization Code Grant</label><label>Redirect URI <input type=\"text\" name=\"redirect\"></label>"
                + "<label><input type=\"checkbox\" name=\"g_tba\" value=\"T\"> Token-based Authentication</label>"
                + "<button>Save integration</button></form>"
                + "<h2>Manage Roles › New</h2><form method=\"post\" action=\"" + at
                + "role\"><label>Role name <input type=\"text\" name=\"name\" value=\"Ledgerstream\"></label>"
                + permissions + "<button>Save role</button></form>"
                + "<h2>OAuth 2.0 Client Credentials Setup › Create New</h2><form method=\"post\" action=\"" + at
                + "certificate\"><label>Role for the certificate <select name=\"role\">" + roles
                + "</select></label><label>Application <select name=\"client\">" + clients
                + "</select></label><label>Certificate <textarea name=\"pem\"></textarea></label>"
                + "<button>Save certificate</button></form>"
                + "<h2>Access Tokens › New</h2><form method=\"post\" action=\"" + at
                + "token\"><label>Application name <select name=\"client\">" + clients
                + "</select></label><label>Role for the token <select name=\"role\">" + roles
                + "</select></label><button>Save token</button></form>"));
    }

    private Answer newIntegration(SampleAccount account, Exchange call) {
        Params form = form(call);
        Set<String> grants = Set.of("client_credentials", "authorization_code", "tba")
            .stream()
            .filter(grant -> form.one("g_" + grant).isPresent())
            .collect(Collectors.toSet());
        StandInNetSuite.App app = netSuite.integration(account, grants.isEmpty() ? Set.of("none") : grants,
                form.one("redirect").orElse(null));
        return setup(account,
                "<p>Shown once. Client ID / Consumer Key <code id=\"client-id\">" + escape(app.clientId())
                        + "</code><br>Client Secret / Consumer Secret <code id=\"client-secret\">"
                        + escape(app.clientSecret()) + "</code></p>");
    }

    private Answer newRole(SampleAccount account, Exchange call) {
        Params form = form(call);
        Set<Permission> permissions = Arrays.stream(Permission.values())
            .filter(one -> form.one("p_" + one).isPresent())
            .collect(Collectors.toSet());
        return setup(account, "<p>Role <code id=\"role\">"
                + state.addRole(account.id(), form.one("name").orElse("Role"), permissions) + "</code> saved.</p>");
    }

    private Answer newCertificate(SampleAccount account, Exchange call) {
        Params form = form(call);
        try {
            return setup(account,
                    "<p>Certificate ID <code id=\"certificate-id\">" + netSuite.certificate(form.oneOrEmpty("client"),
                            Integer.parseInt(form.oneOrEmpty("role")), form.oneOrEmpty("pem")) + "</code></p>");
        }
        catch (RuntimeException e) {
            return setup(account, "<p>The certificate is not valid.</p>");
        }
    }

    private Answer newToken(SampleAccount account, Exchange call) {
        Params form = form(call);
        StandInNetSuite.IdAndSecret token = netSuite.accessToken(form.oneOrEmpty("client"),
                Integer.parseInt(form.oneOrEmpty("role")));
        return setup(account, "<p>Shown once. Token ID <code id=\"token-id\">" + token.id()
                + "</code><br>Token Secret <code id=\"token-secret\">" + escape(token.secret()) + "</code></p>");
    }

    private static Params form(Exchange call) {
        if (!call.method().equals("POST")) {
            throw new Refusal(
                    new Answer(405, "text/plain", Map.of("Allow", "POST"), "POST".getBytes(StandardCharsets.UTF_8)));
        }
        return call.form();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
    }

}
