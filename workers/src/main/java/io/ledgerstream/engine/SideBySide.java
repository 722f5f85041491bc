package io.ledgerstream.engine;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Works through what a sweep has found, several at a time: a provider that does not
 * answer holds up its own and not the others.
 */
public final class SideBySide {

    /**
     * Fewer than there are database connections: pages and jobs need theirs meanwhile.
     */
    private static final int AT_ONCE = 8;

    private SideBySide() {
    }

    /**
     * Waits until all are done. @param work sees to its own failures. @return of how many
     * it said that they went well
     */
    public static <T> int count(Collection<T> all, Predicate<T> work) {
        AtomicInteger well = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE,
                Thread.ofVirtual().name("side-by-side-", 0).factory())) {
            all.forEach(one -> threads.execute(() -> {
                if (work.test(one)) {
                    well.incrementAndGet();
                }
            }));
        }
        return well.get();
    }

}
