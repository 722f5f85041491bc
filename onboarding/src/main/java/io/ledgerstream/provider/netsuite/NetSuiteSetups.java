package io.ledgerstream.provider.netsuite;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.SetupOver;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Step;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.secret.SealedColumn;
import io.ledgerstream.secret.Secrets;
import io.ledgerstream.secret.Secrets.Place;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer sets up in NetSuite, step by step, for one line of a request: kept on
 * the server, so that it can be done on several days, by several people, in several tabs.
 * What it comes to in the end is a credential, which only this package reads.
 */
@Service
@Transactional
public class NetSuiteSetups {

    private static final NetSuiteSetup NOTHING_YET = new NetSuiteSetup(null, Way.CERTIFICATE, null, false, null, null,
            false, Set.of(), null);

    private static final String ID = "[A-Za-z0-9_-]{8,128}";

    private static final String SECRET = "[\\x21-\\x7e]{4,256}";

    static final SealedColumn PRIVATE_KEY = new SealedColumn("netsuite_setup", "private_key");
    static final SealedColumn CLIENT_SECRET = new SealedColumn("netsuite_setup", "client_secret");
    static final SealedColumn TOKEN_SECRET = new SealedColumn("netsuite_setup", "token_secret");

    private final JdbcClient jdbc;

    private final Providers providers;

    private final NetSuiteProperties properties;

    private final Secrets secrets;

    private final Clock clock;

