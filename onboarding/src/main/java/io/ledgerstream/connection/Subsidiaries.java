package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * An account that keeps the books of several companies: the customer chooses which of
 * them to share. The choice is kept with the consent, and every statement that is sent to
 * the provider afterwards is held to it.
 */
@Service
@Transactional
public class Subsidiaries {

    private final RequestProgress progress;

    private final JdbcClient jdbc;

    private final JsonMapper json;

    private final Clock clock;

    Subsidiaries(RequestProgress progress, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.progress = progress;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What the newest attempt of a request offers; empty where there is nothing to choose
     * (any more).
     */
    @Transactional(readOnly = true)
    public Optional<Offer> offered(UUID requestId) {
        return jdbc.sql("""
                select a.id, a.subsidiaries, c.external_name from connection_attempt a
                join connection c on c.id = a.connection_id
                where a.request_id = ? and a.subsidiaries is not null
                  and a.outcome is null order by a.number desc limit 1""")
            .param(requestId)
            .query((row, n) -> new Offer(row.getObject(1, UUID.class), row.getString(3), read(row.getString(2))))
            .optional();
    }

    /**
     * The customer's choice.
     * @param attempt the attempt that offered them
     * @param ids of those chosen, as posted by a browser: anything
     * @throws Refused {@code nothing-chosen} where none of them is one that was offered;
     * {@code attempt-superseded} where another account was connected since;
     * {@code out-of-order} where it was chosen already; {@code request-closed}
     */
    public void choose(UUID requestId, UUID attempt, Collection<String> ids, Actor customer) {
        RequestFacts facts = progress.lock(requestId);
        Offer offer = offered(requestId)
            .filter(one -> one.attempt().equals(attempt) && attempt.equals(facts.attemptId()))
            .orElseThrow(() -> new Refused("attempt-superseded"));
        List<Subsidiary> chosen = offer.subsidiaries().stream().filter(one -> ids.contains(one.id())).toList();
        if (chosen.isEmpty() || !chosen.stream().map(Subsidiary::id).toList().containsAll(ids)) {
            throw new Refused("nothing-chosen");
        }
        progress.subsidiariesChosen(requestId, chosen.stream().map(Subsidiary::name).toList(), customer);
        UUID connection = jdbc.sql("""
                update connection set subsidiaries = ?
                where id = (select connection_id from connection_attempt where id = ?) returning id""")
            .params(chosen.stream().map(Subsidiary::id).toArray(String[]::new), attempt)
            .query(UUID.class)
            .single();
        jdbc.sql("""
                insert into subsidiary_choice (id, lender_id, consent_id, request_id, connection_id,
                                               offered, chosen, chosen_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)""")
            .params(Ids.next(), CurrentLender.required(), facts.consentId(), requestId, connection,
                    json.writeValueAsString(offer.subsidiaries()), json.writeValueAsString(chosen),
                    Timestamp.from(clock.instant()))
            .update();
    }

    private List<Subsidiary> read(String list) {
        return Arrays.asList(json.readValue(list, Subsidiary[].class));
    }

    /**
     * @param account the name of the account's own company, null where it has none; text
     * from outside
     */
    public record Offer(UUID attempt, String account, List<Subsidiary> subsidiaries) {
    }

}
