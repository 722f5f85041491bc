package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerstream.platform.LedgerstreamProperties;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C3")
class LinkTokensTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final LinkTokens tokens = tokens(Map.of(2, KEY, 4, KEY));

    @Test
    void aKeyThatWasTakenOutIsRetiredAndOneThatIsNotKnownYetIsAnError() {
        assertThat(tokens.retired(1)).isTrue();
        assertThat(tokens.retired(3)).isTrue();
        assertThat(tokens.retired(2)).isFalse();
        assertThat(tokens.retired(4)).isFalse();
        assertThat(tokens.retired(5)).as("another node has it already").isFalse();
        assertThatThrownBy(() -> tokens.code(UUID.randomUUID(), 5)).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("version 5");
    }

    @Test
    void withoutAnyKeyNothingStarts() {
        assertThatThrownBy(() -> tokens(Map.of())).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("link-keys");
    }

    private static LinkTokens tokens(Map<Integer, String> keys) {
        return new LinkTokens(new LedgerstreamProperties(null, null, keys));
    }

}
