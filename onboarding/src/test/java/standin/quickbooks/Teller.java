package standin.quickbooks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import standin.quickbooks.Webhooks.Event;

/**
 * Tells of changes, as Intuit does: signed, in the background, in either form, again
 * after a while where nobody takes it within three seconds.
 */
final class Teller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private static final List<Duration> AGAIN_AFTER = List.of(Duration.ZERO, Duration.ofSeconds(2),
            Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    private final AtomicInteger told = new AtomicInteger();

    private volatile URI to;

    void tellsTo(URI address) {
        to = address;
    }

    void tell(List<Event> events) {
        if (to != null && !events.isEmpty()) {
            String body = told.getAndIncrement() % 2 == 0 ? Webhooks.cloudEvents(events)
                    : Webhooks.notifications(events);
            background.submit(() -> deliver(body));
        }
    }

    private void deliver(String body) {
        try {
            for (Duration pause : AGAIN_AFTER) {
                Thread.sleep(pause);
                if (taken(body)) {
                    return;
                }
            }
            LOG.warn("Nobody took what was told.");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean taken(String body) throws InterruptedException {
        try {
            return http
                .send(HttpRequest.newBuilder(to)
                    .timeout(Duration.ofSeconds(3))
                    .header("Content-Type", "application/json")
                    .header(Webhooks.HEADER, Webhooks.signature(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(), BodyHandlers.discarding())
                .statusCode() == 200;
        }
        catch (IOException e) {
            LOG.debug("Not taken.", e);
            return false;
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
        http.shutdownNow();
    }

}
