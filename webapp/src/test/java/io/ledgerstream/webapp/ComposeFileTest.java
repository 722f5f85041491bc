package io.ledgerstream.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * A misspelt variable in docker-compose.yml would be ignored in silence; no container is
 * needed to notice it.
 */
class ComposeFileTest {

    /** What has no default that production could use. */
    private static final List<String> NEEDED = List.of("ledgerstream.base-url", "ledgerstream.mail.from",
            "ledgerstream.mail.return-path", "ledgerstream.quickbooks.client-id",
            "ledgerstream.quickbooks.client-secret", "spring.datasource.url", "spring.datasource.username",
            "spring.datasource.password", "spring.mail.host");

    private static final Bindable<Map<Integer, String>> KEYS = Bindable.mapOf(Integer.class, String.class);

    private final ComposeFile compose = new ComposeFile();

    @ParameterizedTest
    @ValueSource(strings = { "webapp", "workers" })
    void everyVariableSetsSomethingThatExists(String service) throws Exception {
        var known = new KnownSettings();
        assertThat(compose.environment(service).keySet()).isNotEmpty().allMatch(known::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = { "webapp", "workers" })
    void whatTheApplicationNeedsIsSet(String service) {
        Binder binder = compose.binder(service);
        assertThat(NEEDED)
            .allSatisfy(name -> assertThat(binder.bind(name, String.class).orElse("")).as(name).isNotBlank());
        assertThat(binder.bind("ledgerstream.link-keys", KEYS).get()).containsOnlyKeys(1);
        assertThat(binder.bind("ledgerstream.secrets.master-keys", KEYS).get()).containsOnlyKeys(1);
        assertThat(binder.bind("spring.flyway.enabled", Boolean.class).get())
            .as("only migrate holds the owner's credentials")
            .isFalse();
    }

    @Test
    void onlyTheWorkersTalkToTheEngine() {
        assertThat(compose.binder("webapp").bind("ledgerstream.workers.enabled", Boolean.class).get()).isFalse();
        Binder workers = compose.binder("workers");
        assertThat(workers.bind("ledgerstream.workers.enabled", Boolean.class).orElse(true)).isTrue();
        assertThat(workers.bind("ledgerstream.engine.grpc-address", String.class).get())
            .isEqualTo("http://camunda:26500");
    }

    @Test
    void onlyTheWorkersReadTheMailboxForBounces() {
        var settings = List.of("host", "user", "password");
        assertThat(settings)
            .allMatch(
                    name -> compose.binder("workers").bind("ledgerstream.bounces.imap." + name, String.class).isBound())
            .noneMatch(
                    name -> compose.binder("webapp").bind("ledgerstream.bounces.imap." + name, String.class).isBound());
    }

    @Test
    void theExampleOffersExactlyWhatIsToBeFilledIn() {
        assertThat(ComposeFile.offered()).isEqualTo(compose.variables());
    }

}
