package io.ledgerstream.secret;

import io.ledgerstream.platform.CurrentLender;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews the keys of the current lender while everybody goes on working: its keys are
 * wrapped by the current master key, an old key gets a successor, what it has sealed is
 * sealed again row by row, and it goes when nothing needs it any more: not before the
 * next run, since somebody may just have read a value and be about to read its key. May
 * be run by several nodes at once and ended at any point; the next run goes on.
 */
@Service
@Transactional(propagation = Propagation.NEVER)
public class KeyRenewals {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRenewals.class);

    private final LenderKeys keys;

    private final SealedRows rows;

    private final SecretProperties properties;

    private final TransactionTemplate transaction;

    KeyRenewals(LenderKeys keys, SealedRows rows, SecretProperties properties, TransactionTemplate transaction) {
        this.keys = keys;
        this.rows = rows;
        this.properties = properties;
        this.transaction = transaction;
    }

    /**
     * @param wrapped keys that an older master key had wrapped
     * @param resealed values that an older key had sealed
     * @param retired keys that are gone now
     */
    public record Renewed(int wrapped, int resealed, int retired) {

        public Renewed and(Renewed other) {
            return new Renewed(wrapped + other.wrapped, resealed + other.resealed, retired + other.retired);
        }
    }

    /**
     * @throws IllegalStateException where a master key is missing; nothing is lost by
     * that
     */
    public Renewed renew() {
        int wrapped = inTransaction(keys::wrapAgain);
        int newest = inTransaction(() -> keys.renew(properties.renewLenderKeysAfter()));
        int resealed = rows.columns().stream().mapToInt(column -> resealed(column, newest)).sum();
        return new Renewed(wrapped, resealed, resealed > 0 ? 0 : inTransaction(() -> retired(newest)));
    }

    private int resealed(SealedColumn column, int newest) {
        return (int) rows.notSealedWith(column, newest).stream().filter(row -> resealed(column, row)).count();
    }

    /** One that does not open holds up no other; the key that it names stays. */
    private boolean resealed(SealedColumn column, UUID row) {
        try {
            return rows.sealAgain(column, row);
        }
        catch (IllegalStateException e) {
            LOG.error("Lender {}: {}", CurrentLender.required(), e.getMessage());
            return false;
        }
    }

    /**
     * Each is held first and looked for afterwards: what somebody was sealing with it
     * meanwhile is seen then.
     */
    private int retired(int newest) {
        List<Integer> unused = keys.holdOlder(newest).stream().filter(version -> !rows.anySealedWith(version)).toList();
        unused.forEach(keys::delete);
        return unused.size();
    }

    private int inTransaction(Work work) {
        return transaction.execute(status -> {
            try {
                return work.run();
            }
            catch (GeneralSecurityException e) {
                throw new IllegalStateException(
                        "A lender's key does not unwrap: is the master key of its version the right one?", e);
            }
        });
    }

    private interface Work {

        int run() throws GeneralSecurityException;

    }

}
