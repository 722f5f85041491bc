package io.ledgerstream.link;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.request.RequestView;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The links that are mailed. One live link for each request, person and purpose; a new
 * one replaces the one before.
 */
@Service
public class Links {

    /**
     * The purpose of links that lead to the choices about reminders, and nowhere else.
     */
    static final String REMINDER_CHOICES = "REMINDER_CHOICES";

    private final JdbcClient jdbc;

    private final LinkTokens tokens;

    private final LedgerstreamProperties properties;

    private final Clock clock;

    Links(JdbcClient jdbc, LinkTokens tokens, LedgerstreamProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * The live invitation link of a request's contact, made where there is none or the
     * one there is would end within the given time. To be called under the request's
     * lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID live(RequestView request, Duration lifeLeft) {
        return find(request, purpose(request))
            .filter(link -> link.expiresAt().isAfter(clock.instant().plus(lifeLeft)) || endsWith(link, request))
            .map(Live::id)
            .orElseGet(() -> issue(request));
    }

    /**
     * Makes a new link for a request's contact; the one before is replaced. Under the
     * request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID issue(RequestView request) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        jdbc.sql("""
                update link set replaced_by = ?, replaced_at = ?
                where request_id = ? and lower(email) = lower(?) and purpose = ? and replaced_at is null""")
            .params(id, Timestamp.from(now), request.id(), request.contactEmail(), purpose(request))
            .update();
        insert(id, request, purpose(request), now, expiry(request, now));
        return id;
    }

    /**
     * The address with which a request's contact puts reminders off, stops them or says
     * "not me", and can do nothing else: one for each request and contact, until the due
     * date, so that it works from every mail. Under the request's lock. Never logged,
     * never stored.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public URI choices(RequestView request) {
        Optional<Live> live = find(request, REMINDER_CHOICES);
        live.filter(link -> !link.expiresAt().equals(request.dueAt()))
            .ifPresent(link -> jdbc.sql("update link set expires_at = ? where id = ?")
                .params(Timestamp.from(request.dueAt()), link.id())
                .update());
        return page("/r/", live.map(Live::id).orElseGet(() -> {
            UUID id = Ids.next();
            insert(id, request, REMINDER_CHOICES, clock.instant(), request.dueAt());
            return id;
        }));
    }

    /** The address that a mail carries for this link. Never logged, never stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public URI address(UUID linkId) {
        return page("/c/", linkId);
    }

    /**
     * The newest address that a request's mails have carried; empty where it came about
     * without one, or the key it was made with is gone. Never logged, never stored.
     */
    @Transactional(readOnly = true)
    public Optional<URI> newest(UUID requestId) {
        return jdbc
            .sql("select id from link where request_id = ? and purpose <> ? order by created_at desc, id desc limit 1")
            .params(requestId, REMINDER_CHOICES)
            .query(UUID.class)
            .optional()
            .filter(id -> !tokens.retired(keyVersion(id)))
            .map(this::address);
    }

    private URI page(String room, UUID linkId) {
        return properties.page(room + tokens.token(linkId, keyVersion(linkId)));
    }

    private int keyVersion(UUID linkId) {
        return jdbc.sql("select key_version from link where id = ?").param(linkId).query(Integer.class).single();
    }

    private void insert(UUID id, RequestView request, String purpose, Instant now, Instant expiresAt) {
        int version = tokens.currentVersion();
        jdbc.sql("""
                insert into link (id, lender_id, request_id, email, purpose, key_version,
                                  token_hash, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(id, CurrentLender.required(), request.id(), request.contactEmail(), purpose, version,
                    LinkTokens.hash(tokens.token(id, version)), Timestamp.from(now), Timestamp.from(expiresAt))
            .update();
    }

    /** A link lives as long as the lender's policy says, and never past the due date. */
    private static Instant expiry(RequestView request, Instant now) {
        Instant byPolicy = now.plus(Duration.ofDays(request.lender().policy().linkDays()));
        return byPolicy.isBefore(request.dueAt()) ? byPolicy : request.dueAt();
    }

    private static String purpose(RequestView request) {
        return request.facts().reconnection() ? "RECONNECT" : "INVITE";
    }

    private static boolean endsWith(Live link, RequestView request) {
        return !link.expiresAt().isBefore(request.dueAt());
    }

    private Optional<Live> find(RequestView request, String purpose) {
        return jdbc.sql("""
                select id, expires_at from link
                where request_id = ? and lower(email) = lower(?) and purpose = ? and replaced_at is null""")
            .params(request.id(), request.contactEmail(), purpose)
            .query((row, n) -> new Live(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()))
            .optional();
    }

    private record Live(UUID id, Instant expiresAt) {
    }

}
