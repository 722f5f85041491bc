package io.ledgerstream.connection;

import io.ledgerstream.connection.TokenRows.Look;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Tokens;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives out access tokens that are good for some minutes yet, and renews them where they
 * are not. Of all callers on all nodes one renews, by a lease on the connection's row,
 * and the others wait for what it stores; nobody holds a database connection meanwhile.
 * The new refresh token is stored before anything is done with the new access token,
 * since the old one dies.
 */
@Service
public class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    /**
     * Longer than the lease: by then somebody has renewed, or the lease has ended and it
     * is this caller's turn.
     */
    private static final Duration PATIENCE = TokenRows.LEASE.plusSeconds(5);

    private final TokenRows rows;

    private final Providers providers;

    private final TransactionTemplate transaction;

    AccessTokens(TokenRows rows, Providers providers, TransactionTemplate transaction) {
        this.rows = rows;
        this.providers = providers;
        this.transaction = transaction;
    }

    /**
     * Access to the connection's books. {@code AccessEnded} where there is none any more:
     * the connection is then no longer Linked. A transport error never ends a connection.
     * Never inside a transaction.
     */
    @Transactional(propagation = Propagation.NEVER)
    public ProviderAnswer<Access> fresh(UUID connectionId) {
        return renewedUnless(connectionId, null);
    }

    /**
     * As {@link #fresh}, where the provider has just refused this token although it
     * should have been good.
     */
    @Transactional(propagation = Propagation.NEVER)
    public ProviderAnswer<Access> renewed(UUID connectionId, Access refused) {
        return renewedUnless(connectionId, refused.token());
    }

    /**
     * The provider takes this access, but not as things are set up there: a connection
     * that was Linked is so no longer, and the customer is asked to mend it, unless it
     * may pass by itself. Where somebody has renewed the access meanwhile, or does so
     * now, nothing is decided.
     */
    @Transactional(propagation = Propagation.NEVER)
    void unusable(UUID connectionId, Access access, String reason) {
        UUID me = Ids.next();
        transaction.executeWithoutResult(status -> {
            if (rows.look(connectionId, access.token(), me) instanceof Look.Mine mine) {
                unusable(connectionId, mine, me, reason);
            }
        });
    }

    private void unusable(UUID connectionId, Look.Mine mine, UUID me, String reason) {
        if (providers.of(mine.software()).passing().contains(reason) || !rows.lostIfLinked(connectionId, me, reason)) {
            rows.release(connectionId, me);
        }
    }

    private ProviderAnswer<Access> renewedUnless(UUID connectionId, String refused) {
        UUID me = Ids.next();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            switch (transaction.execute(status -> rows.look(connectionId, refused, me))) {
                case Look.Good(Access access) -> {
                    return new ProviderAnswer.Ok<>(access);
                }
                case Look.Gone() -> {
                    return new ProviderAnswer.AccessEnded<>();
                }
                case Look.Mine mine -> {
                    return renew(connectionId, mine, me);
                }
                case Look.Others() ->
                    LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(40, 120)).toNanos());
            }
        }
        return new ProviderAnswer.Trouble<>("the access token is being renewed elsewhere, which takes too long");
    }

    private ProviderAnswer<Access> renew(UUID connectionId, Look.Mine mine, UUID me) {
        ProviderAnswer<Tokens> answer = ask(mine);
        return transaction.execute(status -> switch (answer) {
            case ProviderAnswer.Ok<Tokens>(Tokens tokens) ->
                rows.store(connectionId, mine, me, tokens) ? new ProviderAnswer.Ok<>(mine.access(tokens.accessToken()))
                        : new ProviderAnswer.Trouble<Access>("the access token was renewed elsewhere in the meantime");
            case ProviderAnswer.AccessEnded<Tokens>() -> {
                LOG.warn("Connection {} has lost its access: the provider has ended the grant.", connectionId);
                yield rows.lost(connectionId, me, Reasons.ACCESS_ENDED) ? new ProviderAnswer.AccessEnded<Access>()
                        : new ProviderAnswer.Trouble<Access>("the access token was renewed elsewhere in the meantime");
            }
            case ProviderAnswer.Misconfigured<Tokens>(String reason) -> {
                LOG.warn("Connection {} gets no access: {}.", connectionId, reason);
                unusable(connectionId, mine, me, reason);
                yield new ProviderAnswer.Misconfigured<Access>(reason);
            }
            default -> {
                rows.release(connectionId, me);
                yield answer.map(tokens -> mine.access(tokens.accessToken()));
            }
        });
    }

    /** Whatever goes wrong here, the lease must be given back. */
    private ProviderAnswer<Tokens> ask(Look.Mine mine) {
        try {
            return providers.of(mine.software()).renew(mine.credential());
        }
        catch (RuntimeException e) {
            LOG.warn("An access token could not be renewed.", e);
            return new ProviderAnswer.Trouble<>("renewal failed: " + e.getClass().getSimpleName());
        }
    }

}
