package standin.netsuite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the stand-in has to remember, in schema {@code standin}: a killed run forgets
 * nothing of it.
 */
final class State {

    private static final List<String> TABLES = List.of("create schema if not exists standin", """
            create table if not exists standin.netsuite_integration (client_id text primary key,
                account text not null, name text not null, client_secret text not null,
                grants text not null, redirect text, blocked boolean not null default false)""", """
            create table if not exists standin.netsuite_role (id int generated always as identity primary key,
                account text not null, name text not null, permissions text not null)""", """
            create table if not exists standin.netsuite_certificate (id text primary key, account text not null,
                client_id text not null, role int not null, pem text not null,
                revoked boolean not null default false)""", """
            create table if not exists standin.netsuite_code (value text primary key, client_id text not null,
                role int not null, challenge text not null, redirect text not null,
                expires timestamptz not null, used boolean not null default false)""", """
            create table if not exists standin.netsuite_token (value text primary key, kind text not null,
                account text not null, client_id text not null, role int not null,
                secret text, expires timestamptz, revoked boolean not null default false)""",
            "create table if not exists standin.netsuite_nonce (value text primary key)", """
                    create table if not exists standin.netsuite_switch (account text not null, name text not null,
                        primary key (account, name))""", """
                    create table if not exists standin.netsuite_call (
                        position bigint generated always as identity primary key,
                        account text not null, method text not null, path text not null,
                        statement text, status int not null)""");

    final JdbcClient jdbc;

    private final HikariDataSource pooled;

