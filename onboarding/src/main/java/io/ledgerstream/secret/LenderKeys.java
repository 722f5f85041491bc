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
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Each lender's own key, kept wrapped by a master key. Read anew for every use: one more statement, and no cache that
 * could hold a key whose transaction was rolled back.
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

    /** The current lender's newest key, made where there is none yet. */
    Key newest() throws GeneralSecurityException {
        Optional<Row> row = findNewest();
        if (row.isEmpty()) {
            insert(1, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
            row = findNewest();
        }
        return unwrap(row.orElseThrow());
    }

    Key version(int version) throws GeneralSecurityException {
        return unwrap(jdbc.sql(SELECT + "where version = ?").param(version).query(Row.class).optional()
                .orElseThrow(() -> new GeneralSecurityException("This lender has no key of version " + version + ".")));
    }

    /** Wraps every key of the current lender with the newest master key. @return how many were wrapped by an older one */
    int wrapAgain() throws GeneralSecurityException {
        int current = masters.currentVersion();
        int changed = 0;
        for (Row row : jdbc.sql(SELECT + "where master_version < ? for update").param(current).query(Row.class).list()) {
            changed += jdbc.sql("update lender_key set master_version = ?, wrapped = ? where version = ?")
                    .params(current, wrap(handle(row), row.version(), current), row.version()).update();
        }
        return changed;
    }

    private Optional<Row> findNewest() {
        return jdbc.sql(SELECT + "order by version desc limit 1").query(Row.class).optional();
    }

    /** Two transactions may make the first key at once: the one that comes second waits, then uses the other's. */
    private void insert(int version, KeysetHandle handle) throws GeneralSecurityException {
        int master = masters.currentVersion();
        jdbc.sql("""
                insert into lender_key (lender_id, version, master_version, wrapped, created_at) values (?, ?, ?, ?, ?)
                on conflict do nothing""")
                .params(CurrentLender.required(), version, master, wrap(handle, version, master), Timestamp.from(clock.instant())).update();
    }

    private byte[] wrap(KeysetHandle handle, int version, int master) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(handle, masters.version(master), context(version));
    }

    private KeysetHandle handle(Row row) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(row.wrapped(), masters.version(row.masterVersion()), context(row.version()));
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
