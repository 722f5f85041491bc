package standin.mail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What is to go wrong; nothing, unless a test says so. */
final class MailFaults {

    private final Map<String, String> refusedRecipients = new ConcurrentHashMap<>();

    private final AtomicInteger dropsAfterStoring = new AtomicInteger();

    private final AtomicInteger dropsBeforeStoring = new AtomicInteger();

    private final AtomicReference<String> answerToAll = new AtomicReference<>();

    private final AtomicReference<Duration> delay = new AtomicReference<>(Duration.ZERO);

    void refuse(String recipient, String reply) {
        refusedRecipients.put(recipient.toLowerCase(java.util.Locale.ROOT), reply);
    }

    Optional<String> refusalOf(String recipient) {
        return Optional.ofNullable(refusedRecipients.get(recipient));
    }

    void answerAll(String reply) {
        answerToAll.set(reply);
    }

    Optional<String> answerToAll() {
        return Optional.ofNullable(answerToAll.get());
    }

    void dropAfterStoring(int mails) {
        dropsAfterStoring.set(mails);
    }

    void dropBeforeStoring(int mails) {
        dropsBeforeStoring.set(mails);
    }

    boolean takeDropAfterStoring() {
        return dropsAfterStoring.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    boolean takeDropBeforeStoring() {
        return dropsBeforeStoring.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    void delay(Duration duration) {
        delay.set(duration);
    }

    void await() throws InterruptedException {
        Thread.sleep(delay.get());
    }

    void clear() {
        refusedRecipients.clear();
        dropsAfterStoring.set(0);
        dropsBeforeStoring.set(0);
        answerToAll.set(null);
        delay.set(Duration.ZERO);
    }

}
