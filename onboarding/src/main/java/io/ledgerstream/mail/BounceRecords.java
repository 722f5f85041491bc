package io.ledgerstream.mail;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.mail.BounceRules.Delayed;
import io.ledgerstream.mail.BounceRules.Disbelieved;
import io.ledgerstream.mail.BounceRules.Failed;
import io.ledgerstream.mail.BounceRules.Harmless;
import io.ledgerstream.mail.BounceRules.Verdict;
import io.ledgerstream.mail.Incoming.Recipient;
import io.ledgerstream.mail.MailRows.Row;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what a report says of one mail, in one transaction with what follows from it.
 */
@Component
class BounceRecords {

    private static final Logger LOG = LoggerFactory.getLogger(BounceRecords.class);

    private final RequestProgress progress;

    private final MailRows rows;

    private final Contacts contacts;

    private final Audit audit;

    BounceRecords(RequestProgress progress, MailRows rows, Contacts contacts, Audit audit) {
        this.progress = progress;
        this.rows = rows;
        this.contacts = contacts;
        this.audit = audit;
    }

    /**
     * @return whether it was believed
     */
    @Transactional
    boolean record(UUID mailId, List<Recipient> recipients) {
        UUID requestId = rows.find(mailId).orElseThrow(() -> new NotFound("mail")).requestId();
        RequestFacts facts = progress.lock(requestId);
        Row row = rows.lock(mailId);
        return switch (verdict(row, recipients)) {
            case Failed failed -> failed(row, facts, failed.code());
            case Delayed delayed -> late(row, delayed.words());
            case Harmless harmless -> true;
            case Disbelieved disbelieved -> disbelieved(row, disbelieved.why());
        };
    }

    private static Verdict verdict(Row row, List<Recipient> recipients) {
        return row.wentOut() ? BounceRules.verdict(recipients, row.recipient())
                : new Disbelieved("the mail was never sent");
    }

    private boolean failed(Row row, RequestFacts facts, String code) {
        if (row.state() == MailState.BOUNCED || row.state() == MailState.REJECTED) {
            return true; // the other copy of a mail that went out twice, or the same
                         // report again
        }
        LOG.warn("Mail {} ({}) has come back: {}.", row.id(), row.kind(), code);
        rows.bounced(row.id(), code);
        audit.record(Actor.PROCESS, "mail-returned", facts.companyId(), row.requestId(),
                Map.of("kind", row.kind().name(), "code", code));
        if (!row.kind().toLender()) {
            contacts.bounced(row.requestId(), row.recipient());
        }
        return true;
    }

    private boolean late(Row row, String words) {
        LOG.info("Mail {} ({}) is {}.", row.id(), row.kind(), words);
        rows.late(row.id(), words);
        return true;
    }

    private static boolean disbelieved(Row row, String why) {
        LOG.warn("A report on mail {} ({}) is not believed: {}.", row.id(), row.kind(), why);
        return false;
    }

}
