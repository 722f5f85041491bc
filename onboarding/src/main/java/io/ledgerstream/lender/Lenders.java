package io.ledgerstream.lender;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.EmailAddresses;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lenders and their people. What is read here is the current lender's, unless a method
 * says otherwise.
 */
@Service
public class Lenders {

    private final LenderRepository lenders;

    private final AppUserRepository users;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    Lenders(LenderRepository lenders, AppUserRepository users, Audit audit, JdbcClient jdbc, Clock clock) {
        this.lenders = lenders;
        this.users = users;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a lender; to be called as that lender, with the id that it is to have. */
    @Transactional
    public void add(String name, String phone) {
        lenders.saveAndFlush(new Lender(CurrentLender.required(), name, phone, clock.instant()));
    }

    /**
     * @param passwordHash as the web application's password encoder made it
     */
    @Transactional
    public UUID addUser(NewUser user, String passwordHash) {
        UUID id = Ids.next();
        users.saveAndFlush(new AppUser(id, CurrentLender.required(), user, passwordHash, clock.instant()));
        return id;
    }

    @Transactional(readOnly = true)
    public LenderView current() {
        return lenders.findById(CurrentLender.required()).map(Lender::view).orElseThrow(() -> new NotFound("lender"));
    }

    /**
     * The current lender, and one of its people: one statement.
     * @throws NotFound also where the person is another lender's
     */
    @Transactional(readOnly = true)
    public With currentWith(UUID userId) {
        return lenders.findWithPerson(CurrentLender.required(), userId)
            .map(found -> new With(found.get(0, Lender.class).view(), found.get(1, AppUser.class).view()))
            .orElseThrow(() -> new NotFound("user"));
    }

    /**
     * Replaces the lender's rules. What is planned already stays; what is planned from
     * now on follows them.
     */
    @Transactional
    public void changePolicy(Policy policy, Actor actor) {
        Lender lender = lenders.findById(CurrentLender.required()).orElseThrow(() -> new NotFound("lender"));
        Policy before = lender.view().policy();
        if (!before.equals(policy)) {
            lender.policy(policy);
            audit.record(actor, "policy-changed", null, null, Map.of("from", before, "to", policy));
        }
    }

    /** The current lender's people who can sign in, by name. */
    @Transactional(readOnly = true)
    public List<UserView> users() {
        return users.findByDisabledAtIsNullOrderByName().stream().map(AppUser::view).toList();
    }

    /**
     * The one lookup by a sign-in address, before the lender is known; null-safe, case
     * ignored.
     */
    public Optional<SignIn> signIn(String email) {
        return jdbc.sql("select user_id, lender_id from find_user(?)")
            .param(EmailAddresses.small(email))
            .query((row, n) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .optional()
            .flatMap(found -> CurrentLender.as(found.lenderId(), () -> users.findById(found.userId())))
            .map(user -> new SignIn(user.view(), user.passwordHash()));
    }

    /** Every lender's id, for work that goes through all of them one by one. */
    public List<UUID> all() {
        return jdbc.sql("select lender_id from all_lenders()").query(UUID.class).list();
    }

    /** A lender and one of its people. */
    public record With(LenderView lender, UserView user) {
    }

    private record Found(UUID userId, UUID lenderId) {
    }

    /** A person and the hash to check the password against; never shown, never logged. */
    public record SignIn(UserView user, String passwordHash) {
    }

}
