package io.ledgerstream.mail;

import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.provider.ReasonSentences;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The letter of each kind of mail, with what it tells of consents, codes, questions and
 * attempts.
 */
@Component
class Letters {

    private final SignInCodes codes;

    private final ManageVisits manage;

    private final Receipts receipts;

    private final Help help;

    private final Attempts attempts;

    private final SoftwareCatalog catalog;

    private final ReasonSentences reasons;

    private final LedgerstreamProperties properties;

    Letters(SignInCodes codes, ManageVisits manage, Receipts receipts, Help help, Attempts attempts,
            SoftwareCatalog catalog, ReasonSentences reasons, LedgerstreamProperties properties) {
        this.codes = codes;
        this.manage = manage;
        this.receipts = receipts;
        this.help = help;
        this.attempts = attempts;
        this.catalog = catalog;
        this.reasons = reasons;
        this.properties = properties;
    }

    /**
     * @param sender as the card of the mail shows it
     */
    record Written(Letter letter, String sender, Locale locale) {
    }

    /**
     * @param number the mail's business number; null in previews, for kinds that need
     * none
     */
    Written write(RequestView request, MailKind kind, String number, Personal personal) {
        if (kind.toLender()) {
            Words words = LenderPaper.words(request);
            return new Written(toLender(request, kind, number), words.text("ledgerstream"), words.locale());
        }
        Words words = CustomerPaper.words(request);
        return new Written(toCustomer(request, kind, number, personal), words.text("sender", request.lender().name()),
                words.locale());
    }

    private Letter toCustomer(RequestView request, MailKind kind, String number, Personal personal) {
        CustomerLetters letters = new CustomerLetters(request, software(request), replaced(request),
                properties.page("/manage").toString());
        CustomerNews news = new CustomerNews(request, software(request), replaced(request),
                properties.page("/manage").toString());
        return switch (kind) {
            case INVITATION -> letters.invitation(personal);
            case RECONNECT -> letters.reconnect(personal);
            case RENEW -> letters.renew(personal);
            case REMINDER -> letters.reminder(personal);
            case GO_ON_AT_DESK -> letters.goOnAtDesk(personal);
            case NEW_LINK -> letters.newLink(personal);
            case SIGN_IN_CODE -> letters.code(codes.mailed(id(number)), personal.code());
            case MANAGE_CODE -> letters.manageCode(manage.mailed(id(number)), personal.code());
            case CUSTOMER_SHARING_ENDED -> news.sharingEnded(ended(request));
            case CONSENT_RECEIPT -> news.receipt(receipts.get(id(number)));
            case CUSTOMER_CONNECTED -> news.connected(consentEnds(request));
            case CUSTOMER_RECONNECTED -> news.reconnected(consentEnds(request));
            case CUSTOMER_UPLOADED -> news.uploaded(consentEnds(request));
            case CUSTOMER_CANCELLED -> news.cancelled();
            case CUSTOMER_STILL_CHECKING -> news.stillChecking(attempts.interrupted(id(number)), personal);
            case CUSTOMER_SOFTWARE_BACK -> news.softwareBack(personal);
            case CUSTOMER_HELP_ANSWERED -> news.helpAnswered(answeredTogether(request, id(number)), personal);
            case CUSTOMER_COMPANY_REFUSED -> news.companyRefused(attempts.books(id(number)).orElse(null), personal);
            default -> throw new IllegalArgumentException("Not to the customer: " + kind);
        };
    }

    private Letter toLender(RequestView request, MailKind kind, String number) {
        String page = properties.page("/portal/requests/" + request.id()).toString();
        LenderLetters letters = new LenderLetters(request, software(request), replaced(request), page);
        LenderCalls calls = new LenderCalls(request, software(request), page);
        return switch (kind) {
            case LENDER_CONNECTED -> letters.connected();
            case LENDER_RECONNECTED -> letters.reconnected();
            case LENDER_UPLOADED -> letters.uploaded();
            case LENDER_DECLINED -> letters.declined();
            case LENDER_CHANGED_MIND -> letters.changedMind();
            case LENDER_EXPIRED -> letters.expired();
            case LENDER_NOT_RECONNECTED -> letters.notReconnected();
            case LENDER_WANTS_TO_GO_ON -> letters.wantsToGoOn();
            case LENDER_HELP_ASKED -> calls.helpAsked(help.get(id(number)));
            case LENDER_CONTACT_DISPUTED -> calls.contactDisputed();
            case LENDER_MAIL_BOUNCED -> calls.mailBounced();
            case LENDER_COMPANY_TO_DECIDE -> calls.companyToDecide(attempts.books(id(number)).orElse(null));
            case LENDER_REJECTED_THREE_TIMES -> calls.rejectedThreeTimes(attempts.failure(id(number))
                .map(failure -> reasons.of(failure.software(), failure.reason(), calls.words.locale()))
                .orElseGet(
                        () -> reasons.of(request.facts().software(), request.attemptReason(), calls.words.locale())));
            case LENDER_SHARING_ENDED -> letters.sharingEnded(ended(request));
            case LENDER_OTHER_SOFTWARE -> letters.otherSoftware(receipts.otherSoftware(request.id()).orElse(null));
            case LENDER_ACCESS_LOST -> calls.accessLost();
            case LENDER_DATA_STALE -> calls.dataStale(number == null ? null : Instant.parse(number));
            default -> throw new IllegalArgumentException("Not to the lender: " + kind);
        };
    }

    /** One answer may be to several questions: they have its moment. */
    private List<Help.Question> answeredTogether(RequestView request, UUID questionId) {
        Instant answeredAt = help.get(questionId).answeredAt();
        return help.of(request.id())
            .stream()
            .filter(question -> Objects.equals(question.answeredAt(), answeredAt))
            .toList();
    }

    /** As the customer wrote it, where it is not listed; null before one is selected. */
    private String software(RequestView request) {
        String code = request.facts().software();
        return request.softwareName() != null ? request.softwareName()
                : catalog.find(code).map(Software::name).orElse(code);
    }

    /** Null where the request replaces nothing. */
    private String replaced(RequestView request) {
        String code = request.facts().change() == null ? null : request.facts().change().software();
        return catalog.find(code).map(Software::name).orElse(code);
    }

    private Receipts.Ended ended(RequestView request) {
        return receipts.ended(request.facts().consentId())
            .orElseThrow(() -> new IllegalStateException("The sharing goes on."));
    }

    private Instant consentEnds(RequestView request) {
        return Optional.ofNullable(request.facts().consentId()).flatMap(receipts::end).orElse(null);
    }

    private static UUID id(String number) {
        return UUID.fromString(number);
    }

}
