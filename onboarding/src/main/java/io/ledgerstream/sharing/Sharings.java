package io.ledgerstream.sharing;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.link.Visits;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.sync.Syncs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that the person behind an address shares, with whichever lender. Each
 * sharing is read and changed as its own lender, so that row-level security holds; which
 * there are, one function of the database tells, by ids.
 */
@Service
public class Sharings {

    private static final String FACTS = """
            select c.software, c.state, c.linked_at, c.state_changed_at, c.state_reason, k.consent_id, k.products,
                   k.ends_at, k.promised, k.erase_at, k.erased_at
            from connection c
            left join lateral (select array_agg(distinct p) as products, min(x.ends_at) as ends_at,
                                      max(x.erase_at) as erase_at, max(x.erased_at) as erased_at,
                                      max(coalesce(x.erase_after_days, 3650)) as promised,
                                      (array_agg(x.id order by x.given_at desc))[1] as consent_id
                               from consent x join request_line l on l.consent_id = x.id
                               join request q on q.id = l.request_id, unnest(x.products) p
                               where q.status = 'CONNECTED' and x.ended_reason is distinct from 'renewed'
                                 and (x.ended_at is null or x.ended_at >= c.linked_at)
                                 and (l.connection_id = c.id or l.id = c.line_id)) k on true
            where c.id = ?""";

    private final JdbcClient jdbc;

    private final RequestViews requests;

    private final SoftwareCatalog catalog;

    private final Syncs syncs;

    private final SharingEnds ends;

    private final ManageVisits visits;

    private final Visits journeys;

    private final SoftwareChanges changes;

    private final MailQueue mails;

    private final Audit audit;

    private final TransactionTemplate transaction;

    private final Clock clock;

