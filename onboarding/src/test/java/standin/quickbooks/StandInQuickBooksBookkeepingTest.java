package standin.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import standin.postgres.StandInPostgres;

/**
 * What is pressed on the stand-in's page changes the books, is told as Intuit tells it,
 * and is there after a restart.
 */
class StandInQuickBooksBookkeepingTest {

    private static final SampleCompany CALDER = SampleCompany.CALDER;

    private final TestClock clock = new TestClock();

    private final DataSource database = StandInPostgres.shared().superuser();

    private final List<Told> told = new CopyOnWriteArrayList<>();

    private final AtomicInteger refusals = new AtomicInteger();

    private HttpServer listener;

    private StandInQuickBooks quickBooks;

    private Caller caller;

    private record Told(String signature, String body) {
    }

    @BeforeEach
    void somebodyListens() throws Exception {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        listener.createContext("/told", exchange -> {
            told.add(new Told(exchange.getRequestHeaders().getFirst(Webhooks.HEADER),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 200, -1);
            exchange.close();
        });
        listener.start();
        begin();
    }

    private void begin() {
        quickBooks = StandInQuickBooks.keptIn(database, clock, 0, 0);
        quickBooks.tellsTo("http://localhost:" + listener.getAddress().getPort() + "/told");
        caller = new Caller(quickBooks);
    }

    @AfterEach
    void end() {
        quickBooks.reset();
        quickBooks.close();
        listener.stop(0);
    }

    @Test
    void whatIsDoneIsToldSignedInEitherFormAndIsThereAfterARestart() {
        String access = caller.connect(CALDER).access();
        int bills = bills(access);
        int vendors = quickBooks.books(CALDER).all("Vendor").size();

        assertThat(does("ADD_BILL").statusCode()).isEqualTo(303);
        does("ADD_BILL");
        does("CHANGE_BILL");
        does("MERGE_SUPPLIERS");
        does("DELETE_BILL");

        await().atMost(Duration.ofSeconds(10)).until(() -> told.size() == 5);
        assertThat(told).allSatisfy(one -> assertThat(one.signature()).isEqualTo(Webhooks.signature(one.body())));
        assertThat(told).extracting(Told::body)
            .anyMatch(body -> body.contains("qbo.bill.created.v1"))
            .anyMatch(body -> body.contains("eventNotifications"));
        assertThat(bills(access)).isEqualTo(bills + 1);

        quickBooks.close();
        begin();
        assertThat(bills(access)).as("after a restart").isEqualTo(bills + 1);
        assertThat(quickBooks.books(CALDER).all("Vendor")).hasSize(vendors - 1);
    }

    @Test
    void whoIsNotConnectedIsNotTalkedAboutAndWhoDoesNotListenIsToldAgain() {
        does("ADD_BILL");
        caller.connect(CALDER);
        refusals.set(1);
        does("ADD_BILL");
        await().atMost(Duration.ofSeconds(10)).until(() -> told.size() == 2);
        assertThat(told.getFirst().body()).as("the same once more, and only the second bill")
            .isEqualTo(told.getLast().body());
    }

    @Test
    void whatIsNotOfferedIsRefused() {
        assertThat(does("EMBEZZLE").statusCode()).isEqualTo(400);
        assertThat(caller.post("/books", "application/x-www-form-urlencoded", "none", "realm=1&what=ADD_BILL")
            .statusCode()).isEqualTo(400);
        assertThat(told).isEmpty();
    }

    private HttpResponse<String> does(String what) {
        return caller.post("/books", "application/x-www-form-urlencoded", "none",
                "realm=" + CALDER.realmId() + "&what=" + what);
    }

    private int bills(String access) {
        return Caller.json(caller.query(CALDER, access, "select count(*) from Bill"))
            .path("QueryResponse")
            .path("totalCount")
            .asInt();
    }

}
