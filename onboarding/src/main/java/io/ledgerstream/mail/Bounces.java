package io.ledgerstream.mail;

import io.ledgerstream.mail.Incoming.AutoReply;
import io.ledgerstream.mail.Incoming.NotUnderstood;
import io.ledgerstream.mail.Incoming.Report;
import io.ledgerstream.platform.CurrentLender;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in what comes to the address for bounces. A report is believed where it was sent
 * to the return path of a mail of ours, which cannot be made up, and says plainly what
 * became of that mail at its own recipient. Taking the same message twice changes
 * nothing.
 */
@Service
public class Bounces {

    /**
     * The largest message that is worth looking at, in bytes. Our mails are a tenth of
     * that, and a report adds little.
     */
    public static final int MOST_BYTES = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

    private final ReturnPaths returnPaths;

    private final MailRows rows;

    private final BounceRecords records;

    Bounces(ReturnPaths returnPaths, MailRows rows, BounceRecords records) {
        this.returnPaths = returnPaths;
        this.rows = rows;
        this.records = records;
    }

    public enum Outcome {

        /** The message has done what it came for. */
        DONE,
        /**
         * For a person to look at: no report, one that is not believed, or one on a mail
         * that we do not know.
         */
        NOT_UNDERSTOOD

    }

    /**
     * @param raw the whole message, at most {@link #MOST_BYTES}; whatever is in it, no
     * exception is its fault
     */
    public Outcome take(byte[] raw) {
        return switch (BounceParser.parse(raw)) {
            case Report report -> take(report);
            case AutoReply reply -> Outcome.DONE;
            case NotUnderstood message -> notUnderstood(message.why());
        };
    }

    private Outcome take(Report report) {
        List<UUID> mails = report.sentTo()
            .stream()
            .map(returnPaths::mail)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
        if (mails.size() != 1) {
            return notUnderstood("a report that was not sent to the return path of one mail");
        }
        UUID mail = mails.getFirst();
        Optional<UUID> lender = rows.lender(mail);
        if (lender.isEmpty()) {
            return notUnderstood("a report on mail " + mail + ", which is not in the database");
        }
        boolean believed = CurrentLender.as(lender.get(), () -> records.record(mail, report.recipients()));
        return believed ? Outcome.DONE : Outcome.NOT_UNDERSTOOD;
    }

    private static Outcome notUnderstood(String why) {
        LOG.info("A message at the address for bounces was not understood: {}.", why);
        return Outcome.NOT_UNDERSTOOD;
    }

}
