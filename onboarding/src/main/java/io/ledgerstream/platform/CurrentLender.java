package io.ledgerstream.platform;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The lender on whose behalf this thread works. Every transaction that begins inside
 * {@link #as} sees that lender's rows and no others (row-level security); one that begins
 * outside sees none.
 */
public final class CurrentLender {

    private static final ThreadLocal<UUID> CURRENT = new ThreadLocal<>();

    private CurrentLender() {
    }

    /** Runs the work for one lender and restores what was before, also when it throws. */
    public static <T> T as(UUID lenderId, Supplier<T> work) {
        UUID before = CURRENT.get();
        CURRENT.set(lenderId);
        try {
            return work.get();
        }
        finally {
            restore(before);
        }
    }

    /** As {@link #as(UUID, Supplier)}, for work without a result. */
    public static void as(UUID lenderId, Runnable work) {
        as(lenderId, () -> {
            work.run();
            return null;
        });
    }

    public static Optional<UUID> id() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * @throws IllegalStateException where no lender is set: a programming error, never a
     * user's.
     */
    public static UUID required() {
        return id().orElseThrow(() -> new IllegalStateException("No lender is set for this piece of work."));
    }

    private static void restore(UUID before) {
        if (before == null) {
            CURRENT.remove();
        }
        else {
            CURRENT.set(before);
        }
    }

}
