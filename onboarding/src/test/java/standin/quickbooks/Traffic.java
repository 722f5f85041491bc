package standin.quickbooks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * QuickBooks' limits per company: 500 requests a minute, by real time, and 10 at once.
 */
final class Traffic {

    private static final int PER_MINUTE = 500;

    private static final int AT_ONCE = 10;

    private final Map<String, Deque<Long>> starts = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

    /** Whether the call may be served; if so, {@link #leave} has to follow. */
    boolean enter(String realmId) {
        boolean room = running.computeIfAbsent(realmId, realm -> new AtomicInteger()).incrementAndGet() <= AT_ONCE;
        if (room && inTheLastMinute(realmId) <= PER_MINUTE) {
            return true;
        }
        leave(realmId);
        return false;
    }

    void leave(String realmId) {
        running.get(realmId).decrementAndGet();
    }

    private int inTheLastMinute(String realmId) {
        Deque<Long> times = starts.computeIfAbsent(realmId, realm -> new ArrayDeque<>());
        synchronized (times) {
            long now = System.nanoTime();
            times.addLast(now);
            while (now - times.getFirst() > TimeUnit.MINUTES.toNanos(1)) {
                times.removeFirst();
            }
            return times.size();
        }
    }

    void clear() {
        starts.clear();
    }

}
