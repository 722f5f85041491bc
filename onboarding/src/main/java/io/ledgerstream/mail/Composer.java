package io.ledgerstream.mail;

import io.ledgerstream.link.Links;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.request.RequestView;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Composes a mail as things stand: once as it goes out, once as it may be kept and shown.
 */
@Component
class Composer {

    /** A link in a mail works at least this long, or else the mail carries a new one. */
    private static final Duration LINK_LIFE_LEFT = Duration.ofDays(3);

    private final Links links;

    private final SignInCodes codes;

    private final ManageVisits manage;

    private final Letters letters;

    private final LetterRenderer renderer;

    private final ReceiptDocuments documents;

    private final LedgerstreamProperties properties;

    private final Clock clock;

    Composer(Links links, SignInCodes codes, ManageVisits manage, Letters letters, LetterRenderer renderer,
            ReceiptDocuments documents, LedgerstreamProperties properties, Clock clock) {
        this.links = links;
        this.codes = codes;
        this.manage = manage;
        this.letters = letters;
        this.renderer = renderer;
        this.documents = documents;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A mail as it goes out, and the copy of it that carries no link and no code.
     *
     * @param unsubscribe where a mail program's own button stops mails of this kind; null
     * where there is none
     */
    record Composed(Addresses addresses, Parts sent, Parts kept, URI unsubscribe, List<Attachment> attachments) {

        @Override
        public String toString() {
            return "Composed[…]";
        }
    }

    /** To be called under the request's lock: it may make a new link. */
    Composed compose(RequestView request, MailKind kind, String number) {
        Personal personal = personal(request, kind, number);
        return new Composed(Addresses.of(request, kind, properties.mail().from()),
                parts(request, kind, number, personal), parts(request, kind, number, personal.hidden()),
                kind == MailKind.REMINDER ? personal.choices() : null,
                kind == MailKind.CONSENT_RECEIPT ? documents.attachments(request, UUID.fromString(number)) : List.of());
    }

    /**
     * As it would go out now, with a link that leads nowhere; makes and stores nothing.
     */
    MailContent preview(RequestView request, MailKind kind) {
        Parts parts = parts(request, kind, null, Personal.HIDDEN);
        Addresses addresses = Addresses.of(request, kind, properties.mail().from());
        return new MailContent(addresses.from().shown(), addresses.replyTo().shown(), addresses.to().address(),
                parts.subject(), parts.text(), parts.html());
    }

    private Personal personal(RequestView request, MailKind kind, String number) {
        return switch (kind) {
            case INVITATION, RECONNECT, RENEW, REMINDER, NEW_LINK -> link(request).choices(links.choices(request));
            case CUSTOMER_STILL_CHECKING, CUSTOMER_SOFTWARE_BACK, CUSTOMER_COMPANY_REFUSED, GO_ON_AT_DESK ->
                link(request);
            case CUSTOMER_HELP_ANSWERED -> leadsOn(request) ? link(request) : Personal.NONE;
            case MANAGE_CODE -> Personal.code(manage.mailed(UUID.fromString(number)).digits());
            case SIGN_IN_CODE -> Personal.code(codes.mailed(UUID.fromString(number)).digits());
            default -> Personal.NONE;
        };
    }

    private Personal link(RequestView request) {
        return Personal.link(links.address(links.live(request, LINK_LIFE_LEFT)));
    }

    /**
     * A question can be answered after the request was closed: then there is nowhere to
     * go on.
     */
    private boolean leadsOn(RequestView request) {
        return request.status().open() && clock.instant().isBefore(request.dueAt());
    }

    private Parts parts(RequestView request, MailKind kind, String number, Personal personal) {
        Letters.Written written = letters.write(request, kind, number, personal);
        Letter letter = written.letter();
        return new Parts(written.locale().getLanguage(), letter.subject(), renderer.text(letter, written.locale()),
                renderer.html(letter, written.sender(), written.locale()));
    }

    /** What a mail says, in both parts. */
    record Parts(String language, String subject, String text, String html) {

        @Override
        public String toString() {
            return "Parts[" + language + "]";
        }
    }

}
