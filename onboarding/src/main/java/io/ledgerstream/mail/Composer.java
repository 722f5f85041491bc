package io.ledgerstream.mail;

import io.ledgerstream.link.Links;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.RequestView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Composes a mail as things stand: once as it goes out, once as it may be kept and shown. */
@Component
class Composer {

    /** A link in a mail works at least this long, or else the mail carries a new one. */
    private static final Duration LINK_LIFE_LEFT = Duration.ofDays(3);

    private final Links links;
    private final SignInCodes codes;
    private final Receipts receipts;
    private final SoftwareCatalog catalog;
    private final LetterRenderer renderer;
    private final LedgerstreamProperties properties;

    Composer(Links links, SignInCodes codes, Receipts receipts, SoftwareCatalog catalog, LetterRenderer renderer,
             LedgerstreamProperties properties) {
        this.links = links;
        this.codes = codes;
        this.receipts = receipts;
        this.catalog = catalog;
        this.renderer = renderer;
        this.properties = properties;
    }

    /**
     * A mail as it goes out, and the copy of it that carries no link and no code.
     *
     * @param unsubscribe where a mail program's own button stops mails of this kind; null where there is none
     */
    record Composed(Addresses addresses, Parts sent, Parts kept, URI unsubscribe) {

        @Override
        public String toString() {
            return "Composed[…]";
        }
    }

    /** To be called under the request's lock: it may make a new link. */
    Composed compose(RequestView request, MailKind kind, String number) {
        Personal personal = personal(request, kind, number);
        return new Composed(Addresses.of(request, kind, properties.mail().from()), parts(request, kind, number, personal),
                parts(request, kind, number, Personal.HIDDEN), null);
    }

    /** As it would go out now, with a link that leads nowhere; makes and stores nothing. */
    MailContent preview(RequestView request, MailKind kind) {
        Parts parts = parts(request, kind, null, Personal.HIDDEN);
        Addresses addresses = Addresses.of(request, kind, properties.mail().from());
        return new MailContent(addresses.from().shown(), addresses.replyTo().shown(), addresses.to().address(), parts.subject(),
                parts.text(), parts.html());
    }

    private Personal personal(RequestView request, MailKind kind, String number) {
        return switch (kind) {
            case INVITATION, RECONNECT, REMINDER, NEW_LINK, CUSTOMER_STILL_CHECKING, CUSTOMER_HELP_ANSWERED, CUSTOMER_COMPANY_REFUSED ->
                    Personal.link(links.address(links.live(request, LINK_LIFE_LEFT)));
            case SIGN_IN_CODE -> Personal.code(codes.mailed(UUID.fromString(number)).digits());
            default -> Personal.NONE;
        };
    }

    private Parts parts(RequestView request, MailKind kind, String number, Personal personal) {
        String software = catalog.find(request.facts().software()).map(Software::name).orElse(null);
        CustomerLetters customer = new CustomerLetters(request, software);
        LenderLetters lender = new LenderLetters(request, software, properties.page("/portal/requests/" + request.id()).toString());
        Letter letter = switch (kind) {
            case INVITATION -> customer.invitation(personal);
            case REMINDER -> customer.reminder(personal);
            case NEW_LINK -> customer.newLink(personal);
            case SIGN_IN_CODE -> customer.code(codes.mailed(UUID.fromString(number)), personal.code());
            case CONSENT_RECEIPT -> customer.receipt(receipts.get(UUID.fromString(number)));
            case CUSTOMER_CONNECTED -> customer.connected(consentEnds(request));
            case CUSTOMER_CANCELLED -> customer.cancelled();
            case CUSTOMER_STILL_CHECKING -> customer.stillChecking(personal);
            case LENDER_CONNECTED -> lender.connected();
            case LENDER_DECLINED -> lender.declined();
            case LENDER_EXPIRED -> lender.expired();
            case LENDER_WANTS_TO_GO_ON -> lender.wantsToGoOn();
            case CUSTOMER_UPLOADED, CUSTOMER_HELP_ANSWERED, CUSTOMER_COMPANY_REFUSED, RECONNECT, CUSTOMER_RECONNECTED, LENDER_UPLOADED,
                 LENDER_CHANGED_MIND, LENDER_HELP_ASKED, LENDER_CONTACT_DISPUTED, LENDER_MAIL_BOUNCED, LENDER_COMPANY_TO_DECIDE,
                 LENDER_REJECTED_THREE_TIMES, LENDER_ACCESS_LOST, LENDER_RECONNECTED, LENDER_NOT_RECONNECTED ->
                    throw new UnsupportedOperationException("No letter yet: " + kind);
        };
        Words words = kind.toLender() ? lender.words() : customer.words();
        return parts(letter, kind.toLender() ? words.text("ledgerstream") : words.text("sender", request.lender().name()), words.locale());
    }

    private Parts parts(Letter letter, String sender, Locale locale) {
        return new Parts(locale.getLanguage(), letter.subject(), renderer.text(letter), renderer.html(letter, sender, locale));
    }

    private Instant consentEnds(RequestView request) {
        return request.facts().consentId() == null ? null : receipts.end(request.facts().consentId()).orElse(null);
    }

    /** What a mail says, in both parts. */
    record Parts(String language, String subject, String text, String html) {

        @Override
        public String toString() {
            return "Parts[" + language + "]";
        }
    }
}
