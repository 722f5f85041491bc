package standin.quickbooks;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps permissions, tokens and the ledger in schema {@code standin}, so that connections
 * outlive a killed run.
 */
final class JdbcState implements QuickBooksState {

    private static final List<String> TABLES = List.of("""
            create table if not exists standin.quickbooks_grant (
                id text primary key, client_id text not null, realm_id text not null, since timestamptz not null,
                revoked boolean not null)""", """
            create table if not exists standin.quickbooks_code (
                value text primary key, grant_id text not null, redirect_uri text not null,
                expires timestamptz not null,
                used boolean not null)""", """
            create table if not exists standin.quickbooks_token (
                value text primary key, kind text not null, grant_id text not null,
                expires timestamptz not null)""", """
            create table if not exists standin.quickbooks_call (
                position bigint generated always as identity primary key,
                at timestamptz not null, endpoint text not null,
                method text not null, target text not null, realm_id text, grant_id text, status int not null,
                intuit_tid text not null)""",
            "create table if not exists standin.quickbooks_books (until date not null)", """
                    create table if not exists standin.quickbooks_done (
                        position bigint generated always as identity primary key, realm_id text not null,
                        what text not null, at timestamptz not null)""");

    private final JdbcClient jdbc;

    JdbcState(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        jdbc.sql("create schema if not exists standin").update();
        TABLES.forEach(table -> jdbc.sql(table).update());
    }

    @Override
    public void put(Grant grant) {
        jdbc.sql("""
                insert into standin.quickbooks_grant (id, client_id, realm_id, since, revoked) values (?, ?, ?, ?, ?)
                on conflict (id) do update set revoked = excluded.revoked""")
            .params(grant.id(), grant.clientId(), grant.realmId(), Timestamp.from(grant.since()), grant.revoked())
            .update();
    }

    @Override
    public Optional<Grant> grant(String id) {
        return jdbc.sql("select * from standin.quickbooks_grant where id = ?")
            .param(id)
            .query(JdbcState::grant)
            .optional();
    }

    @Override
    public List<Grant> grants() {
        return jdbc.sql("select * from standin.quickbooks_grant order by since").query(JdbcState::grant).list();
    }

    private static Grant grant(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Grant(row.getString("id"), row.getString("client_id"), row.getString("realm_id"),
                instant(row, "since"), row.getBoolean("revoked"));
    }

    @Override
    public void put(Code code) {
        jdbc.sql("""
                insert into standin.quickbooks_code (value, grant_id, redirect_uri, expires, used)
                values (?, ?, ?, ?, ?)
                on conflict (value) do update set used = excluded.used""")
            .params(code.value(), code.grantId(), code.redirectUri(), Timestamp.from(code.expires()), code.used())
            .update();
    }

    @Override
    public Optional<Code> code(String value) {
        return jdbc.sql("select * from standin.quickbooks_code where value = ?")
            .param(value)
            .query((row, n) -> new Code(row.getString("value"), row.getString("grant_id"),
                    row.getString("redirect_uri"), instant(row, "expires"), row.getBoolean("used")))
            .optional();
    }

    @Override
    public void put(Token token) {
        jdbc.sql("""
                insert into standin.quickbooks_token (value, kind, grant_id, expires) values (?, ?, ?, ?)
                on conflict (value) do update set expires = excluded.expires""")
            .params(token.value(), token.kind().name(), token.grantId(), Timestamp.from(token.expires()))
            .update();
    }

    @Override
    public Optional<Token> token(String value) {
        return jdbc.sql("select * from standin.quickbooks_token where value = ?")
            .param(value)
            .query((row, n) -> new Token(row.getString("value"), Kind.valueOf(row.getString("kind")),
                    row.getString("grant_id"), instant(row, "expires")))
            .optional();
    }

    @Override
    public void add(Call call) {
        jdbc.sql("""
                insert into standin.quickbooks_call (at, endpoint, method, target, realm_id,
                                                     grant_id, status, intuit_tid)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(Timestamp.from(call.at()), call.endpoint().name(), call.method(), call.target(), call.realmId(),
                    call.grantId(), call.status(), call.intuitTid())
            .update();
    }

    @Override
    public List<Call> calls() {
        return jdbc.sql("select * from standin.quickbooks_call order by position")
            .query((row, n) -> new Call(instant(row, "at"), Endpoint.valueOf(row.getString("endpoint")),
                    row.getString("method"), row.getString("target"), row.getString("realm_id"),
                    row.getString("grant_id"), row.getInt("status"), row.getString("intuit_tid")))
            .list();
    }

    @Override
    public void add(Bookkeeping.Done done) {
        jdbc.sql("insert into standin.quickbooks_done (realm_id, what, at) values (?, ?, ?)")
            .params(done.realmId(), done.what().name(), Timestamp.from(done.at()))
            .update();
    }

    @Override
    public List<Bookkeeping.Done> done(String realmId) {
        return jdbc.sql("select * from standin.quickbooks_done where realm_id = ? order by position")
            .param(realmId)
            .query((row, n) -> new Bookkeeping.Done(realmId, Bookkeeping.valueOf(row.getString("what")),
                    instant(row, "at")))
            .list();
    }

    @Override
    public LocalDate booksUntil(LocalDate today) {
        jdbc.sql("""
                insert into standin.quickbooks_books (until) select ?
                where not exists (select from standin.quickbooks_books)""").param(today).update();
        return jdbc.sql("select until from standin.quickbooks_books").query(LocalDate.class).single();
    }

    @Override
    public void clear() {
        for (String table : List.of("grant", "code", "token", "call", "done")) {
            jdbc.sql("delete from standin.quickbooks_" + table).update();
        }
    }

    private static Instant instant(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

}
