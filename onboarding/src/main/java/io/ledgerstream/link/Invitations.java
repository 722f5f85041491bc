package io.ledgerstream.link;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.Reopening;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Sharing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads links that somebody opened. Changes nothing; two statements, which is why it
 * joins what other features own.
 */
@Service
public class Invitations {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;

    private final Clock clock;

    Invitations(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A link that begins the journey. Empty for what is none of ours, whatever is wrong
     * with it, and for links that lead to the choices about reminders: those can never
     * start anything. To be called before a lender is set.
     */
    public Optional<Invitation> read(String token) {
        return find(token, false);
    }

    /**
     * A link to the choices about reminders ({@link Links#choices}), and no other. It
     * lives until the due date as it is today.
     */
    public Optional<Invitation> choices(String token) {
        return find(token, true);
    }

    private Optional<Invitation> find(String token, boolean choices) {
        if (token == null || !TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("select link_id, lender_id from find_link(?)")
            .param(LinkTokens.hash(token))
            .query((row, n) -> new Found(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .optional()
            .flatMap(found -> CurrentLender.as(found.lenderId(),
                    () -> transactions.execute(t -> read(found.linkId(), choices))));
    }

    private Optional<Invitation> read(UUID linkId, boolean choices) {
        return jdbc.sql("""
                select k.id, k.request_id, k.lender_id, r.kind,
                       case when :choices then r.due_at else k.expires_at end as expires_at, k.replaced_at,
                       r.status, r.status_changed_at, r.due_at,
                       lower(k.email) <> lower(r.contact_email) as withdrawn, r.language, r.contact_email,
                       c.legal_name, c.time_zone, l.name as lender_name, u.name, u.phone, u.email,
                       n.what as renewal, n.ends_at as renewal_ends_at,
                       s.request_id is not null as changes_software, i.connection_id is not null as connected,
                       exists (select from connection o
                               where o.state = 'LINKED' and o.id in (i.connection_id, s.old_connection)) as goes_on,
                       h.since, h.until, h.lost_at, h.ended_at,
                """ + Reopening.SQL + """
                 as reopening
                from link k join request r on r.id = k.request_id
                     join request_line i on i.request_id = r.id join company c on c.id = r.company_id
                     join lender l on l.id = k.lender_id join app_user u on u.id = c.owner_id
                     left join renewal n on n.request_id = r.id and n.overtaken_at is null
                     left join software_change s on s.request_id = r.id
                     join (""" + Sharing.STANDINGS + """
                ) h on h.request_id = r.id
                where k.id = :id and (k.purpose = :purpose) = :choices""")
            .param("id", linkId)
            .param("now", Timestamp.from(clock.instant()))
            .param("purpose", Links.REMINDER_CHOICES)
            .param("choices", choices)
            .query(this::invitation)
            .optional();
    }

    private Invitation invitation(ResultSet row, int n) throws SQLException {
        Instant now = clock.instant();
        Instant expiresAt = row.getTimestamp("expires_at").toInstant();
        Instant dueAt = row.getTimestamp("due_at").toInstant();
        Timestamp replacedAt = row.getTimestamp("replaced_at");
        Sharing.Standing standing = Sharing.Standing.of(row);
        Invitation.State state = row.getBoolean("withdrawn") ? Invitation.State.WITHDRAWN
                : Invitation.state(RequestStatus.valueOf(row.getString("status")),
                        Reopening.valueOf(row.getString("reopening")), !now.isBefore(dueAt), replacedAt != null,
                        !now.isBefore(expiresAt), standing);
        Instant since = switch (state) {
            case LIVE, LINK_EXPIRED -> expiresAt;
            case REPLACED -> replacedAt.toInstant();
            case REQUEST_EXPIRED -> dueAt;
            case FINISHED -> standing.since();
            case INTERRUPTED -> standing.lostAt();
            case ENDED -> standing.endedAt();
            case DECLINED, DECLINED_FOR_GOOD, DECLINED_ASKED_ANEW, DECLINED_SHARING_OVER, CANCELLED, WITHDRAWN ->
                row.getTimestamp("status_changed_at").toInstant();
        };
        boolean mends = RequestKind.valueOf(row.getString("kind")) == RequestKind.RECONNECTION;
        return new Invitation(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
                row.getObject("lender_id", UUID.class), state, since, row.getString("language"),
                ZoneId.of(row.getString("time_zone")), row.getString("lender_name"),
                Masks.company(row.getString("legal_name")), Masks.email(row.getString("contact_email")),
                new Invitation.Asker(row.getString("name"), row.getString("phone"), row.getString("email")),
                renewal(row), row.getBoolean("changes_software"), row.getBoolean("connected") && !mends,
                mends && row.getString("renewal") == null, row.getBoolean("goes_on"));
    }

    private static Renewal renewal(ResultSet row) throws SQLException {
        String what = row.getString("renewal");
        return what == null ? null
                : new Renewal(Renewal.What.valueOf(what), row.getTimestamp("renewal_ends_at").toInstant());
    }

    private record Found(UUID linkId, UUID lenderId) {
    }

}
