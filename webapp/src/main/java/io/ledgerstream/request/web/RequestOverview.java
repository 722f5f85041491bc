package io.ledgerstream.request.web;

import io.ledgerstream.audit.Timeline;
import io.ledgerstream.connection.Checks;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.CompanyQuestion;
import io.ledgerstream.connection.Evidence;
import io.ledgerstream.connection.SameBooks;
import io.ledgerstream.mail.MailLine;
import io.ledgerstream.mail.MailState;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.provider.ReasonSentences;
import io.ledgerstream.provider.Software;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.request.FurtherRequest;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Unopened;
import io.ledgerstream.sync.DataStanding;
import io.ledgerstream.sync.Syncs;
import io.ledgerstream.upload.UploadedFile;
import io.ledgerstream.upload.Uploads;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All that a request's page shows, read in one transaction: one sight of the data, and
 * the lender told once.
 */
@Component
class RequestOverview {

    private static final Set<MailKind> WITH_LINK = EnumSet.of(MailKind.INVITATION, MailKind.RECONNECT, MailKind.RENEW,
            MailKind.NEW_LINK);

    private final RequestViews requests;

    private final Timeline timeline;

    private final Mails mails;

    private final Syncs syncs;

    private final CompanyMatches matches;

    private final SameBooks sameBooks;

    private final SoftwareCatalog catalog;

    private final Uploads uploads;

    private final Checks checks;

    private final ReasonSentences reasons;

    private final Unopened unopened;

    private final MessageSource words;

    RequestOverview(RequestViews requests, Timeline timeline, Mails mails, Syncs syncs, CompanyMatches matches,
            SameBooks sameBooks, SoftwareCatalog catalog, Uploads uploads, Checks checks, ReasonSentences reasons,
            Unopened unopened, MessageSource words) {
        this.requests = requests;
        this.timeline = timeline;
        this.mails = mails;
        this.syncs = syncs;
        this.matches = matches;
        this.sameBooks = sameBooks;
        this.catalog = catalog;
        this.uploads = uploads;
        this.checks = checks;
        this.reasons = reasons;
        this.unopened = unopened;
        this.words = words;
    }

    @Transactional(readOnly = true)
    public Overview of(UUID id) {
        RequestView request = requests.get(id);
        List<DataStanding> data = request.status() == RequestStatus.CONNECTED ? syncs.of(id) : List.of();
        CompanyQuestion question = request.facts().step() == RequestStep.LENDER_DECIDES ? matches.of(id).orElseThrow()
                : null;
        List<UploadedFile> files = request.status() == RequestStatus.UPLOADED ? uploads.of(id) : List.of();
        Evidence evidence = request.facts().attemptId() == null ? null : checks.evidence(id);
        List<Timeline.Entry> happened = timeline.of(id);
        List<MailLine> sent = mails.of(id);
        return new Overview(request,
                happened.stream().flatMap(entry -> Line.of(entry, names(request)).stream()).toList(),
                ProcessSteps.of(request, happened), sent, unopened(request, sent), data, question, elsewhere(request),
                evidence, software(request),
                request.facts().change() == null ? null : software(request.facts().change().software()), files,
                requests.further(request.facts()).stream().map(this::further).toList());
    }

    private Further further(FurtherRequest request) {
        return new Further(request,
                request.facts().change() == null ? null : software(request.facts().change().software()));
    }

    /**
     * The newest mail with a link was accepted, and nobody has pressed Start for too
     * long.
     */
    private boolean unopened(RequestView request, List<MailLine> sent) {
        return request.status() == RequestStatus.REQUESTED && sent.stream()
            .filter(mail -> WITH_LINK.contains(mail.kind()) && mail.state() == MailState.SENT)
            .map(MailLine::sentAt)
            .max(Comparator.naturalOrder())
            .filter(at -> unopened.tooLong(at, request.company()))
            .isPresent();
    }

    private List<SameBooks.Elsewhere> elsewhere(RequestView request) {
        return request.facts().attemptId() == null ? List.of() : sameBooks.of(request.id());
    }

    @Transactional(readOnly = true)
    public ProcessSteps steps(UUID id) {
        return ProcessSteps.of(requests.get(id), timeline.of(id));
    }

    /** As the customer wrote it where it is not listed; null before one is selected. */
    private String software(RequestView request) {
        return request.softwareName() != null || request.facts().software() == null ? request.softwareName()
                : software(request.facts().software());
    }

    private Line.Names names(RequestView request) {
        return new Line.Names() {
            @Override
            public String software(String code) {
                return RequestOverview.this.software(code);
            }

            @Override
            public String reason(String software, String reason) {
                String sentence = reasons.of(software == null ? request.facts().software() : software, reason,
                        Locale.ENGLISH);
                return words.getMessage("request.attempt.reads", new Object[] { sentence }, Locale.ENGLISH);
            }
        };
    }

    private String software(String code) {
        return catalog.find(code).map(Software::name).orElse(code);
    }

    /**
     * @param unopened whether an invitation that was accepted has lain unopened for three
     * business days
     * @param data how far each data type is read; empty before the company is connected
     * @param question books under another name, where it is the lender's to decide; null
     * otherwise
     * @param sameBooks where else in this lender's list the connected books are; empty
     * for nowhere
     * @param evidence what was checked of the books; null before anybody tried to connect
     * @param software its name, null before one is selected
     * @param oldSoftware the name of what it replaces, null where it replaces nothing
     * @param files what the customer has uploaded; empty before
     * @param further the other open requests of the company
     */
    record Overview(RequestView request, List<Line> timeline, ProcessSteps steps, List<MailLine> mails,
            boolean unopened, List<DataStanding> data, CompanyQuestion question, List<SameBooks.Elsewhere> sameBooks,
            Evidence evidence, String software, String oldSoftware, List<UploadedFile> files, List<Further> further) {
    }

    /**
     * @param oldSoftware the name of what it replaces, null where it replaces nothing
     */
    public record Further(FurtherRequest request, String oldSoftware) {
    }

}