    State(DataSource dataSource) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(dataSource);
        pool.setMaximumPoolSize(5);
        pool.setPoolName("stand-in-netsuite");
        pooled = new HikariDataSource(pool);
        jdbc = JdbcClient.create(pooled);
        TABLES.forEach(table -> jdbc.sql(table).update());
    }

    record Integration(String clientId, String account, String name, String clientSecret, Set<String> grants,
            String redirect, boolean blocked) {
    }

    record Role(int id, String account, String name, Set<Permission> permissions) {
    }

    record Certificate(String id, String account, String clientId, int role, String pem, boolean revoked) {
    }

    record Code(String value, String clientId, int role, String challenge, String redirect, Instant expires,
            boolean used) {
    }

    /**
     * @param kind access, refresh or tba; @param secret of a tba token; @param expires
     * null for never
     */
    record Token(String value, String kind, String account, String clientId, int role, String secret, Instant expires,
            boolean revoked) {
    }

    Optional<Integration> integration(String clientId) {
        return jdbc.sql("select * from standin.netsuite_integration where client_id = ?")
            .param(clientId)
            .query((row, n) -> new Integration(row.getString("client_id"), row.getString("account"),
                    row.getString("name"), row.getString("client_secret"), Set.of(row.getString("grants").split(" ")),
                    row.getString("redirect"), row.getBoolean("blocked")))
            .optional();
    }

    List<Integration> integrations(String account) {
        return jdbc.sql("select client_id from standin.netsuite_integration where account = ? order by name")
            .param(account)
            .query(String.class)
            .list()
            .stream()
            .map(id -> integration(id).orElseThrow())
            .toList();
    }

    Optional<Role> role(int id) {
        return jdbc.sql("select * from standin.netsuite_role where id = ?")
            .param(id)
            .query((row, n) -> new Role(row.getInt("id"), row.getString("account"), row.getString("name"),
                    Arrays.stream(row.getString("permissions").split(" "))
                        .filter(one -> !one.isBlank())
                        .map(Permission::valueOf)
                        .collect(Collectors.toSet())))
            .optional();
    }

    List<Role> roles(String account) {
        return jdbc.sql("select id from standin.netsuite_role where account = ? order by id")
            .param(account)
            .query(Integer.class)
            .list()
            .stream()
            .map(id -> role(id).orElseThrow())
            .toList();
    }

    int addRole(String account, String name, Set<Permission> permissions) {
        return jdbc.sql("insert into standin.netsuite_role (account, name, permissions) values (?, ?, ?) returning id")
            .params(account, name, words(permissions))
            .query(Integer.class)
            .single();
    }

    void permissions(int role, Set<Permission> permissions) {
        jdbc.sql("update standin.netsuite_role set permissions = ? where id = ?")
            .params(words(permissions), role)
            .update();
    }

    void add(Integration one) {
        jdbc.sql("""
                insert into standin.netsuite_integration (client_id, account, name, client_secret, grants, redirect)
                values (?, ?, ?, ?, ?, ?)""")
            .params(one.clientId(), one.account(), one.name(), one.clientSecret(), String.join(" ", one.grants()),
                    one.redirect())
            .update();
    }

    void add(Certificate one) {
        jdbc.sql("insert into standin.netsuite_certificate (id, account, client_id, role, pem) values (?, ?, ?, ?, ?)")
            .params(one.id(), one.account(), one.clientId(), one.role(), one.pem())
            .update();
    }

    Optional<Certificate> certificate(String id) {
        return jdbc.sql("select * from standin.netsuite_certificate where id = ?")
            .param(id)
            .query((row, n) -> new Certificate(row.getString("id"), row.getString("account"),
                    row.getString("client_id"), row.getInt("role"), row.getString("pem"), row.getBoolean("revoked")))
            .optional();
    }

    void add(Code one) {
        jdbc.sql("""
                insert into standin.netsuite_code (value, client_id, role, challenge, redirect, expires)
                values (?, ?, ?, ?, ?, ?)""")
            .params(one.value(), one.clientId(), one.role(), one.challenge(), one.redirect(),
                    Timestamp.from(one.expires()))
            .update();
    }

    /** Uses it up: empty where it was used before. */
    Optional<Code> take(String code) {
        return jdbc.sql("update standin.netsuite_code set used = true where value = ? and not used returning *")
            .param(code)
            .query((row, n) -> new Code(row.getString("value"), row.getString("client_id"), row.getInt("role"),
                    row.getString("challenge"), row.getString("redirect"), instant(row, "expires"), true))
            .optional();
    }

    void add(Token one) {
        jdbc.sql("""
                insert into standin.netsuite_token (value, kind, account, client_id, role, secret, expires)
                values (?, ?, ?, ?, ?, ?, ?)""")
            .params(one.value(), one.kind(), one.account(), one.clientId(), one.role(), one.secret(),
                    one.expires() == null ? null : Timestamp.from(one.expires()))
            .update();
    }

    Optional<Token> token(String value) {
        return jdbc.sql("select * from standin.netsuite_token where value = ?")
            .param(value)
            .query((row, n) -> new Token(row.getString("value"), row.getString("kind"), row.getString("account"),
                    row.getString("client_id"), row.getInt("role"), row.getString("secret"),
                    row.getTimestamp("expires") == null ? null : instant(row, "expires"), row.getBoolean("revoked")))
            .optional();
    }

    void revoke(String table, String column, String value) {
        jdbc.sql("update standin.netsuite_" + table + " set revoked = true where " + column + " = ?")
            .param(value)
            .update();
    }

    /**
     * @return whether it was never used before
     */
    boolean nonce(String value) {
        return jdbc.sql("insert into standin.netsuite_nonce (value) values (?) on conflict do nothing")
            .param(value)
            .update() == 1;
    }

    boolean isOn(String account, String name) {
        return jdbc.sql("select exists (select from standin.netsuite_switch where account = ? and name = ?)")
            .params(account, name)
            .query(Boolean.class)
            .single();
    }

    void turn(String account, String name, boolean on) {
        jdbc.sql(on ? "insert into standin.netsuite_switch (account, name) values (?, ?) on conflict do nothing"
                : "delete from standin.netsuite_switch where account = ? and name = ?")
            .params(account, name)
            .update();
    }

    void called(NetSuiteCall call) {
        jdbc.sql("insert into standin.netsuite_call (account, method, path, statement, status) values (?, ?, ?, ?, ?)")
            .params(call.account(), call.method(), call.path(), call.statement(), call.status())
            .update();
    }

    void close() {
        pooled.close();
    }

    List<NetSuiteCall> calls(String account) {
        return jdbc.sql("select * from standin.netsuite_call where account = ? order by position")
            .param(account)
            .query((row, n) -> new NetSuiteCall(row.getString("account"), row.getString("method"),
                    row.getString("path"), row.getString("statement"), row.getInt("status")))
            .list();
    }

    static Instant instant(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String words(Set<Permission> permissions) {
        return permissions.stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
    }

}
