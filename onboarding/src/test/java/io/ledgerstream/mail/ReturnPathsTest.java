package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.OnboardingTest;
import io.ledgerstream.link.MailMarks;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.LedgerstreamProperties;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@OnboardingTest
@Tag("L22")
class ReturnPathsTest {

    @Autowired
    private ReturnPaths paths;

    @Autowired
    private MailMarks marks;

    @Test
    void leadsBackToTheMailAlsoWhenTheCaseIsLostOnTheWay() {
        for (UUID id : new UUID[] { Ids.next(), UUID.randomUUID(), new UUID(0, 1), new UUID(-1, -1),
                new UUID(0, -1) }) {
            String path = paths.of(id);
            assertThat(path).matches("bounces\\+[0-9a-z]{25}\\.[0-9a-z]{19}@ledgerstream\\.example")
                .matches(".{1,64}@.*");
            assertThat(paths.mail(path)).contains(id);
            assertThat(paths.mail(path.toUpperCase(Locale.ROOT))).contains(id);
        }
    }

    @Test
    void anotherMailsMarkDoesNotFit() {
        String one = paths.of(Ids.next());
        String other = paths.of(Ids.next());
        String mixed = one.substring(0, one.indexOf('.')) + other.substring(other.indexOf('.'));
        assertThat(paths.mail(mixed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "@", "bounces@ledgerstream.example", "bounces+@ledgerstream.example",
            "bounces+x.y@ledgerstream.example",
            "bounces+zzzzzzzzzzzzzzzzzzzzzzzzz.0000000000000000000@ledgerstream.example",
            "bounces+0000000000000000000000001.0000000000000000000@ledgerstream.example",
            "bounces+0000000000000000000000001.000000000000000000@ledgerstream.example", "dora@acme.example",
            "bounces+ledgerstream.example" })
    void whatWasNotMadeHereIsNoReturnPath(String address) {
        assertThat(paths.mail(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "bounces", "a@b@c", "quite-a-long-local-part@ledgerstream.example",
            "Bounces <bounces@ledgerstream.example>", "bounces+x@ledgerstream.example",
            "bounces@ledgerstream.example\r\nRCPT TO:<x@y>" })
    void anUnusableSettingStopsTheStart(String address) {
        var properties = new LedgerstreamProperties(URI.create("http://localhost"),
                new LedgerstreamProperties.Mail("a@b.example", address, 1), Map.of());
        assertThatThrownBy(() -> new ReturnPaths(properties, marks)).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("ledgerstream.mail.return-path");
    }

}
