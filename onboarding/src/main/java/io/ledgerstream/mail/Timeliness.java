package io.ledgerstream.mail;

import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.mail.MailRows.Row;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestStep;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whether a mail still makes sense at the moment of its attempt, which may be hours after
 * it was planned.
 */
@Component
class Timeliness {

    /**
     * Going on, failed, or waiting for the customer's word: in each case the page had
     * promised a mail.
     */
    private static final Set<RequestStep> STILL_CHECKING = EnumSet.of(RequestStep.CHECKING,
            RequestStep.CONNECT_SOFTWARE, RequestStep.CHOOSE_SUBSIDIARIES, RequestStep.CONFIRM_COMPANY);

    private final SignInCodes codes;

    private final ManageVisits manage;

    private final Receipts receipts;

    Timeliness(SignInCodes codes, ManageVisits manage, Receipts receipts) {
        this.codes = codes;
        this.manage = manage;
        this.receipts = receipts;
    }

    boolean pointless(Row mail, RequestFacts facts) {
        return switch (mail.kind()) {
            case INVITATION, RECONNECT, NEW_LINK, GO_ON_AT_DESK, LENDER_CHANGED_MIND, LENDER_REJECTED_THREE_TIMES,
                    LENDER_ACCESS_LOST ->
                !facts.status().open();
            case RENEW -> !facts.status().open() || facts.renewal() == null;
            // The receipt, or the mail about the end of sharing, says it.
            case CUSTOMER_RECONNECTED, LENDER_NOT_RECONNECTED -> facts.renewsConsent();
            case REMINDER -> !Reminders.remindable(facts);
            case MANAGE_CODE -> manage.over(UUID.fromString(mail.number()));
            case CUSTOMER_CANCELLED -> receipts.endedWithTheSharing(facts.requestId());
            case SIGN_IN_CODE -> codes.over(UUID.fromString(mail.number()));
            case CUSTOMER_STILL_CHECKING -> !STILL_CHECKING.contains(facts.step());
            case CUSTOMER_SOFTWARE_BACK -> facts.step() != RequestStep.CONNECT_SOFTWARE;
            case CUSTOMER_COMPANY_REFUSED -> facts.step() != RequestStep.CONNECT_SOFTWARE;
            case LENDER_COMPANY_TO_DECIDE -> facts.step() != RequestStep.LENDER_DECIDES;
            case LENDER_CONTACT_DISPUTED, LENDER_MAIL_BOUNCED -> !facts.status().open() || !facts.contactInDoubt();
            case LENDER_HELP_ASKED -> !facts.helpOpen();
            default -> false;
        };
    }

}
