package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Facts;
import io.ledgerstream.mail.Letter.Text;
import io.ledgerstream.request.RequestView;
import java.util.ArrayList;
import java.util.List;

/** The notices to the company's owner at the lender, in English as the portal is. Each leads to the request's page. */
final class LenderLetters {

    private static final String LANGUAGE = "en";

    private final RequestView request;
    private final String software;
    private final String page;
    private final Words words;
    private final String company;

    /**
     * @param software the name of what was selected; null before that
     * @param page     the address of the request's page in the portal
     */
    LenderLetters(RequestView request, String software, String page) {
        this.request = request;
        this.software = software;
        this.page = page;
        this.words = new Words(LANGUAGE, request.company().timeZone());
        this.company = request.company().legalName();
    }

    Words words() {
        return words;
    }

    Letter connected() {
        return letter("lender-connected", List.of(text("lender-connected.what", request.contactName(), software)),
                List.of(fact("fact.software", software), fact("fact.connected", words.dayAndTime(request.statusChangedAt()))));
    }

    Letter declined() {
        String reason = request.closedReason() == null ? words.text("lender.fact.no-reason") : Plain.lines(request.closedReason());
        return letter("lender-declined", List.of(text("lender-declined.what", request.contactName())),
                List.of(fact("lender.fact.reason", reason), fact("lender.fact.declined", words.dayAndTime(request.statusChangedAt()))));
    }

    Letter expired() {
        Text advice = request.openedAt() == null ? text("lender-expired.never-opened")
                : text("lender-expired.opened", words.day(request.openedAt()));
        return letter("lender-expired", List.of(text("lender-expired.what"), advice),
                List.of(fact("lender.fact.requested", words.day(request.requestedAt())), fact("lender.fact.due", words.day(request.dueAt()))));
    }

    Letter wantsToGoOn() {
        return letter("lender-wants-to-go-on", List.of(text("lender-wants-to-go-on.what", request.contactName())),
                List.of(fact("lender.fact.due", words.day(request.dueAt()))));
    }

    private Letter letter(String kind, List<Text> texts, List<Fact> facts) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(fact("lender.fact.contact", words.text("lender.fact.contact.value", request.contactName(), request.contactEmail())));
        all.add(fact("fact.reference", request.reference()));
        List<Block> blocks = new ArrayList<>(texts);
        blocks.add(new Facts(null, all));
        blocks.add(new Letter.Button(words.text("lender.open"), page, page));
        return new Letter(words.text(kind + ".subject", company), words.text(kind + ".title", company), blocks,
                List.of(words.text("foot.lender", company, request.lender().name())));
    }

    private Text text(String key, Object... args) {
        return new Text(words.text(key, args));
    }

    private Fact fact(String label, String value) {
        return new Fact(words.text(label), value);
    }
}
