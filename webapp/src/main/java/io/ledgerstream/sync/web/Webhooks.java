package io.ledgerstream.sync.web;

import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.TooMany;
import io.ledgerstream.platform.web.Networks;
import io.ledgerstream.provider.ChangeNotices;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.sync.ToldChanges;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where accounting software tells of changes. Answered when it is written down, by one
 * statement; reading follows. An answer other than 200 makes the sender tell it again, so
 * only what can be mended gets one.
 */
@RestController
class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private static final int FORGED_PER_HOUR = 100;

    private final Providers providers;

    private final ToldChanges told;

    private final RateLimits limits;

    Webhooks(Providers providers, ToldChanges told, RateLimits limits) {
        this.limits = limits;
        this.providers = providers;
        this.told = told;
    }

    @PostMapping("/webhooks/{software}")
    ResponseEntity<Void> tell(@PathVariable String software, HttpServletRequest request) throws IOException {
        ChangeNotices notices = providers.find(software).flatMap(Provider::notices).orElse(null);
        if (notices == null) {
            return answer(HttpStatus.NOT_FOUND);
        }
        byte[] body = request.getInputStream().readNBytes(ChangeNotices.MOST_BYTES + 1);
        if (body.length > ChangeNotices.MOST_BYTES) {
            return answer(HttpStatus.CONTENT_TOO_LARGE);
        }
        return switch (notices.read(body, request.getHeader(notices.signatureHeader()))) {
            case ChangeNotices.Told.Forged() -> forged(Networks.of(request));
            case ChangeNotices.Told.NotUnderstood() -> {
                LOG.warn("{} told something, signed, that is not understood: {} bytes.",
                        notices.getClass().getSimpleName(), body.length);
                yield answer(HttpStatus.BAD_REQUEST);
            }
            case ChangeNotices.Told.Changes(var changes) -> {
                ToldChanges.Taken taken = told.take(software, changes);
                LOG.info("{} changes told, {} new, {} of accounts that are not connected.", changes.size(),
                        taken.taken(), taken.unknown());
                yield answer(HttpStatus.OK);
            }
        };
    }

    /** What is signed well is never held up, from whatever address it comes. */
    private ResponseEntity<Void> forged(String address) {
        try {
            limits.count("forged-webhook", address, FORGED_PER_HOUR);
            return answer(HttpStatus.UNAUTHORIZED);
        }
        catch (TooMany e) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()))
                .build();
        }
    }

    private static ResponseEntity<Void> answer(HttpStatus status) {
        return ResponseEntity.status(status).build();
    }

}
