package io.ledgerstream.request.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.ContactDoubt;
import java.util.ArrayList;
import java.util.List;

/**
 * The way that a request took through its model, from what its timeline says: the
 * elements behind it, in order, as often as it came by. The picture itself fills in what
 * lies between two of them.
 */
final class Way {

    private final String start;

    private final boolean reconnection;

    private final List<String> taken = new ArrayList<>();

    /** Where the customer stands on the main line, not behind the request yet. */
    private String at;

    private boolean byFile;

    Way(boolean reconnection) {
        this.start = reconnection ? Elements.RECONNECTION_REQUESTED : Elements.DATA_REQUESTED;
        this.reconnection = reconnection;
        begin(reconnection ? Elements.GIVE_CONSENT : Elements.SELECT_SOFTWARE);
    }

    List<String> after(List<Timeline.Entry> timeline) {
        timeline.forEach(this::happened);
        return taken;
    }

    private void begin(String first) {
        taken.clear();
        go(first, start, Elements.OPEN_REQUEST, Elements.SEND_INVITATION);
    }

    private void happened(Timeline.Entry entry) {
        switch (entry.action()) {
            case "software-selected" -> selected(Boolean.TRUE.equals(entry.detail().get("byFile")));
            case "consent-given" ->
                go(byFile ? Elements.UPLOAD_FILES : Elements.CONNECT_SOFTWARE, Elements.GIVE_CONSENT);
            case "files-uploaded" -> go(null, Elements.UPLOAD_FILES, Elements.UPLOADED);
            case "connection-authorised" -> go(Elements.VERIFY_CONNECTION, Elements.CONNECT_SOFTWARE);
            case "connection-rejected" ->
                go(Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.CONNECTION_REJECTED);
            case "connection-verified" ->
                go(null, Elements.VERIFY_CONNECTION, reconnection ? Elements.RECONNECTED : Elements.CONNECTED);
            case "consent-renewed" ->
                go(null, Elements.CONNECT_SOFTWARE, Elements.VERIFY_CONNECTION, Elements.RECONNECTED);
            case "subsidiaries-offered" -> go(Elements.CHOOSE_SUBSIDIARIES, Elements.VERIFY_CONNECTION);
            case "subsidiaries-chosen" -> go(Elements.VERIFY_CONNECTION, Elements.CHOOSE_SUBSIDIARIES);
            case "company-mismatched" -> go(Elements.CONFIRM_COMPANY, Elements.VERIFY_CONNECTION);
            case "company-confirmed" -> go(Elements.DECIDE_COMPANY_MATCH, Elements.CONFIRM_COMPANY);
            case "another-company-chosen" -> back(Elements.CONNECT_SOFTWARE);
            case "company-refused" -> go(Elements.CONNECT_SOFTWARE, Elements.DECIDE_COMPANY_MATCH);
            case "company-accepted" -> go(null, Elements.DECIDE_COMPANY_MATCH, Elements.CONNECTED);
            case "request-declined" -> go(null, Elements.GIVE_CONSENT);
            case "request-reopened" -> begin(Elements.GIVE_CONSENT);
            case "request-expired", "request-cancelled" -> at = null;
            default -> beside(entry);
        }
    }

    /** Another software leads back from wherever the customer stood. */
    private void selected(boolean file) {
        byFile = file;
        if (!Elements.SELECT_SOFTWARE.equals(at)) {
            back(Elements.SELECT_SOFTWARE);
        }
        go(Elements.GIVE_CONSENT, Elements.SELECT_SOFTWARE);
    }

    /** The element where the customer stood was come by, and led back. */
    private void back(String to) {
        if (at != null) {
            taken.add(at);
        }
        at = to;
    }

    /** What the main line does not wait for. */
    private void beside(Timeline.Entry entry) {
        switch (entry.action()) {
            case "help-answered" -> taken.add(Elements.HELP_CUSTOMER);
            case "due-date-moved" -> taken.add("DueDateMovedMessage");
            case "contact-undisputed" -> taken.add(Elements.CORRECT_DISPUTED_CONTACT);
            case "contact-corrected" -> corrected(entry.detail().get("doubt"));
            default -> {
            }
        }
    }

    private void corrected(Object doubt) {
        if (ContactDoubt.UNDELIVERABLE.name().equals(doubt)) {
            taken.addAll(List.of(Elements.CORRECT_CONTACT, Elements.SEND_INVITATION));
        }
        else if (ContactDoubt.BOUNCED.name().equals(doubt)) {
            taken.addAll(List.of(Elements.CORRECT_BOUNCED_CONTACT, "SendInvitationAfterBounce"));
        }
        else if (ContactDoubt.DISPUTED.name().equals(doubt)) {
            taken.addAll(List.of(Elements.CORRECT_DISPUTED_CONTACT, "SendInvitationAfterDispute"));
        }
    }

    private void go(String next, String... behind) {
        taken.addAll(List.of(behind));
        at = next;
    }

    /** Reminders that the process sent itself, not a person. */
    static boolean reminded(int sent, List<Timeline.Entry> timeline) {
        return sent > timeline.stream()
            .filter(entry -> entry.action().equals("reminded") && entry.actor() == Actor.Kind.USER)
            .count();
    }

}
