package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Check;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.connection.Checking;
import io.ledgerstream.connection.Evidence;
import io.ledgerstream.connection.Notes;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.ReasonSentences;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The checks of a connection in words: the same lines for the customer, the lender and
 * the success manager.
 */
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
     * @param atWork whether they are being made: the first that waits is then the one at
     * work
     * @param accepted whether what was doubtful has been accepted
     */
    public List<CheckLine> of(Evidence evidence, boolean atWork, boolean accepted, Locale locale) {
        List<CheckLine> lines = new ArrayList<>();
        boolean working = atWork;
        for (Check check : evidence.checking().checks()) {
            boolean now = working && check.state() == State.WAITING;
            working = working && !now;
            lines.add(line(check, now ? "now" : state(check, accepted), accepted, evidence, locale));
        }
        return lines;
    }

    private static String state(Check check, boolean accepted) {
        return (accepted && check.state() == State.DOUBTFUL ? State.NOTED : check.state()).name()
            .toLowerCase(Locale.ROOT);
    }

    private CheckLine line(Check check, String state, boolean accepted, Evidence evidence, Locale locale) {
        return new CheckLine(state, subject(check, evidence.checking(), locale),
                why(check, accepted, evidence, locale));
    }

    private String subject(Check check, Checking checking, Locale locale) {
        if (check.name() == Aspect.COMPANY && checking.companyName() != null) {
            return words.getMessage("check.COMPANY.named", new Object[] { checking.companyName() }, locale);
        }
        String software = catalog.find(checking.software()).map(Software::name).orElse(checking.software());
        return words.getMessage("check." + check.name(), new Object[] { software }, locale);
    }

    private String why(Check check, boolean accepted, Evidence evidence, Locale locale) {
        String software = evidence.checking().software();
        return switch (check.state()) {
            case WAITING, DONE -> null;
            case FAILED -> reasons.of(software, check.detail(), locale);
            case NOTED,
                    DOUBTFUL ->
                notes(check, evidence)
                    .map(note -> accepted && note.equals(Notes.OTHER_COMPANY) ? Notes.COMPANY_ACCEPTED : note)
                    .map(note -> reasons.note(software, note, locale))
                    .collect(Collectors.joining(" "));
        };
    }

    private static Stream<String> notes(Check check, Evidence evidence) {
        return check.name() == Aspect.COMPANY ? evidence.ofTheCompany(check).stream() : Stream.of(check.detail());
    }

}
