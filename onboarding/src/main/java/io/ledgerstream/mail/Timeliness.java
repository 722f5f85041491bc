package io.ledgerstream.mail;

import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.mail.MailRows.Row;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestStep;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whether a mail still makes sense at the moment of its attempt, which may be hours after it was planned. */
@Component
class Timeliness {

    private final SignInCodes codes;
    private final Clock clock;

    Timeliness(SignInCodes codes, Clock clock) {
        this.codes = codes;
        this.clock = clock;
    }

    boolean pointless(Row mail, RequestFacts facts) {
        return switch (mail.kind()) {
            case INVITATION, RECONNECT, NEW_LINK -> !facts.status().open();
            case REMINDER -> !Reminders.remindable(facts);
            case SIGN_IN_CODE -> !codes.mailed(UUID.fromString(mail.number())).expiresAt().isAfter(clock.instant());
            case CUSTOMER_STILL_CHECKING -> facts.step() != RequestStep.CHECKING && facts.step() != RequestStep.CONNECT_SOFTWARE;
            default -> false;
        };
    }
}
