package io.ledgerstream.company;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The read model of the companies page: one statement for a page of rows with contact,
 * owner, products and status.
 */
@Component
public class CompanyList {

    private static final int PAGE = 50;

    private static final String ROWS = """
            select * from (
                select c.id, c.legal_name, c.reference as company_reference, c.contact_name,
                       c.contact_email, c.created_at,
                       u.id as owner_id, u.name as owner_name, r.id as request_id, r.products,
                       (select f.flag from request_flag f join request x on x.id = f.request_id
                        where x.company_id = c.id
                        order by f.rank limit 1) as flag,
                       (select x.id from request x where x.company_id = c.id and x.kind = 'RECONNECTION'
                        and x.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                      order by x.requested_at desc limit 1) as reconnection_id,
                       (select count(*) from request x where x.company_id = c.id
                        and x.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')) as open_requests,
                       coalesce(o.status, n.status, case when r.status = 'UPLOADED' and k.ended_at is not null
                                                         then 'DISCONNECTED' else r.status end,
                                'NOT_REQUESTED') as status,
                       coalesce(o.status_changed_at, n.state_changed_at, k.ended_at,
                                r.status_changed_at, c.created_at) as since
                from company c
                join app_user u on u.id = c.owner_id
                left join lateral (select * from request x where x.company_id = c.id and x.kind = 'ONBOARDING'
                                   order by requested_at desc limit 1) r on true
                left join lateral (select x.ended_at from request_line l join consent x on x.id = l.consent_id
                                   where l.request_id = r.id and r.status = 'UPLOADED') k on true
                left join lateral (select x.status, x.status_changed_at from request x where x.company_id = c.id
                                   and x.kind = 'ONBOARDING'
                                   and x.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')) o on true
                left join lateral (select
                                   case x.state when 'LINKED' then 'CONNECTED' when 'DEAUTHORIZED' then 'ACCESS_LOST'
                                          else 'DISCONNECTED' end as status, x.state_changed_at
                                   from connection x where x.company_id = c.id and x.linked_at is not null
                                   order by x.linked_at desc limit 1) n on true
                where c.archived_at is null
            ) rows
            where (cast(:status as text) is null or status = :status)
              and (cast(:owner as uuid) is null or owner_id = :owner)
              and (cast(:search as text) is null or lower(legal_name) like :search
                   or lower(company_reference) like :search
                   or lower(contact_email) like :search)
            order by since desc, id desc limit :size offset :offset""";

    private final JdbcClient jdbc;

    CompanyList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page page(Filter filter) {
        int page = Math.clamp(filter.page(), 0, 100_000);
        List<Row> rows = jdbc.sql(ROWS)
            .param("status", filter.status() == null ? null : filter.status().name())
            .param("owner", filter.ownerId())
            .param("search", filter.search() == null || filter.search().isBlank() ? null : like(filter.search()))
            .param("size", PAGE + 1)
            .param("offset", page * PAGE)
            .query(CompanyList::row)
            .list();
        return new Page(rows.subList(0, Math.min(PAGE, rows.size())), page, rows.size() > PAGE);
    }

    /** The search text is taken literally: its wildcards are escaped. */
    private static String like(String search) {
        return "%" + search.strip()
            .toLowerCase(java.util.Locale.ROOT)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_") + "%";
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(row.getObject("id", UUID.class), row.getString("legal_name"), row.getString("company_reference"),
                row.getString("contact_name"), row.getString("contact_email"), row.getString("owner_name"),
                row.getObject("request_id", UUID.class), row.getObject("reconnection_id", UUID.class),
                row.getArray("products") == null ? List.of() : List.of((String[]) row.getArray("products").getArray()),
                CompanyStatus.valueOf(row.getString("status")), Math.max(0, row.getInt("open_requests") - 1),
                row.getTimestamp("since").toInstant(), row.getString("flag"));
    }

    /**
     * @param page from 0; what is beyond the end is an empty page
     * @param search part of name, reference or contact address; null for all
     */
    public record Filter(String search, CompanyStatus status, UUID ownerId, int page) {
    }

    /**
     * @param more whether a next page exists
     */
    public record Page(List<Row> rows, int number, boolean more) {
    }

    /**
     * @param requestId the newest request, null where there is none
     * @param reconnectionId the open request to mend its connection, null where there is
     * none
     * @param products names of {@code Product} of the newest request
     * @param further how many requests are open beside the first that is
     * @param flag the first thing that needs attention, the name of a {@code Flag}; null
     * for nothing
     */
    public record Row(UUID id, String legalName, String reference, String contactName, String contactEmail,
            String ownerName, UUID requestId, UUID reconnectionId, List<String> products, CompanyStatus status,
            int further, Instant since, String flag) {
    }

}
