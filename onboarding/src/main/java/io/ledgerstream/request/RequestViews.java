package io.ledgerstream.request;

import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads requests, without a lock. Three statements for one request with its lender,
 * company and owner.
 */
@Service
@Transactional(readOnly = true)
public class RequestViews {

    private static final String SELECT = """
            select r.*, l.id as line_id, l.software, l.consent_id, l.consented_at, l.attempt_id,
                   l.attempt_number, l.attempt_state,
                   l.attempt_reason, l.by_file, l.software_name, l.connection_id, l.match_reason, n.what as renewal,
                   n.ends_at as renewal_ends_at,
                   s.old_connection, o.software as old_software, s.cut_over_on,
                   exists (select from help_request h where h.request_id = r.id and h.answered_at is null) as help_open,
                   array(select f.flag from request_flag f where f.request_id = r.id order by f.rank) as flags
            from request r join request_line l on l.request_id = r.id
                 left join renewal n on n.request_id = r.id and n.overtaken_at is null
                 left join software_change s on s.request_id = r.id
                 left join connection o on o.id = s.old_connection""";

    private final JdbcClient jdbc;

    private final Companies companies;

    private final Lenders lenders;

    RequestViews(JdbcClient jdbc, Companies companies, Lenders lenders) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.lenders = lenders;
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    public RequestView get(UUID requestId) {
        return jdbc.sql(SELECT + " where r.id = ?")
            .param(requestId)
            .query(this::view)
            .optional()
            .orElseThrow(() -> new NotFound("request"));
    }

    /**
     * The newest request for a company, open or closed; requests to mend a connection do
     * not count.
     */
    public Optional<RequestView> newest(UUID companyId) {
        return jdbc.sql(SELECT
                + " where r.company_id = ? and r.kind = 'ONBOARDING' order by r.requested_at desc, r.id desc limit 1")
            .param(companyId)
            .query(this::view)
            .optional();
    }

    /** The open request to mend the company's connection, where there is one. */
    public Optional<RequestView> reconnection(UUID companyId) {
        return jdbc.sql(SELECT + """
                 where r.company_id = ? and r.kind = 'RECONNECTION'
                   and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                order by r.requested_at desc limit 1""").param(companyId).query(this::view).optional();
    }

    /** The newest request to mend a connection of the company's, open or closed. */
    public Optional<RequestView> newestReconnection(UUID companyId) {
        return jdbc.sql(SELECT
                + " where r.company_id = ? and r.kind = 'RECONNECTION' order by r.requested_at desc, r.id desc limit 1")
            .param(companyId)
            .query(this::view)
            .optional();
    }

    /**
     * The other requests for the company of one that are open, or whose connection is
     * there, newest first.
     */
    public List<FurtherRequest> further(RequestFacts facts) {
        return jdbc.sql(SELECT + """
                 where r.company_id = ? and r.id <> ?
                   and (r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                    or r.status = 'CONNECTED' and exists (select from connection k where k.request_id = r.id
                                                          and k.state in ('LINKED', 'DEAUTHORIZED')))
                order by r.requested_at desc, r.id desc""")
            .params(facts.companyId(), facts.requestId())
            .query((row, n) -> new FurtherRequest(facts(row), row.getString("reference"), products(row),
                    instant(row, "requested_at")))
            .list();
    }

    /**
     * How a request stands: one statement, for pages that only need to know where to go.
     */
    public RequestFacts facts(UUID requestId) {
        return jdbc.sql(SELECT + " where r.id = ?")
            .param(requestId)
            .query((row, n) -> facts(row))
            .optional()
            .orElseThrow(() -> new NotFound("request"));
    }

    /**
     * The key of the instance that acts for a request; empty before the first claim. An
     * operator's concern, so asked for alone.
     */
    public Optional<Long> instanceKey(UUID requestId) {
        return jdbc.sql("select instance_key from request where id = ? and instance_key is not null")
            .param(requestId)
            .query(Long.class)
            .optional();
    }

    /**
     * Whether the consent for what is asked for had been given before it was asked, and
     * still held then: nobody is asked for it again.
     */
    public boolean consentKept(UUID requestId) {
        return jdbc.sql("""
                select l.consented_at <= r.requested_at from request r join request_line l on l.request_id = r.id
                where r.id = ? and l.consented_at is not null""")
            .param(requestId)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    }

    private RequestView view(ResultSet row, int n) throws SQLException {
        CompanyView company = companies.get(row.getObject("company_id", UUID.class));
        Lenders.With owner = lenders.currentWith(company.ownerId());
        return new RequestView(facts(row), row.getString("reference"), products(row), row.getString("contact_name"),
                row.getString("contact_email"), row.getString("language"), row.getString("note"),
                instant(row, "requested_at"), instant(row, "status_changed_at"), instant(row, "due_at"),
                instant(row, "opened_at"), instant(row, "signed_in_at"), instant(row, "next_reminder_at"),
                row.getInt("reminders_sent"), row.getString("attempt_reason"), row.getString("closed_reason"),
                flags(row), doubt(row), instant(row, "reminders_held_until"), row.getBoolean("reminders_stopped"),
                row.getString("software_name"), row.getString("match_reason"), owner.lender(), company, owner.user());
    }

    private static RequestFacts facts(ResultSet row) throws SQLException {
        String attempt = row.getString("attempt_state");
        return new RequestFacts(row.getObject("id", UUID.class), row.getObject("company_id", UUID.class),
                row.getObject("line_id", UUID.class), RequestKind.valueOf(row.getString("kind")),
                RequestStatus.valueOf(row.getString("status")), row.getString("software"), row.getBoolean("by_file"),
                row.getObject("consent_id", UUID.class), row.getTimestamp("consented_at") != null,
                attempt == null ? null : AttemptState.valueOf(attempt), row.getObject("attempt_id", UUID.class),
                row.getInt("attempt_number"), row.getObject("connection_id", UUID.class),
                row.getString("contact_doubt") != null, row.getBoolean("help_open"),
                row.getTimestamp("settled_at") != null, renewal(row), change(row));
    }

    static SoftwareChange change(ResultSet row) throws SQLException {
        UUID old = row.getObject("old_connection", UUID.class);
        return old == null ? null
                : new SoftwareChange(old, row.getString("old_software"), row.getObject("cut_over_on", LocalDate.class));
    }

    private static Renewal renewal(ResultSet row) throws SQLException {
        String what = row.getString("renewal");
        return what == null ? null : new Renewal(Renewal.What.valueOf(what), instant(row, "renewal_ends_at"));
    }

    private static List<Product> products(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("products").getArray()).map(Product::valueOf).toList();
    }

    private static List<Flag> flags(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("flags").getArray()).map(Flag::valueOf).toList();
    }

    private static ContactDoubt doubt(ResultSet row) throws SQLException {
        String doubt = row.getString("contact_doubt");
        return doubt == null ? null : ContactDoubt.valueOf(doubt);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

}