    Sharings(JdbcClient jdbc, RequestViews requests, SoftwareCatalog catalog, Syncs syncs, SharingEnds ends,
            ManageVisits visits, Visits journeys, SoftwareChanges changes, MailQueue mails, Audit audit,
            TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.catalog = catalog;
        this.syncs = syncs;
        this.ends = ends;
        this.visits = visits;
        this.journeys = journeys;
        this.changes = changes;
        this.mails = mails;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Those that go on first, then by lender. Five statements for each; changes nothing.
     */
    public List<SharingView> of(ManageVisit visit) {
        return entries(visit.email()).stream()
            .map(this::view)
            .sorted(Comparator.comparing(SharingView::ended)
                .thenComparing(one -> one.request().lender().name())
                .thenComparing(SharingView::since))
            .toList();
    }

    /**
     * @throws NotFound where it is not this person's
     */
    public SharingView get(ManageVisit visit, UUID sharingId) {
        return view(entry(visit, sharingId));
    }

    /**
     * @return false where it had ended before. @throws NotFound where it is not this
     * person's
     */
    public boolean end(ManageVisit visit, UUID sharingId) {
        Entry entry = entry(visit, sharingId);
        Actor customer = Actor.customer(visit.id());
        return as(entry, () -> entry.files() ? ends.files(entry.requestId(), SharingEnd.ENDED_BY_CUSTOMER, customer)
                : ends.connection(entry.sharingId(), entry.requestId(), SharingEnd.ENDED_BY_CUSTOMER, customer));
    }

    /** What "I use other software now" can lead to. */
    public enum OtherSoftware {

        /** The new software is connected at once. */
        CHANGE,
        /** That was begun before, and goes on. */
        GO_ON,
        /**
         * Files are shared, or the lender asks for something else that is open: the
         * lender is told, and decides how to go on.
         */
        TELL

    }

    /**
     * @throws NotFound where it is not this person's
     */
    public OtherSoftware otherSoftware(ManageVisit visit, UUID sharingId) {
        Entry entry = entry(visit, sharingId);
        return as(entry,
                () -> entry.files() ? OtherSoftware.TELL
                        : changes.open(entry.sharingId()).isPresent() ? OtherSoftware.GO_ON
                                : changes.otherRequestOpen(requests.get(entry.requestId()).company().id())
                                        ? OtherSoftware.TELL : OtherSoftware.CHANGE);
    }

    /**
     * The company works with other software now, and connects it: a request, and a visit
     * of its journey. What is shared goes on until then, and is read once more at once,
     * so that nothing is missing of the last days.
     * @param cutOver the first day that is kept in the new software
     * @return the visit's token
     * @throws io.ledgerstream.platform.Refused as {@link SoftwareChanges#begin}
     * @throws NotFound where it is not this person's, or nothing that a change begins
     * with
     */
    public String changeSoftware(ManageVisit visit, UUID sharingId, LocalDate cutOver) {
        Entry entry = entry(visit, sharingId);
        if (entry.files()) {
            throw new NotFound("connection");
        }
        return as(entry, () -> {
            UUID request = changes.begin(entry.sharingId(), entry.requestId(), cutOver, Actor.customer(visit.id()));
            syncs.hasten(entry.sharingId());
            return journeys.proven(visit.id(), entry.lenderId(), request);
        });
    }

    /**
     * The company works with other software now: the lender is told, and decides how to
     * go on. What is shared goes on until then.
     * @param software in the customer's words, 1 to 100 characters
     */
    public void otherSoftware(ManageVisit visit, UUID sharingId, String software) {
        Entry entry = entry(visit, sharingId);
        as(entry, () -> {
            RequestView request = requests.get(entry.requestId());
            audit.record(Actor.customer(visit.id()), "other-software-told", request.company().id(), request.id(),
                    Map.of("software", software));
            return mails.plan(request.id(), MailKind.LENDER_OTHER_SOFTWARE,
                    LocalDate.now(clock.withZone(request.company().timeZone())).toString());
        });
    }

    /**
     * Mails the codes that were asked for, where something is shared by that address; the
     * others are nobody's.
     */
    public void mailCodes(int atMost) {
        for (ManageVisits.ToMail code : visits.toMail(atMost)) {
            List<Entry> entries = entries(code.email());
            if (entries.isEmpty()) {
                visits.settled(code.codeId());
            }
            else {
                as(entries.getFirst(), () -> {
                    mails.plan(entries.getFirst().requestId(), MailKind.MANAGE_CODE, code.codeId().toString());
                    visits.settled(code.codeId());
                    return true;
                });
            }
        }
    }

    private List<Entry> entries(String email) {
        return jdbc.sql("select * from sharings_of(?)")
            .param(email)
            .query((row, n) -> new Entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class)))
            .list();
    }

    private Entry entry(ManageVisit visit, UUID sharingId) {
        return entries(visit.email()).stream()
            .filter(entry -> entry.sharingId().equals(sharingId))
            .findFirst()
            .orElseThrow(() -> new NotFound("sharing"));
    }

    private <T> T as(Entry entry, Supplier<T> work) {
        return CurrentLender.as(entry.lenderId(), () -> transaction.execute(status -> work.get()));
    }

    private SharingView view(Entry entry) {
        return as(entry, () -> {
            RequestView request = requests.get(entry.requestId());
            return entry.files() ? files(request)
                    : jdbc.sql(FACTS)
                        .param(entry.sharingId())
                        .query((row, n) -> connection(entry, request, row))
                        .single();
        });
    }

    private SharingView connection(Entry entry, RequestView request, ResultSet row) throws SQLException {
        boolean ended = row.getString("state").equals("UNLINKED");
        return new SharingView(entry.sharingId(), request,
                catalog.name(row.getString("software"), null).orElse(row.getString("software")), false,
                row.getString("state").equals("DEAUTHORIZED"), products(row), row.getObject("consent_id", UUID.class),
                at(row, "linked_at"), at(row, "ends_at"), syncs.dataAsOf(entry.sharingId()).orElse(null),
                ended ? at(row, "state_changed_at") : null, ended ? row.getString("state_reason") : null,
                eraseAfterDays(row, request), at(row, "erase_at"), at(row, "erased_at"));
    }

    private SharingView files(RequestView request) {
        return jdbc.sql("""
                select id as consent_id, products, ends_at, ended_at, ended_reason, erase_after_days as promised,
                       erase_at, erased_at from consent where id = ?""")
            .param(request.facts().consentId())
            .query((row, n) -> new SharingView(request.id(), request,
                    catalog.name(request.facts().software(), request.softwareName()).orElse(""), true, false,
                    products(row), row.getObject("consent_id", UUID.class), request.statusChangedAt(),
                    at(row, "ends_at"), null, at(row, "ended_at"), row.getString("ended_reason"),
                    eraseAfterDays(row, request), at(row, "erase_at"), at(row, "erased_at")))
            .single();
    }

    /** By the lender's policy, no later than promised. */
    private static int eraseAfterDays(ResultSet row, RequestView request) throws SQLException {
        int days = request.lender().policy().eraseAfterDays();
        Integer promised = row.getObject("promised", Integer.class);
        return promised == null ? days : Math.min(days, promised);
    }

    private static List<Product> products(ResultSet row) throws SQLException {
        return row.getArray("products") == null ? List.of()
                : Arrays.stream((String[]) row.getArray("products").getArray()).map(Product::valueOf).sorted().toList();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant).orElse(null);
    }

    private record Entry(UUID lenderId, UUID sharingId, UUID requestId) {

        boolean files() {
            return sharingId.equals(requestId);
        }
    }

}
