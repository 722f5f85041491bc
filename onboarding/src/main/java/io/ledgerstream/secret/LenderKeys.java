package io.ledgerstream.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.ledgerstream.platform.CurrentLender;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Each lender's own key, kept wrapped by a master key. Read anew for every use: one more
 * statement, and no cache that could hold a key whose transaction was rolled back.
 */
@Component
class LenderKeys {

    private static final String SELECT = "select version, master_version, wrapped from lender_key ";

    private final JdbcClient jdbc;

    private final MasterKeys masters;

    private final Clock clock;

    LenderKeys(JdbcClient jdbc, MasterKeys masters, Clock clock) {
        this.jdbc = jdbc;
        this.masters = masters;
        this.clock = clock;
    }

    void requireMaster() {
        masters.currentVersion();
    }

    /**
     * The current lender's newest key, made where there is none yet. It is held until the
     * transaction ends: a key goes only when nothing is sealed with it, and what is being
     * sealed just now does not show yet. Looked for twice, since one that was retired
     * while this waited for it is left out, and its successor came too late for the first
     * look.
     */
    Key newest() throws GeneralSecurityException {
        Optional<Row> row = findNewest().or(this::findNewest);
        if (row.isEmpty()) {
            insert(1);
            row = findNewest();
        }
        return unwrap(row.orElseThrow());
    }

    /**
     * A new key where the newest is older than this or was marked for
     * replacement. @return the version that seals now; 0 for none
     */
    int renew(Duration age) throws GeneralSecurityException {
        Timestamp before = Timestamp.from(clock.instant().minus(age));
        Optional<Integer> old = jdbc.sql("""
                select version
                from (select version, to_replace, created_at from lender_key order by version desc limit 1) newest
                where to_replace or created_at < ?""").param(before).query(Integer.class).optional();
        if (old.isPresent()) {
            insert(old.get() + 1);
        }
        return jdbc.sql("select coalesce(max(version), 0) from lender_key").query(Integer.class).single();
    }

    /**
     * Versions older than this one, each held against being used for sealing until the
     * transaction ends.
     */
    List<Integer> holdOlder(int version) {
        return jdbc.sql("select version from lender_key where version < ? order by version for update")
            .param(version)
            .query(Integer.class)
            .list();
    }

    void delete(int version) {
        jdbc.sql("delete from lender_key where version = ?").param(version).update();
    }

    Key version(int version) throws GeneralSecurityException {
        return unwrap(jdbc.sql(SELECT + "where version = ?")
            .param(version)
            .query(Row.class)
            .optional()
            .orElseThrow(() -> new GeneralSecurityException("This lender has no key of version " + version + ".")));
    }

    /**
     * Wraps every key of the current lender with the newest master key. @return how many
     * were wrapped by an older one
     */
    int wrapAgain() throws GeneralSecurityException {
        int current = masters.currentVersion();
        int changed = 0;
        for (Row row : jdbc.sql(SELECT + "where master_version < ? for no key update")
            .param(current)
            .query(Row.class)
            .list()) {
            changed += jdbc.sql("update lender_key set master_version = ?, wrapped = ? where version = ?")
                .params(current, wrap(handle(row), row.version(), current), row.version())
                .update();
        }
        return changed;
    }

    private Optional<Row> findNewest() {
        return jdbc.sql(SELECT + "order by version desc limit 1 for key share").query(Row.class).optional();
    }

    /**
     * Two transactions may make a key at once: the one that comes second waits, then uses
     * the other's.
     */
    private void insert(int version) throws GeneralSecurityException {
        KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM,
                RegistryConfiguration.get());
        int master = masters.currentVersion();
        jdbc.sql("""
                insert into lender_key (lender_id, version, master_version, wrapped, created_at) values (?, ?, ?, ?, ?)
                on conflict do nothing""")
            .params(CurrentLender.required(), version, master, wrap(handle, version, master),
                    Timestamp.from(clock.instant()))
            .update();
    }

    private byte[] wrap(KeysetHandle handle, int version, int master) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(handle, masters.version(master), context(version),
                RegistryConfiguration.get());
    }

    private KeysetHandle handle(Row row) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(row.wrapped(), masters.version(row.masterVersion()),
                context(row.version()), RegistryConfiguration.get());
    }

    private Key unwrap(Row row) throws GeneralSecurityException {
        return new Key(row.version(), handle(row).getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /** A wrapped key moved to another lender's row does not unwrap. */
    private static byte[] context(int version) {
        UUID lender = CurrentLender.required();
        return ("lender-key:v1:" + lender + ":" + version).getBytes(StandardCharsets.UTF_8);
    }

    record Key(int version, Aead aead) {
    }

    record Row(int version, int masterVersion, byte[] wrapped) {
    }

}
