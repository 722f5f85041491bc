package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Books that seem to be another company's: the customer says whether they are right, then
 * the lender decides. Until it has accepted them nothing is synced; books that are not
 * taken lose their access. Every answer names the attempt that it is about: whoever
 * answers has seen those books, and no others that were connected since.
 */
@Service
@Transactional
public class CompanyMatches {

    private static final String NEWEST = """
            select a.id, a.company_match, c.external_country, m.home_currency
            from connection_attempt a join connection c on c.id = a.connection_id join company m on m.id = c.company_id
            where a.request_id = ? and a.company_match is not null order by a.number desc limit 1""";

    private final RequestProgress progress;

    private final ConnectionRows rows;

    private final SameBooks sameBooks;

    private final Resumption resumption;

    private final JdbcClient jdbc;

    private final JsonMapper json;

    private final ApplicationEventPublisher events;

    CompanyMatches(RequestProgress progress, ConnectionRows rows, SameBooks sameBooks, Resumption resumption,
            JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.progress = progress;
        this.rows = rows;
        this.sameBooks = sameBooks;
        this.resumption = resumption;
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /**
     * The newest books of a request and what they were compared with, matching or not;
     * empty before any were read.
     */
    @Transactional(readOnly = true)
    public Optional<CompanyQuestion> of(UUID requestId) {
        return jdbc.sql(NEWEST).param(requestId).query(this::question).optional();
    }

    /**
     * The customer: it is right, because …
     * @param reason 1 to 1,000 characters
     * @throws Refused {@code out-of-order}, also by a second press;
     * {@code attempt-superseded} where other books were connected
     */
    public void confirm(UUID requestId, UUID attempt, String reason, Actor customer) {
        seen(requestId, attempt);
        progress.companyConfirmed(requestId, reason, customer);
    }

    /**
     * The customer: I choose another company. Also while the lender has not decided
     * yet. @throws Refused as {@link #confirm}
     */
    public void chooseAnother(UUID requestId, UUID attempt, Actor customer) {
        seen(requestId, attempt);
        over(progress.anotherCompany(requestId, customer), "another-company");
    }

    /**
     * The lender takes the books: the connection is Linked, the request Connected.
     * @param note for the lender's own timeline, at most 1,000 characters; null for none
     * @throws Refused {@code out-of-order} where the customer has chosen another company,
     * or somebody has decided; {@code attempt-superseded} where other books were
     * connected; {@code request-closed}
     */
    public void accept(UUID requestId, UUID attempt, String note, Actor user) {
        seen(requestId, attempt);
        progress.companyAccepted(requestId, note, user);
        UUID connection = resumption.resumed(rows.connectionOf(attempt), attempt);
        rows.linked(connection, attempt);
        sameBooks.noted(connection);
        events.publishEvent(new ConnectionLinked(requestId, connection));
    }

    /**
     * The lender does not take them: access is revoked, and the customer is asked to
     * connect again. As {@link #accept}.
     */
    public void refuse(UUID requestId, UUID attempt, String note, Actor user) {
        seen(requestId, attempt);
        over(progress.companyRefused(requestId, note, user), Reasons.COMPANY_REFUSED);
    }

    private void seen(UUID requestId, UUID attempt) {
        if (!attempt.equals(progress.lock(requestId).attemptId())) {
            throw new Refused("attempt-superseded");
        }
    }

    private void over(UUID attempt, String reason) {
        rows.over(attempt, reason);
        rows.unlinkPending(rows.connectionOf(attempt), reason);
    }

    private CompanyQuestion question(ResultSet row, int n) throws SQLException {
        return new CompanyQuestion(row.getObject(1, UUID.class), json.readValue(row.getString(2), CompanyMatch.class),
                row.getString(3), row.getString(4));
    }

}
