package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Text;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestView;
import java.util.List;

/** The notices of what became of a request. */
final class LenderLetters extends LenderPaper {

    private final String old;

    /**
     * @param old the name of what is to be replaced; null where nothing is
     */
    LenderLetters(RequestView request, String software, String old, String page) {
        super(request, software, page);
        this.old = old;
    }

    Letter connected() {
        List<Fact> facts = List.of(softwareFact(), fact("fact.connected", words.dayAndTime(request.statusChangedAt())));
        if (change()) {
            return letter("lender-connected", List.of(text("lender-connected.what", contact, software), replaced()),
                    facts);
        }
        return more()
                ? letter("lender-connected.more",
                        List.of(text("lender-connected.more.what", contact, data(), software)), facts)
                : letter("lender-connected", List.of(text("lender-connected.what", contact, software)), facts);
    }

    private boolean change() {
        return request.facts().change() != null;
    }

    private Text replaced() {
        return text(old.equals(software) ? "lender-connected.replaced.same" : "lender-connected.replaced", old,
                words.day(request.facts().change().cutOver()), software);
    }

    private Text goesOn() {
        return text("lender-change.goes-on", old);
    }

    Letter uploaded() {
        return letter("lender-uploaded",
                change() ? List.of(text("lender-uploaded.what", contact, software), text("lender-uploaded.live"),
                        text("lender-uploaded.replaced", old))
                        : List.of(text("lender-uploaded.what", contact, software), text("lender-uploaded.live")),
                List.of(softwareFact(), fact("fact.uploaded", words.dayAndTime(request.statusChangedAt()))));
    }

    Letter reconnected() {
        if (renewal()) {
            String what = "lender-renewed." + (request.facts().renewsConsent() ? "consent" : "access");
            return letter("lender-renewed", List.of(text(what, contact, software, ends())), List.of(softwareFact()));
        }
        return letter("lender-reconnected", List.of(text("lender-reconnected.what", contact, software)),
                List.of(softwareFact(), fact("fact.connected", words.dayAndTime(request.statusChangedAt()))));
    }

    Letter declined() {
        String reason = request.closedReason() == null ? words.text("lender.fact.no-reason")
                : Plain.lines(request.closedReason());
        Text what = renewal() ? text("lender-declined.renew.what", contact, ends()) : reconnection()
                ? text("lender-declined.reconnect.what", contact, software) : text("lender-declined.what", contact);
        return letter("lender-declined", change() ? List.of(what, goesOn()) : List.of(what),
                List.of(fact("lender.fact.reason", reason),
                        fact("lender.fact.declined", words.dayAndTime(request.statusChangedAt()))));
    }

    Letter changedMind() {
        return letter("lender-changed-mind", List.of(text("lender-changed-mind.what", contact)), List.of(dueFact()));
    }

    Letter sharingEnded(Receipts.Ended ended) {
        return letter(
                ended.replaced() ? "lender-sharing-ended.replaced" : "lender-sharing-ended", List.of(
                        text(ended.byCustomer() ? "lender-sharing-ended.what"
                                : ended.replaced() ? "lender-sharing-ended.replaced.what"
                                        : "lender-sharing-ended.day.what",
                                contact, software),
                        text("lender-sharing-ended.erased", words.day(ended.eraseAt()))),
                List.of(softwareFact(), fact("lender.fact.ended", words.dayAndTime(ended.at()))));
    }

    /**
     * @param now in the customer's words; null where it is not known
     */
    Letter otherSoftware(String now) {
        if (change()) {
            return letter("lender-other-software", List.of(text("lender-other-software.change.what", contact, old)),
                    List.of(fact("lender.fact.cut-over", words.day(request.facts().change().cutOver())), dueFact()));
        }
        return letter("lender-other-software", List.of(text("lender-other-software.what", contact)),
                List.of(softwareFact(), fact("lender.fact.software-now", now == null ? "–" : Plain.line(now))));
    }

    Letter expired() {
        return letter("lender-expired",
                change() ? List.of(text("lender-expired.what"), advice(), goesOn())
                        : List.of(text("lender-expired.what"), advice()),
                List.of(fact("lender.fact.requested", words.day(request.requestedAt())), dueFact()));
    }

    private Text advice() {
        if (request.facts().attempt() == AttemptState.TO_DECIDE) {
            return text("lender-expired.undecided");
        }
        return request.openedAt() == null ? text("lender-expired.never-opened")
                : text("lender-expired.opened", words.day(request.openedAt()));
    }

    Letter notReconnected() {
        return renewal()
                ? letter("lender-not-reconnected", List.of(text("lender-not-reconnected.renew.what", software, ends())),
                        List.of(softwareFact()))
                : letter("lender-not-reconnected", List.of(text("lender-not-reconnected.what", software)),
                        List.of(fact("lender.fact.requested", words.day(request.requestedAt())), dueFact()));
    }

    Letter wantsToGoOn() {
        return letter("lender-wants-to-go-on", List.of(text("lender-wants-to-go-on.what", contact)),
                List.of(dueFact()));
    }

}
