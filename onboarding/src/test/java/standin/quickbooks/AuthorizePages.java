package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.http.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Where a person signs in, chooses a company, and allows or refuses. Served by a host of
 * its own, on to which the authorize address redirects, as the real one does with people
 * who are not signed in.
 */
final class AuthorizePages {

    private static final String SCOPE = "com.intuit.quickbooks.accounting";

    private static final Set<String> SCOPES = Set.of(SCOPE, "openid", "profile", "email", "phone", "address");

    private final Application application;

    private final Tokens tokens;

    private final Map<String, Asked> open = new ConcurrentHashMap<>();

    /** An application's question, as far as the person has come. */
    record Asked(String redirectUri, String state, boolean admin, String realmId) {
    }

    AuthorizePages(Application application, Tokens tokens) {
        this.application = application;
        this.tokens = tokens;
    }

    /**
     * Checks the question; what is wrong with it is told to the person, never sent to an
     * address that may be another's.
     */
    Answer authorize(Exchange call, String signInBase) {
        if (!call.method().equals("GET")) {
            return Answer.html(405, Page.of("Method not allowed", ""));
        }
        return Answer.redirect(302, signInBase + "/sign-in?asked=" + ask(call.query()));
    }

    String ask(Params query) {
        require(query.oneOrEmpty("client_id").equals(application.clientId()),
                "The client_id query parameter is unknown.");
        String redirectUri = query.oneOrEmpty("redirect_uri");
        require(application.redirectUris().contains(redirectUri),
                "The redirect_uri query parameter value is invalid. It must be exactly one that the application "
                        + "registered.");
        require(query.oneOrEmpty("response_type").equals("code"), "The response_type query parameter must be code.");
        Set<String> scopes = Set.of(query.oneOrEmpty("scope").split(" ")).stream().collect(Collectors.toSet());
        require(scopes.contains(SCOPE) && SCOPES.containsAll(scopes), "The scope query parameter value is invalid.");
        String state = query.one("state").orElse("");
        require(!state.isEmpty(), "The state query parameter is missing.");
        String id = UUID.randomUUID().toString();
        open.put(id, new Asked(redirectUri, state, true, null));
        return id;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new Refusal(
                    Answer.html(400, Page.of("Sorry, the application did not connect", "<p>" + otherwise + "</p>")));
        }
    }

    Answer serve(Exchange call) {
        boolean post = call.method().equals("POST");
        Params params = post ? call.form() : call.query();
        String id = params.oneOrEmpty("asked");
        Asked asked = Optional.ofNullable(open.get(id)).orElseThrow(AuthorizePages::ended);
        return switch (call.path()) {
            case "/sign-in" -> post ? signIn(id, asked, params) : Answer.html(200, signInPage(id));
            case "/company" -> post ? company(id, asked, params) : Answer.html(200, companyPage(id, asked));
            case "/permission" -> post ? permission(id, asked, params) : Answer.html(200, permissionPage(id, asked));
            default -> Answer.html(404, Page.of("Not found", ""));
        };
    }

    private static Refusal ended() {
        return new Refusal(Answer.html(410,
                Page.of("This page has been used", "<p>Go back to the application and connect again from there.</p>")));
    }

    private static String signInPage(String id) {
        return Page.of("Sign in", form("/sign-in", id,
                choice("person", "admin", true, "Dora Lane", "administrator of all sample companies") + choice("person",
                        "standard", false, "Una Price", "standard user, may not connect applications")
                        + "<button>Sign in</button>"));
    }

    private Answer signIn(String id, Asked asked, Params form) {
        boolean admin = !form.oneOrEmpty("person").equals("standard");
        open.put(id, new Asked(asked.redirectUri(), asked.state(), admin, null));
        return Answer.redirect(303, "/company?asked=" + id);
    }

    private static String companyPage(String id, Asked asked) {
        if (!asked.admin()) {
            return Page.of("You need to be an administrator",
                    "<p>Only a primary or company administrator can connect an application. Ask yours to do it.</p>"
                            + form("/permission", id,
                                    "<button class=\"second\" name=\"answer\" value=\"refuse\">Back to the "
                                            + "application</button>"));
        }
        String companies = SampleCompany.ALL.stream()
            .map(company -> choice("realm", company.realmId(), company.equals(SampleCompany.ACME), company.name(),
                    company.legalName() + ", " + company.country() + ", " + company.bills() + " bills"))
            .collect(Collectors.joining());
        return Page.of("Which company?", form("/company", id, companies + "<button>Next</button>"));
    }

    private Answer company(String id, Asked asked, Params form) {
        String realm = form.oneOrEmpty("realm");
        if (!asked.admin() || !SampleCompany.isKnown(realm)) {
            return Answer.html(400, companyPage(id, asked));
        }
        open.put(id, new Asked(asked.redirectUri(), asked.state(), true, realm));
        return Answer.redirect(303, "/permission?asked=" + id);
    }

    private String permissionPage(String id, Asked asked) {
        if (asked.realmId() == null) {
            return companyPage(id, asked);
        }
        return Page.of(application.name() + " asks for access to " + SampleCompany.of(asked.realmId()).name(),
                "<p>It will be able to read and change all accounting data of the company, until you disconnect it.</p>"
                        + form("/permission", id, "<button name=\"answer\" value=\"allow\">Connect</button>"
                                + "<button class=\"second\" name=\"answer\" value=\"refuse\">No, go back</button>"));
    }

    private Answer permission(String id, Asked asked, Params form) {
        boolean allowed = form.oneOrEmpty("answer").equals("allow");
        if (allowed && asked.realmId() == null) {
            return Answer.redirect(303, "/company?asked=" + id);
        }
        if (open.remove(id) == null) {
            throw ended();
        }
        return Answer.redirect(302, allowed ? allow(asked, asked.realmId()) : refuse(asked));
    }

    /** Where the person is sent who allows it. */
    String allow(Asked asked, String realmId) {
        String code = tokens.issueCode(application.clientId(), realmId, asked.redirectUri());
        return back(asked, "code=" + code + "&realmId=" + realmId);
    }

    String refuse(Asked asked) {
        return back(asked, "error=access_denied");
    }

    Asked take(String id) {
        return open.remove(id);
    }

    private static String back(Asked asked, String parameters) {
        return asked.redirectUri() + (asked.redirectUri().contains("?") ? "&" : "?") + parameters + "&state="
                + URLEncoder.encode(asked.state(), StandardCharsets.UTF_8);
    }

    private static String form(String action, String id, String content) {
        return "<form method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"asked\" value=\"%s\">%s</form>"
            .formatted(action, Page.escape(id), content);
    }

    private static String choice(String name, String value, boolean checked, String title, String hint) {
        return "<label><input type=\"radio\" name=\"%s\" value=\"%s\"%s> %s<small>%s</small></label>".formatted(name,
                value, checked ? " checked" : "", Page.escape(title), Page.escape(hint));
    }

}