    NetSuiteSetups(JdbcClient jdbc, Providers providers, NetSuiteProperties properties, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.properties = properties;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public NetSuiteSetup of(UUID lineId) {
        return read(lineId).orElse(NOTHING_YET);
    }

    /**
     * How a connection that is to be mended was set up; the account is to be the
     * same. @param connectionId null for none
     */
    @Transactional(readOnly = true)
    public Optional<NetSuiteSetup> before(UUID connectionId) {
        return jdbc.sql("select s.* from netsuite_setup s join connection c on c.line_id = s.id where c.id = ?")
            .param(connectionId)
            .query(NetSuiteSetups::setup)
            .optional();
    }

    /** An account id as people write it; empty where it is none. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<String> understood(String typed) {
        return AccountId.parse(typed).map(AccountId::text);
    }

    /**
     * Whether the account exists, as far as NetSuite says so now: yes also where it gives
     * no answer, since it is checked again later.
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean exists(String account) {
        return !(providers.of(SoftwareCatalog.NETSUITE).account(account) instanceof ProviderAnswer.Misconfigured);
    }

    /**
     * @param account as {@link #understood} wrote it; another one than before begins
     * anew, with a certificate of its own
     */
    public void account(UUID lineId, String account) {
        String id = new AccountId(account).text();
        if (read(lineId).filter(setup -> id.equals(setup.account())).isPresent()) {
            return;
        }
        jdbc.sql("delete from netsuite_setup where id = ?").param(lineId).update();
        jdbc.sql("insert into netsuite_setup (id, lender_id, account_id, way) values (?, ?, ?, ?)")
            .params(lineId, CurrentLender.required(), id, Way.CERTIFICATE.name())
            .update();
        newCertificate(lineId);
    }

    /**
     * Another way than before begins anew: the key of a certificate, and secrets, go with
     * the way that needs them.
     */
    public void way(UUID lineId, Way way) {
        boolean another = jdbc.sql("""
                update netsuite_setup set way = :way,
                                          client_secret = case when :way <> 'CERTIFICATE' then client_secret end,
                                          token_secret = case when :way = 'TBA' then token_secret end
                where id = :line and way <> :way""").param("way", way.name()).param("line", lineId).update() == 1;
        if (another && way == Way.CERTIFICATE) {
            newCertificate(lineId);
        }
        else if (another) {
            withoutKey(lineId);
        }
    }

    /**
     * Erases what nobody needs any more: all of it, or where the connection has the
     * credential from now on, our own copy of key and secrets.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(SetupOver over) {
        if (over.connected()) {
            withoutKey(over.lineId());
            jdbc.sql("update netsuite_setup set client_secret = null, token_secret = null where id = ?")
                .param(over.lineId())
                .update();
        }
        else {
            jdbc.sql("delete from netsuite_setup where id = ?").param(over.lineId()).update();
        }
    }

    private void withoutKey(UUID lineId) {
        jdbc.sql("""
                update netsuite_setup set certificate = null, private_key = null, certificate_ends_at = null,
                                          ticks = array_remove(ticks, 'CERTIFICATE') where id = ?""")
            .param(lineId)
            .update();
    }

    public void tick(UUID lineId, Step step, boolean done) {
        jdbc.sql("""
                update netsuite_setup set ticks = array_remove(ticks, :step)
                    || case when :done then array[:step] else array[]::text[] end where id = :line""")
            .param("step", step.name())
            .param("done", done)
            .param("line", lineId)
            .update();
    }

    /** The certificate to upload, as PEM; empty before the account is known. */
    @Transactional(readOnly = true)
    public Optional<String> certificate(UUID lineId) {
        return jdbc.sql("select certificate from netsuite_setup where id = ? and certificate is not null")
            .param(lineId)
            .query(String.class)
            .optional();
    }

    /**
     * Another key pair in the place of the one before, whose certificate is then worth
     * nothing. Where another way is chosen meanwhile, none.
     */
    public void newCertificate(UUID lineId) {
        jdbc.sql("select account_id from netsuite_setup where id = ? and way = ?")
            .params(lineId, Way.CERTIFICATE.name())
            .query(String.class)
            .optional()
            .ifPresent(account -> newCertificate(lineId, account));
    }

    private void newCertificate(UUID lineId, String account) {
        Certificates.Made made = Certificates.make("Ledgerstream " + account, clock.instant());
        jdbc.sql("""
                update netsuite_setup set certificate = ?, private_key = ?,
                                          certificate_ends_at = ?, certificate_id = null,
                                          ticks = array_remove(ticks, 'CERTIFICATE') where id = ?""")
            .params(made.certificate(), secrets.seal(privateKey(lineId), made.privateKey()),
                    Timestamp.from(made.endsAt()), lineId)
            .update();
    }

    /**
     * Whether a client id, a certificate id or a token id can be one. Blanks around are
     * to be taken away before.
     */
    public static boolean isId(String text) {
        return text != null && text.matches(ID);
    }

    public static boolean isSecret(String text) {
        return text != null && text.matches(SECRET);
    }

    /**
     * What was typed so far: NetSuite shows some of it only once, so it is kept wherever
     * the customer goes on the way, secrets sealed. What can be no value of NetSuite's,
     * an empty field too, leaves what was kept before.
     */
    public void remember(UUID lineId, String clientId, String clientSecret, String certificateId, String tokenId,
            String tokenSecret) {
        jdbc.sql("""
                update netsuite_setup set client_id = coalesce(?, client_id),
                                          client_secret = coalesce(?, client_secret),
                                          certificate_id = coalesce(?, certificate_id),
                                          token_id = coalesce(?, token_id),
                                          token_secret = coalesce(?, token_secret)
                where id = ? and exists (select from request_line l join request r on r.id = l.request_id
                                         where l.id = netsuite_setup.id
                                           and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))""")
            .params(id(clientId), sealed(CLIENT_SECRET, lineId, clientSecret), id(certificateId), id(tokenId),
                    sealed(TOKEN_SECRET, lineId, tokenSecret), lineId)
            .update();
    }

    /**
     * What NetSuite gives access for, by our certificate. @throws
     * IllegalArgumentException for values that {@link #isId} refuses
     */
    public Brought byCertificate(UUID lineId, String clientId, String certificateId) {
        require(isId(clientId) && isId(certificateId));
        remember(lineId, clientId, null, certificateId, null, null);
        return jdbc.sql("select account_id, private_key, certificate_ends_at from netsuite_setup where id = ?")
            .param(lineId)
            .query((row, n) -> {
                Instant endsAt = row.getTimestamp(3).toInstant();
                var credential = new Credential.Certificate(row.getString(1), clientId, certificateId,
                        secrets.open(privateKey(lineId), row.getBytes(2)), endsAt);
                return new Brought(credential.account(), credential.sealable(), endsAt);
            })
            .single();
    }

    /**
     * As {@link #byCertificate}, by token-based authentication. A secret that is empty is
     * the one that was remembered.
     */
    public Brought byToken(UUID lineId, String consumerKey, String consumerSecret, String tokenId, String tokenSecret) {
        require(isId(consumerKey) && isSecretOrNone(consumerSecret) && isId(tokenId) && isSecretOrNone(tokenSecret));
        remember(lineId, consumerKey, consumerSecret, null, tokenId, tokenSecret);
        var credential = new Credential.Tba(account(lineId), consumerKey, opened(CLIENT_SECRET, lineId), tokenId,
                opened(TOKEN_SECRET, lineId));
        return new Brought(credential.account(), credential.sealable(), null);
    }

    /**
     * What is needed to leave for NetSuite's own consent page and to come back. A secret,
     * made of the one remembered where that given is empty.
     */
    public String toLeave(UUID lineId, String clientId, String clientSecret) {
        require(isId(clientId) && isSecretOrNone(clientSecret));
        remember(lineId, clientId, clientSecret, null, null, null);
        return new Credential.Code(account(lineId), clientId, opened(CLIENT_SECRET, lineId)).sealable();
    }

    /** A page of the customer's own account over there. @param path as NetSuite has it */
    @Transactional(propagation = Propagation.SUPPORTS)
    public URI page(String account, String path) {
        return properties.app(new AccountId(account), path);
    }

    private static String id(String typed) {
        return isId(typed) ? typed : null;
    }

    private byte[] sealed(SealedColumn column, UUID lineId, String typed) {
        return isSecret(typed) ? secrets.seal(column.at(lineId), typed) : null;
    }

    /**
     * @throws IllegalArgumentException where none was remembered
     */
    private String opened(SealedColumn column, UUID lineId) {
        Optional<byte[]> kept = jdbc.sql("select " + column.column() + " from netsuite_setup where id = ?")
            .param(lineId)
            .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
            .single();
        require(kept.isPresent());
        return secrets.open(column.at(lineId), kept.get());
    }

    private static boolean isSecretOrNone(String text) {
        return text.isEmpty() || isSecret(text);
    }

    private String account(UUID lineId) {
        return jdbc.sql("select account_id from netsuite_setup where id = ?")
            .param(lineId)
            .query(String.class)
            .single();
    }

    private Optional<NetSuiteSetup> read(UUID lineId) {
        return jdbc.sql("select * from netsuite_setup where id = ?")
            .param(lineId)
            .query(NetSuiteSetups::setup)
            .optional();
    }

    private static NetSuiteSetup setup(ResultSet row, int n) throws SQLException {
        String[] ticks = (String[]) row.getArray("ticks").getArray();
        Timestamp ends = row.getTimestamp("certificate_ends_at");
        return new NetSuiteSetup(row.getString("account_id"), Way.valueOf(row.getString("way")),
                row.getString("client_id"), row.getBytes("client_secret") != null, row.getString("certificate_id"),
                row.getString("token_id"), row.getBytes("token_secret") != null,
                Arrays.stream(ticks)
                    .map(Step::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Step.class))),
                ends == null ? null : ends.toInstant());
    }

    private static Place privateKey(UUID lineId) {
        return PRIVATE_KEY.at(lineId);
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalArgumentException("not values of NetSuite's");
        }
    }

    /**
     * @param credential a secret; @param endsAt when it ends, null where it does not
     */
    public record Brought(String account, String credential, Instant endsAt) {

        @Override
        public String toString() {
            return "Brought[" + account + "]";
        }
    }

}
