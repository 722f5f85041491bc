package standin.quickbooks;

import standin.http.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * What is to go wrong with calls.
 *
 * @param answer sent instead of doing anything; null where the call is served as usual
 * @param pause what passes before the answer
 * @param lost the call is served, then the connection ends without an answer: the caller
 * cannot know
 * @param times so many calls, then it is over
 * @param matches which calls, by path with query
 */
public record Failure(Answer answer, Pause pause, boolean lost, int times, Predicate<String> matches) {

    private static final Pause NONE = () -> {
    };

    private Failure(Answer answer, Pause pause, boolean lost) {
        this(answer, pause, lost, Integer.MAX_VALUE, target -> true);
    }

    /** Any status with any body, as a proxy's HTML page. */
    public static Failure answer(int status, String contentType, String body) {
        return new Failure(Answer.of(status, contentType, body), NONE, false);
    }

    /** A Fault as QuickBooks words them; it also sends them with status 200. */
    public static Failure fault(int status, String type, String code, String message) {
        return new Failure(Faults.fault(status, type, code, message, message), NONE, false);
    }

    /** 429: more than 500 requests a minute. */
    public static Failure throttled() {
        return new Failure(Faults.throttled(), NONE, false);
    }

    /** 503 with a page that is not JSON. */
    public static Failure down() {
        return answer(503, "text/html", "<html><body>Service Unavailable</body></html>");
    }

    /**
     * 400 {@code invalid_grant}: the only answer after which the customer has to connect
     * again.
     */
    public static Failure invalidGrant() {
        return answer(400, "application/json",
                "{\"error\":\"invalid_grant\",\"error_description\":\"Incorrect or expired token\"}");
    }

    /** Serves the call and loses the answer: tokens are issued that nobody receives. */
    public static Failure lostAnswer() {
        return new Failure(null, NONE, true);
    }

    /** Serves the call, later. */
    public static Failure slow(Duration delay) {
        return new Failure(null, () -> Thread.sleep(delay), false);
    }

    /** Serves the call, and answers once the test says so. */
    public static Failure held(CountDownLatch until) {
        return new Failure(null, until::await, false);
    }

    public Failure times(int number) {
        return new Failure(answer, pause, lost, number, matches);
    }

    /**
     * Only calls whose path with query contains these words, decoded, as
     * {@code from BillPayment}.
     */
    public Failure where(String contained) {
        return new Failure(answer, pause, lost, times, target -> target.contains(contained));
    }

    /** With a header on top, as {@code Retry-After}. */
    public Failure with(String header, String value) {
        return new Failure(answer.with(Map.of(header, value)), pause, lost, times, matches);
    }

    /** Real time. */
    @FunctionalInterface
    public interface Pause {

        void pass() throws InterruptedException;

    }

}
