package io.ledgerstream.sharing;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.AheadOfTime;
import io.ledgerstream.request.RequestStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What ends when, of all companies of a lender: consents, access, certificates; and what
 * happens about it. Two statements for a page.
 */
@Service
@Transactional(readOnly = true)
public class EndingsCalendar {

    /**
     * A certificate is replaced by itself from so long before its end, where the role
     * may.
     */
    private static final Duration REPLACED = Duration.ofDays(60);

    private static final int PAGE = 50;

    private static final String ROWS = """
            select e.*, m.legal_name, m.time_zone, m.country, r.id as renewal_id, r.status, r.contact_name,
                   sent.at as mailed_at
            from (select k.ends_at, 'CONSENT' as what, k.given_at as since, true as fixed, k.company_id,
                         q.id as request_id, c.id as connection_id, c.state,
                         coalesce(c.software, l.software) as software, l.software_name
                  from consent k join request_line l on l.consent_id = k.id
                       join request q on q.id = l.request_id and q.status in ('CONNECTED', 'UPLOADED')
                       left join connection c on c.state in ('LINKED', 'DEAUTHORIZED') and c.linked_at is not null
                            and (c.id = l.connection_id or l.connection_id is null and c.line_id = l.id)
                  where k.ended_at is null and k.ends_at > :now and k.ends_at <= :until
                    and (c.id is not null or q.status = 'UPLOADED')
                  union all
                  select c.refresh_expires_at, c.credential_kind, c.linked_at, c.credential_fixed, c.company_id,
                         c.request_id, c.id, c.state, c.software, null
                  from connection c
                  where c.state = 'LINKED' and c.refresh_expires_at > :now and c.refresh_expires_at <= :until) e
                 join company m on m.id = e.company_id
                 left join renewal n on n.connection_id = e.connection_id and n.what = e.what and n.ends_at = e.ends_at
                 left join request r on r.id = n.request_id
                 left join lateral (select max(x.sent_at) as at from mail x where x.request_id = r.id
                                    and x.kind in ('RENEW', 'RECONNECT', 'REMINDER', 'NEW_LINK')
                                    and x.state = 'SENT') sent on true
            order by e.ends_at, m.legal_name, e.request_id, e.what limit :size offset :offset""";

    private final JdbcClient jdbc;

    private final SoftwareCatalog catalog;

    private final Lenders lenders;

    private final Clock clock;

    EndingsCalendar(JdbcClient jdbc, SoftwareCatalog catalog, Lenders lenders, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.lenders = lenders;
        this.clock = clock;
    }

    /**
     * @param days ahead; @param page from 0: what is beyond the end is an empty page
     */
    public Page page(int days, int page) {
        Instant now = clock.instant();
        Policy policy = lenders.current().policy();
        List<Ending> rows = jdbc.sql(ROWS)
            .param("now", Timestamp.from(now))
            .param("until", Timestamp.from(now.plus(Duration.ofDays(days))))
            .param("size", PAGE + 1)
            .param("offset", page * PAGE)
            .query((row, n) -> ending(row, now, policy))
            .list();
        return new Page(rows.subList(0, Math.min(PAGE, rows.size())), page, rows.size() > PAGE);
    }

    private Ending ending(ResultSet row, Instant now, Policy policy) throws SQLException {
        Instant endsAt = row.getTimestamp("ends_at").toInstant();
        ZoneId zone = ZoneId.of(row.getString("time_zone"));
        Instant asks = AheadOfTime.of(zone, row.getString("country"), policy)
            .asks(row.getTimestamp("since").toInstant(), endsAt)
            .filter(at -> at.isAfter(now))
            .orElse(null);
        UUID renewal = row.getObject("renewal_id", UUID.class);
        Timestamp mailed = row.getTimestamp("mailed_at");
        return new Ending(row.getString("legal_name"),
                renewal == null ? row.getObject("request_id", UUID.class) : renewal, row.getString("what"),
                catalog.name(row.getString("software"), row.getString("software_name"))
                    .orElse(row.getString("software")),
                endsAt, zone, standing(row, endsAt, now), asks, row.getString("contact_name"),
                mailed == null ? null : mailed.toInstant());
    }

    private static Standing standing(ResultSet row, Instant endsAt, Instant now) throws SQLException {
        String status = row.getString("status");
        if (status != null) {
            RequestStatus asked = RequestStatus.valueOf(status);
            return asked.open() ? Standing.ASKED
                    : asked == RequestStatus.DECLINED ? Standing.DECLINED : Standing.NOT_ANSWERED;
        }
        if (row.getObject("connection_id") == null) {
            return Standing.FILES;
        }
        if (row.getString("what").equals("CERTIFICATE") && endsAt.isAfter(now.plus(REPLACED))) {
            return Standing.REPLACED;
        }
        return row.getString("state").equals("DEAUTHORIZED") ? Standing.ACCESS_LOST
                : row.getBoolean("fixed") ? Standing.WILL_BE_ASKED : Standing.BY_ITSELF;
    }

    /** What happens about it. */
    public enum Standing {

        /** Renewed long before, by us. */
        BY_ITSELF,
        /**
         * A certificate that is replaced by us in time, where the role may; else the
         * customer is asked.
         */
        REPLACED,
        /** Nobody has been asked yet. */
        WILL_BE_ASKED, ASKED, DECLINED,
        /** Withdrawn by the lender, or past its due date. */
        NOT_ANSWERED,
        /** Files end with their consent: the lender asks for new ones. */
        FILES,
        /** The customer is asked to reconnect first. */
        ACCESS_LOST

    }

    /**
     * @param requestId where to read more: the request to renew, or the one by which it
     * began
     * @param what the name of a {@link io.ledgerstream.request.Renewal.What}
     * @param software by name
     * @param zone the company's
     * @param asks when the customer will be asked; null for none, or at the next opening
     * of their office
     * @param contact who was asked; null for nobody
     * @param mailedAt the last mail about it that was accepted; null for none
     */
    public record Ending(String company, UUID requestId, String what, String software, Instant endsAt, ZoneId zone,
            Standing standing, Instant asks, String contact, Instant mailedAt) {
    }

    /**
     * @param more whether a next page exists
     */
    public record Page(List<Ending> rows, int number, boolean more) {
    }

}
