package io.ledgerstream.sync.web;

import io.ledgerstream.provider.ChangeNotices;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.sync.ToldChanges;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where accounting software tells of changes. Answered when it is written down, by one statement; reading follows. An answer other than 200
 * makes the sender tell it again, so only what can be mended gets one.
 */
@RestController
class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final Providers providers;
    private final ToldChanges told;

    Webhooks(Providers providers, ToldChanges told) {
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
            case ChangeNotices.Told.Forged() -> answer(HttpStatus.UNAUTHORIZED);
            case ChangeNotices.Told.NotUnderstood() -> {
                LOG.warn("{} told something, signed, that is not understood: {} bytes.", notices.getClass().getSimpleName(), body.length);
                yield answer(HttpStatus.BAD_REQUEST);
            }
            case ChangeNotices.Told.Changes(var changes) -> {
                ToldChanges.Taken taken = told.take(software, changes);
                LOG.info("{} changes told, {} new, {} of accounts that are not connected.", changes.size(), taken.taken(), taken.unknown());
                yield answer(HttpStatus.OK);
            }
        };
    }

    private static ResponseEntity<Void> answer(HttpStatus status) {
        return ResponseEntity.status(status).build();
    }
}
