package io.ledgerstream.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.secret.Secrets.Place;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.postgres.Db;

@OnboardingTest
@Tag("V5")
class SecretsTest {

    private static final String SECOND = Base64.getEncoder()
        .encodeToString("second-second-second-second-se32".getBytes(StandardCharsets.UTF_8));

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Secrets secrets;

    @Autowired
    private JdbcClient jdbc;

    private final Place place = new Place("connection", "refresh_token", UUID.randomUUID());

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
    }

    @Test
    void whatIsSealedOpensAtItsPlaceAndIsNotInClear() {
        byte[] sealed = seal(northwind, place, "RT1-secret-é");

        assertThat(open(northwind, place, sealed)).isEqualTo("RT1-secret-é");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("RT1-secret");
        assertThat(seal(northwind, place, "RT1-secret-é")).isNotEqualTo(sealed);
    }

    @Test
    void whatIsMovedElsewhereDoesNotOpen() {
        byte[] sealed = seal(northwind, place, "RT1-secret");
        seal(harbour, place, "so that the other lender has a key of the same version");

        assertDoesNotOpen(northwind, new Place("connection", "refresh_token", UUID.randomUUID()), sealed);
        assertDoesNotOpen(northwind, new Place("connection", "access_token", place.row()), sealed);
        assertDoesNotOpen(northwind, new Place("other", "refresh_token", place.row()), sealed);
        assertDoesNotOpen(harbour, place, sealed);
        assertDoesNotOpen(northwind, place, new byte[0]);
        sealed[sealed.length - 1] ^= 1;
        assertDoesNotOpen(northwind, place, sealed);
    }

    @Test
    void aLendersKeyMovedToAnotherLenderDoesNotUnwrap() {
        byte[] sealed = seal(northwind, place, "RT1-secret");
        Db.all().sql("""
                insert into lender_key select ?, version, master_version, wrapped, created_at
                from lender_key where lender_id = ?""").params(harbour.id(), northwind.id()).update();

        assertDoesNotOpen(harbour, place, sealed);
    }

    @Test
    void withoutAMasterKeyNothingIsSealedAndTheSentenceSaysWhatToSet() throws Exception {
        Secrets closed = secretsWith(Map.of());

        assertThatThrownBy(() -> northwind.inTransaction(() -> closed.seal(place, "RT1-secret")))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("ledgerstream.secrets.master-keys.1");
        assertThatThrownBy(closed::requireKey).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMasterKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
        for (String key : new String[] { "c2hvcnQ=", "not base64!", "" }) {
            assertThatThrownBy(() -> secretsWith(Map.of(1, key))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ledgerstream.secrets.master-keys.1")
                .hasNoCause();
        }
    }

    @Test
    void aTinkKeysetServesAsMasterKeyToo() throws Exception {
        AeadConfig.register();
        String keyset = Base64.getEncoder()
            .encodeToString(TinkProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
                    InsecureSecretKeyAccess.get(), RegistryConfiguration.get()));
        Secrets with = secretsWith(Map.of(7, keyset));

        byte[] sealed = northwind.inTransaction(() -> with.seal(place, "RT1-secret"));
        assertThat(northwind.<String>inTransaction(() -> with.open(place, sealed))).isEqualTo("RT1-secret");
    }

    @Test
    void theMasterKeyIsReadFromTheEnvironmentToo() {
        var environment = new StandardEnvironment();
        environment.getPropertySources()
            .addFirst(new SystemEnvironmentPropertySource(
                    "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    Map.of("LEDGERSTREAM_SECRETS_MASTERKEYS_2", SECOND)));

        assertThat(Binder.get(environment).bind("ledgerstream.secrets", SecretProperties.class).get().masterKeys())
            .isEqualTo(Map.of(2, SECOND));
    }

    private Secrets secretsWith(Map<Integer, String> masterKeys) throws GeneralSecurityException {
        return new Secrets(new LenderKeys(jdbc,
                new MasterKeys(new SecretProperties(masterKeys, null, Duration.ofDays(365))), Clock.systemUTC()));
    }

    private byte[] seal(Fixtures.Bank bank, Place at, String secret) {
        return bank.inTransaction(() -> secrets.seal(at, secret));
    }

    private String open(Fixtures.Bank bank, Place at, byte[] sealed) {
        return bank.inTransaction(() -> secrets.open(at, sealed));
    }

    private void assertDoesNotOpen(Fixtures.Bank bank, Place at, byte[] sealed) {
        assertThatThrownBy(() -> open(bank, at, sealed)).isInstanceOf(IllegalStateException.class);
    }

}
