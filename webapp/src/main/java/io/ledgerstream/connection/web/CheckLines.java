package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Check;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.connection.Checking;
import io.ledgerstream.connection.Notes;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.ReasonSentences;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The checks of a connection in words: the same lines for the customer, the lender and the success manager. */
@Component
public class CheckLines {

    private final MessageSource words;
    private final ReasonSentences reasons;
    private final SoftwareCatalog catalog;

    CheckLines(MessageSource words, ReasonSentences reasons, SoftwareCatalog catalog) {
        this.words = words;
        this.reasons = reasons;
        this.catalog = catalog;
    }

    /**
     * In the order in which they are made.
     *
     * @param atWork   whether they are being made: the first that waits is then the one at work
     * @param accepted whether what was doubtful has been accepted
     */
    public List<CheckLine> of(Checking checking, boolean atWork, boolean accepted, Locale locale) {
        List<CheckLine> lines = new ArrayList<>();
        boolean working = atWork;
        for (Check check : checking.checks()) {
            boolean now = working && check.state() == State.WAITING;
            working = working && !now;
            lines.add(line(accepted ? accepted(check) : check, now, checking, locale));
        }
        return lines;
    }

    private static Check accepted(Check check) {
        return check.state() == State.DOUBTFUL ? new Check(check.name(), State.NOTED, Notes.COMPANY_ACCEPTED) : check;
    }

    private CheckLine line(Check check, boolean now, Checking checking, Locale locale) {
        String state = now ? "now" : check.state().name().toLowerCase(Locale.ROOT);
        return new CheckLine(state, subject(check, checking, locale), why(check, checking.software(), locale));
    }

    private String subject(Check check, Checking checking, Locale locale) {
        if (check.name() == Aspect.COMPANY && checking.companyName() != null) {
            return words.getMessage("check.COMPANY.named", new Object[] {checking.companyName()}, locale);
        }
        String software = catalog.find(checking.software()).map(Software::name).orElse(checking.software());
        return words.getMessage("check." + check.name(), new Object[] {software}, locale);
    }

    private String why(Check check, String software, Locale locale) {
        return check.detail() == null ? null
                : check.state() == State.FAILED ? reasons.of(software, check.detail(), locale) : reasons.note(software, check.detail(), locale);
    }
}
