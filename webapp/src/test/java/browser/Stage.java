package browser;

import static org.awaitility.Awaitility.await;

import fixture.Customer;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.webmvc.test.autoconfigure.SpringBootMockMvcBuilderCustomizer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import standin.mail.ReceivedMail;
import standin.quickbooks.SampleCompany;

/**
 * A request of Northwind Bank's in local mode, brought to where a browser test begins: by
 * the domain, and on the customer's pages by a browser without scripts, which hands its
 * cookies on to a real one. What follows the request - process, mails, readings - is as
 * in any other.
 */
final class Stage {

    static final String RITA = "rita@northwind.example";

    private static final Pattern LEADING_AWAY = Pattern.compile("class=\"button\" href=\"([^\"]+)\"");

    private static final MockMvcTester SERVER = MockMvcTester
        .from((WebApplicationContext) Local.running().application(), builder -> {
            new SpringBootMockMvcBuilderCustomizer((WebApplicationContext) Local.running().application())
                .customize(builder);
            return builder.build();
        });

    private static final JdbcClient DATABASE = JdbcClient.create(Local.running().outside().postgres().superuser());

    /** In all names of this stage, so that none meets another's. */
    final String number = UUID.randomUUID().toString().substring(0, 8);

    final String company;

    final String contact;

    private final UUID lender = DATABASE.sql("select lender_id from app_user where email = ?")
        .param(RITA)
        .query(UUID.class)
        .single();

    private final UUID rita = DATABASE.sql("select id from app_user where email = ?")
        .param(RITA)
        .query(UUID.class)
        .single();

    private final Browser visitor = new Browser(SERVER);

    private UUID request;

    /**
     * @param company its name, which gets a number
     * @param domain of the contact's address
     */
    Stage(String company, String domain) {
        this.company = company + " " + number;
        this.contact = "dora." + number + "@" + domain;
    }

    static <T> T bean(Class<T> type) {
        return Local.running().application().getBean(type);
    }

    /** As PostgreSQL's own administrator, who sees every lender's rows. */
    static JdbcClient database() {
        return DATABASE;
    }

    /** Rita adds the company and asks for its data. */
    Stage asked() {
        UUID id = as(() -> bean(Companies.class)
            .add(new NewCompany(company, null, "GB", null, "Dora Patel", contact, null, "en", rita), Actor.user(rita)));
        request = as(() -> bean(Requests.class)
            .request(new NewRequest(id, Set.of(Product.SPEND_ANALYSIS), null, null, "en"), Actor.user(rita)));
        return this;
    }

    /** The customer has followed the link, pressed Start and entered the code. */
    Stage signedIn() {
        asked();
        visitor.open(link()).press("/start");
        UUID code = DATABASE.sql("select id from sign_in_code where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        visitor.press("/journey/code", "code", as(() -> bean(SignInCodes.class).mailed(code)).digits());
        return this;
    }

    Stage selected(String software) {
        signedIn();
        visitor.press("/journey/software", "software", software);
        return this;
    }

    Stage consented(String software) {
        selected(software);
        visitor.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                "Finance Director");
        return this;
    }

    /** The customer has come back from QuickBooks with access to these books. */
    Stage authorised(SampleCompany books) {
        consented(Customer.QUICKBOOKS);
        visitor.press("/journey/connect", "administrator", "yes");
        Matcher away = LEADING_AWAY.matcher(visitor.text());
        if (!away.find()) {
            throw new AssertionError("nothing leads to QuickBooks at " + visitor.at());
        }
        URI back = Local.running().outside().quickBooks().allow(URI.create(away.group(1)), books);
        visitor.open(back.getRawPath() + "?" + back.getRawQuery()).follow();
        return this;
    }

    Stage connected(SampleCompany books) {
        authorised(books);
        await("connected").atMost(Duration.ofSeconds(40)).until(() -> status() == RequestStatus.CONNECTED);
        return this;
    }

    /** Everything has been read once; later changes are read when they are told. */
    Stage read(SampleCompany books) {
        connected(books);
        await("read").atMost(Duration.ofSeconds(60))
            .until(() -> DATABASE.sql("""
                    select count(*) > 0 and bool_and(state = 'DONE') from sync_position where request_id = ?""")
                .param(request)
                .query(Boolean.class)
                .single());
        return this;
    }

    UUID request() {
        return request;
    }

    UUID companyId() {
        return DATABASE.sql("select company_id from request where id = ?").param(request).query(UUID.class).single();
    }

    RequestStatus status() {
        return as(() -> bean(RequestViews.class).get(request)).status();
    }

    /**
     * The path of the link that the invitation carries, whether or not it is mailed yet:
     * made under the request's lock, since the process makes it at the same time.
     */
    String link() {
        return as(() -> bean(TransactionTemplate.class).execute(status -> {
            bean(RequestProgress.class).lock(request);
            Links links = bean(Links.class);
            return links.address(links.live(bean(RequestViews.class).get(request), Duration.ZERO)).getPath();
        }));
    }

    /**
     * The newest mail to the contact with these words in its subject, once it is there.
     */
    ReceivedMail mail(String inSubject) {
        return mail(inSubject, 1);
    }

    ReceivedMail mail(String inSubject, int howMany) {
        return Local.running().outside().mail().await(contact, inSubject, howMany);
    }

    /** Does something as Northwind Bank, as a page does. */
    <T> T as(Supplier<T> work) {
        return CurrentLender.as(lender, work);
    }

    /** Rita, signed in, with a window of this look. */
    static LenderPerson rita(Chromium.Look look) {
        return LenderPerson.signedIn(RITA, look);
    }

    static LenderPerson rita() {
        return rita(Chromium.Look.DESKTOP);
    }

    /** The customer, in a window of this look, with nothing in it. */
    CustomerPerson stranger(Chromium.Look look) {
        return new CustomerPerson(look, Local.address());
    }

    /** The customer at this page, as far as this stage has brought her. */
    CustomerPerson customer(Chromium.Look look, String page) {
        CustomerPerson dora = stranger(look);
        dora.takesOver(visitor.jar());
        dora.opens(page);
        return dora;
    }

}
