package io.ledgerstream.connection;

import static io.ledgerstream.provider.DataType.ACCOUNTS;
import static io.ledgerstream.provider.DataType.BALANCES;
import static io.ledgerstream.provider.DataType.BILLS;
import static io.ledgerstream.provider.DataType.CREDITS;
import static io.ledgerstream.provider.DataType.EXPENSES;
import static io.ledgerstream.provider.DataType.PAYMENTS;
import static io.ledgerstream.provider.DataType.VENDORS;

import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Sharing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which data customers have consented to share over a connection: nothing else is
 * checked, and nothing else is read.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SharedData {

    private static final String OF_LINE = """
            select unnest(k.products) from request_line l join consent k on k.id = l.consent_id
            where l.id = :line and k.ended_at is null""";

    private final JdbcClient jdbc;

    private final Sharing sharing;

    SharedData(JdbcClient jdbc, Sharing sharing) {
        this.jdbc = jdbc;
        this.sharing = sharing;
    }

    /** What a product is made from. */
    public static Set<DataType> of(Product product) {
        return switch (product) {
            case SPEND_ANALYSIS -> EnumSet.of(ACCOUNTS, VENDORS, BILLS, PAYMENTS, CREDITS, EXPENSES);
            case FINANCIALS -> EnumSet.of(ACCOUNTS, BALANCES);
        };
    }

    /** The products that a kind of data is read for. */
    public static Set<Product> madeFrom(DataType type) {
        return Arrays.stream(Product.values())
            .filter(product -> of(product).contains(type))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Product.class)));
    }

    /** What every consent that holds lets us read over this connection. */
    public Set<DataType> over(UUID connectionId) {
        return types(sharing.products(connectionId));
    }

    /**
     * How far back the consents that hold let us read what is shared over this
     * connection: as the earliest of each type says, by the company's days.
     */
    public Map<DataType, History> history(UUID connectionId) {
        Map<DataType, History> types = new EnumMap<>(DataType.class);
        jdbc.sql("""
                select unnest(k.products),
                       (cast(k.given_at at time zone m.time_zone as date)
                        - make_interval(months => cast(k.receipt #>> '{period,historyMonths}' as int)))::date
                from consent k join request_line l on l.consent_id = k.id
                join request q on q.id = l.request_id join company m on m.id = k.company_id
                where q.status = 'CONNECTED' and k.ended_at is null
                  and (l.connection_id = :id or l.id = (select line_id from connection where id = :id))
                order by k.given_at""")
            .param("id", connectionId)
            .query((row, n) -> Map.entry(Product.valueOf(row.getString(1)),
                    new History(row.getObject(2, LocalDate.class))))
            .list()
            .forEach(given -> of(given.getKey()).forEach(type -> types.putIfAbsent(type, given.getValue())));
        return types;
    }

    /**
     * What is to be looked at before what a line shares is read.
     * @param connectionId that is to be mended, or used for more; null for a new one
     * @param works whether it is Linked: then only what is new of what it is used for is
     * looked at
     */
    List<Aspect> toCheck(List<Aspect> all, UUID lineId, UUID connectionId, boolean works) {
        Set<DataType> shared = types(jdbc.sql(OF_LINE)
            .param("line", lineId)
            .query(String.class)
            .list()
            .stream()
            .map(Product::valueOf)
            .toList());
        Set<DataType> before = connectionId == null ? Set.of() : over(connectionId);
        Set<DataType> added = EnumSet.copyOf(shared);
        added.removeAll(before);
        shared.addAll(before);
        return works && !added.isEmpty()
                ? Aspect.concerning(all, added).filter(aspect -> !aspect.types().isEmpty()).toList()
                : Aspect.concerning(all, shared).toList();
    }

    private static Set<DataType> types(Collection<Product> products) {
        return products.stream()
            .flatMap(product -> of(product).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataType.class)));
    }

}
