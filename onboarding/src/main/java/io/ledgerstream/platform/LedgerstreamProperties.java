package io.ledgerstream.platform;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every deployable must know of itself.
 *
 * @param baseUrl where people reach the web application; every mailed link begins with it
 * @param mail who the mails come from
 * @param linkKeys keys from which link tokens and sign-in codes are derived, by version,
 * Base64 of at least 32 bytes; the highest version makes new ones, older ones stay until
 * their last live link has ended
 */
@Validated
@ConfigurationProperties("ledgerstream")
public record LedgerstreamProperties(@NotNull URI baseUrl, @NotNull Mail mail, @NotNull Map<Integer, String> linkKeys) {

    /**
     * @param from the no-reply address of every mail
     * @param returnPath where bounces go, {@code <local>+<tag>@<domain>} with it
     * @param sweepInterval how often the sender looks without having been woken, in
     * milliseconds
     */
    public record Mail(@NotBlank String from, @NotBlank String returnPath, @DefaultValue("2000") long sweepInterval) {
    }

    /** The absolute address of one of our pages. */
    public URI page(String path) {
        return URI.create(baseUrl.toString().replaceAll("/+$", "") + path);
    }
}
