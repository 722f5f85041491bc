package standin.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps mails in schema {@code standin}, so that the invitation is still in the inbox
 * after a kill.
 */
final class JdbcMailStore implements MailStore {

    private final JdbcClient jdbc;

    JdbcMailStore(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        jdbc.sql("create schema if not exists standin").update();
        jdbc.sql("""
                create table if not exists standin.mail (
                    id uuid primary key,
                    position bigint generated always as identity,
                    sender text not null,
                    recipient text not null,
                    received_at timestamptz not null,
                    raw bytea not null)""").update();
    }

    @Override
    public void add(ReceivedMail mail) {
        jdbc.sql("insert into standin.mail (id, sender, recipient, received_at, raw) values (?, ?, ?, ?, ?)")
            .params(mail.id(), mail.sender(), mail.recipient(), Timestamp.from(mail.receivedAt()), mail.raw())
            .update();
    }

    @Override
    public List<ReceivedMail> all() {
        return jdbc.sql("select * from standin.mail order by position").query(JdbcMailStore::mail).list();
    }

    private static ReceivedMail mail(ResultSet row, int number) throws SQLException {
        return new ReceivedMail(row.getObject("id", UUID.class), row.getString("sender"), row.getString("recipient"),
                row.getTimestamp("received_at").toInstant(), row.getBytes("raw"));
    }

    @Override
    public void clear() {
        jdbc.sql("delete from standin.mail").update();
    }

}
