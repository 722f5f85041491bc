package io.ledgerstream.mail.work;

import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding.Notices;
import io.ledgerstream.request.RequestStatus;
import java.util.Arrays;

/**
 * The notices of the model: which mail each is, for which outcome, and whether the
 * process ends with it.
 */
enum Notice {

    LENDER_DECLINED(Notices.LENDER_DECLINED, MailKind.LENDER_DECLINED, RequestStatus.DECLINED, true),
    LENDER_EXPIRED(Notices.LENDER_EXPIRED, MailKind.LENDER_EXPIRED, RequestStatus.EXPIRED, true),
    CUSTOMER_CANCELLED(Notices.CUSTOMER_CANCELLED, MailKind.CUSTOMER_CANCELLED, RequestStatus.CANCELLED, true),
    LENDER_CONNECTED(Notices.LENDER_CONNECTED, MailKind.LENDER_CONNECTED, RequestStatus.CONNECTED, false),
    CUSTOMER_CONNECTED(Notices.CUSTOMER_CONNECTED, MailKind.CUSTOMER_CONNECTED, RequestStatus.CONNECTED, true),
    LENDER_UPLOADED(Notices.LENDER_UPLOADED, MailKind.LENDER_UPLOADED, RequestStatus.UPLOADED, false),
    CUSTOMER_UPLOADED(Notices.CUSTOMER_UPLOADED, MailKind.CUSTOMER_UPLOADED, RequestStatus.UPLOADED, true),
    LENDER_RECONNECTED(Notices.LENDER_RECONNECTED, MailKind.LENDER_RECONNECTED, RequestStatus.CONNECTED, false),
    CUSTOMER_RECONNECTED(Notices.CUSTOMER_RECONNECTED, MailKind.CUSTOMER_RECONNECTED, RequestStatus.CONNECTED, true),
    LENDER_NOT_RECONNECTED(Notices.LENDER_NOT_RECONNECTED, MailKind.LENDER_NOT_RECONNECTED, RequestStatus.EXPIRED,
            true);

    private final String name;

    private final MailKind mail;

    private final RequestStatus outcome;

    private final boolean last;

    Notice(String name, MailKind mail, RequestStatus outcome, boolean last) {
        this.name = name;
        this.mail = mail;
        this.outcome = outcome;
        this.last = last;
    }

    static Notice of(String header) {
        return Arrays.stream(values())
            .filter(notice -> notice.name.equals(header))
            .findFirst()
            .orElseThrow(() -> new TechnicalFailure(
                    "The model names a notice that these workers do not know: deploy newer workers."));
    }

    MailKind mail() {
        return mail;
    }

    RequestStatus outcome() {
        return outcome;
    }

    boolean last() {
        return last;
    }

}
