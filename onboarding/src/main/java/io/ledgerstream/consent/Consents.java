package io.ledgerstream.consent;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.Sha256;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestView;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Consents, given and declined. Each given one is kept with its receipt as evidence. */
@Service
public class Consents {

    private final JdbcClient jdbc;

    private final RequestProgress progress;

    private final MailQueue mails;

    private final ReceiptSignatures signatures;

    private final ReceiptChain chain;

    private final JsonMapper json;

    private final Clock clock;

    Consents(JdbcClient jdbc, RequestProgress progress, MailQueue mails, ReceiptSignatures signatures,
            ReceiptChain chain, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.mails = mails;
        this.signatures = signatures;
        this.chain = chain;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Stores the consent with its receipt, which is mailed, and moves the request on: one
     * transaction.
     * @param request as the page showed it
     * @param offer what the customer read and agreed to
     * @return the consent's id
     * @throws Refused {@code out-of-order} where another step is reached, also by a
     * second press
     */
    @Transactional
    public UUID give(RequestView request, ConsentOffer offer, Given given, Actor customer) {
        if (!offer.products().keySet().containsAll(given.products())) {
            throw new IllegalArgumentException("Agreed to a product that was not asked for.");
        }
        UUID id = Ids.next();
        // First, since whoever hears of the consent reads it. The request's lock, taken
        // after this, is one that a row's foreign key lets pass.
        insert(receipt(id, request, offer, given), request, offer);
        progress.consentGiven(request.id(), id, request.facts().software(), customer);
        mails.plan(request.id(), MailKind.CONSENT_RECEIPT, id.toString());
        return id;
    }

    /**
     * @param reason in the customer's words, at most 1,000 characters; null for none
     */
    @Transactional
    public void decline(UUID requestId, String reason, Actor customer) {
        progress.declined(requestId, reason, customer);
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    @Transactional(readOnly = true)
    public ConsentReceipt receipt(UUID consentId) {
        return jdbc.sql("select receipt::text from consent where id = ?")
            .param(consentId)
            .query(String.class)
            .optional()
            .map(receipt -> json.readValue(receipt, ConsentReceipt.class))
            .orElseThrow(() -> new NotFound("consent"));
    }

    /**
     * The receipt as it was signed, compact JWS; empty for a consent of before receipts
     * were signed.
     */
    @Transactional(readOnly = true)
    public Optional<String> signed(UUID consentId) {
        return jdbc.sql("select receipt_signed from consent where id = ? and receipt_signed is not null")
            .param(consentId)
            .query(String.class)
            .optional();
    }

    private ConsentReceipt receipt(UUID id, RequestView request, ConsentOffer offer, Given given) {
        return new ConsentReceipt(id, request.reference(),
                new ConsentReceipt.Text(offer.version(), offer.language(), offer.sha256()), clock.instant(),
                ConsentReceipt.BY_FORM,
                new ConsentReceipt.Person(given.name(), given.title(), request.contactEmail(), offer.decide()),
                request.lender().name(), request.company().legalName(), offer.of(),
                request.products().stream().filter(given.products()::contains).toList(),
                request.products().stream().filter(product -> !given.products().contains(product)).toList(),
                new ConsentReceipt.Period(ConsentOffers.HISTORY_MONTHS, offer.endsAt()),
                request.company().timeZone().getId(), offer.rows(), chain.newest());
    }

    private void insert(ConsentReceipt receipt, RequestView request, ConsentOffer offer) {
        Instant at = receipt.at();
        String written = json.writeValueAsString(receipt);
        String signed = signatures.sign(written);
        jdbc.sql(ReceiptChain.GOES_ON + """
                insert into consent (id, lender_id, request_id, line_id, company_id, person_name,
                                     person_title, person_email, software,
                                     products, text_version, text_language, text_sha256, receipt,
                                     receipt_signed, given_at, ends_at, erase_after_days)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""")
            .params(Sha256.hex(signed), CurrentLender.required(), receipt.id(), CurrentLender.required(), request.id(),
                    request.facts().lineId(), request.company().id(), receipt.person().name(), receipt.person().title(),
                    receipt.person().email(), receipt.software().code(),
                    receipt.purposes().stream().map(Product::name).toArray(String[]::new), receipt.text().version(),
                    receipt.text().language(), receipt.text().sha256(), written, signed, Timestamp.from(at),
                    Timestamp.from(receipt.period().until()), offer.eraseAfterDays())
            .update();
    }

}
