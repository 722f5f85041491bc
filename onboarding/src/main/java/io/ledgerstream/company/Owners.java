package io.ledgerstream.company;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.lender.People;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is in charge of which company: named in the mails, and the one whom customers'
 * answers reach. A company is never without somebody who can sign in. Links and requests
 * stay as they are; the next mail names the new owner.
 */
@Service
public class Owners {

    private final People people;

    private final Audit audit;

    private final JdbcClient jdbc;

    Owners(People people, Audit audit, JdbcClient jdbc) {
        this.people = people;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /**
     * How many companies each person is in charge of, archived ones too; who has none is
     * not in it.
     */
    @Transactional(readOnly = true)
    public Map<UUID, Integer> companies() {
        return jdbc.sql("select owner_id, count(*) from company group by owner_id")
            .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Puts another person in charge of one company. Repeating it changes nothing.
     * @throws Refused {@code owner-not-possible}
     */
    @Transactional
    public void change(UUID companyId, UUID owner, Actor actor) {
        people.requireOwner(owner);
        UUID before = jdbc.sql("select owner_id from company where id = ? for update")
            .param(companyId)
            .query(UUID.class)
            .optional()
            .orElseThrow(() -> new NotFound("company"));
        if (!before.equals(owner)) {
            jdbc.sql("update company set owner_id = ? where id = ?").params(owner, companyId).update();
            audit.record(actor, "owner-changed", companyId, null, Map.of("from", before, "to", owner));
        }
    }

    /**
     * Somebody leaves the lender: all their companies get a new owner, and they can no
     * longer sign in.
     * @param newOwner null only where they are in charge of none
     * @throws Refused {@code owner-demanded}, {@code owner-not-possible}, or as
     * {@link People#disable}
     */
    @Transactional
    public void leaves(UUID userId, UUID newOwner, Actor actor) {
        people.held(userId);
        int handedOver = newOwner == null ? 0 : handOver(userId, newOwner);
        boolean left = jdbc.sql("select exists (select from company where owner_id = ?)")
            .param(userId)
            .query(Boolean.class)
            .single();
        if (left) {
            throw new Refused("owner-demanded");
        }
        people.disable(userId, handedOver, actor);
    }

    private int handOver(UUID from, UUID to) {
        people.requireOwner(to);
        if (from.equals(to)) {
            throw new Refused("owner-not-possible");
        }
        return jdbc.sql("update company set owner_id = ? where owner_id = ?").params(to, from).update();
    }

}
