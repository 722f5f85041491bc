package io.ledgerstream.lender;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The current lender's people: who may sign in, and who may be in charge of companies.
 */
@Service
public class People {

    private final AppUserRepository users;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    People(AppUserRepository users, Audit audit, JdbcClient jdbc, Clock clock) {
        this.users = users;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Everybody, also those who can no longer sign in, by name. */
    @Transactional(readOnly = true)
    public List<UserView> all() {
        return users.findAllByOrderByName().stream().map(AppUser::view).toList();
    }

    /**
     * Whether this person may still sign in: asked with every page, so that a session
     * ends with the right to it. One statement.
     */
    public boolean maySignIn(UUID userId) {
        return jdbc.sql("select may_sign_in(?)").param(userId).query(Boolean.class).single();
    }

    /**
     * Makes sure that somebody may be in charge of companies, until the end of the
     * transaction: who is being disabled at the same moment is waited for.
     * @throws Refused {@code owner-not-possible}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireOwner(UUID userId) {
        boolean may = jdbc.sql("""
                select disabled_at is null and roles && array['ADMIN', 'RELATIONSHIP_MANAGER'] from app_user
                where id = ? for key share""").param(userId).query(Boolean.class).optional().orElse(false);
        refuseIf(!may, "owner-not-possible");
    }

    /**
     * Takes the right to sign in from somebody; their sessions end with the next page
     * they ask for. Who is in charge of companies has been relieved of them before, in
     * the same transaction ({@code company.Owners}).
     * @param handedOver how many companies that were
     * @throws Refused {@code disabled-already}, {@code yourself}, or {@code last-admin}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void disable(UUID userId, int handedOver, Actor actor) {
        refuseIf(userId.equals(actor.id()), "yourself");
        UserView user = held(userId);
        refuseIf(user.disabled(), "disabled-already");
        refuseIf(user.admin() && otherAdmins(userId) == 0, "last-admin");
        jdbc.sql("update app_user set disabled_at = ? where id = ?")
            .params(Timestamp.from(clock.instant()), userId)
            .update();
        audit.record(actor, "user-disabled", null, null, Map.of("user", userId, "companies", handedOver));
    }

    /** Gives the right to sign in back. Repeating it changes nothing. */
    @Transactional
    public void enable(UUID userId, Actor actor) {
        if (held(userId).disabled()) {
            jdbc.sql("update app_user set disabled_at = null where id = ?").param(userId).update();
            audit.record(actor, "user-enabled", null, null, Map.of("user", userId));
        }
    }

    /**
     * One change of people at a time, so that two administrators cannot disable each
     * other; then the person's own row.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserView held(UUID userId) {
        jdbc.sql("select id from lender where id = ? for no key update")
            .param(CurrentLender.required())
            .query(UUID.class)
            .single();
        if (jdbc.sql("select id from app_user where id = ? for update")
            .param(userId)
            .query(UUID.class)
            .optional()
            .isEmpty()) {
            throw new NotFound("user");
        }
        return users.findById(userId).map(AppUser::view).orElseThrow(() -> new NotFound("user"));
    }

    private int otherAdmins(UUID userId) {
        return jdbc.sql("select count(*) from app_user where id <> ? and disabled_at is null and 'ADMIN' = any (roles)")
            .param(userId)
            .query(Integer.class)
            .single();
    }

    private static void refuseIf(boolean condition, String reason) {
        if (condition) {
            throw new Refused(reason);
        }
    }

}
