package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The letters by which the lender learns that it has to act, or somebody else for it. */
final class LenderCalls extends LenderPaper {

    LenderCalls(RequestView request, String software, String page) {
        super(request, software, page);
    }

    Letter helpAsked(Help.Question question) {
        List<Block> blocks = List.of(text("lender-help-asked.what", contact),
                CustomerPaper.quote(question.question(), contact), text("lender-help-asked.meanwhile"));
        return letter("lender-help-asked", blocks,
                List.of(fact("lender.fact.step", words.text("lender.step." + question.step(), software)),
                        fact("lender.fact.asked", words.dayAndTime(question.askedAt()))),
                "lender.answer", "/help", company);
    }

    Letter contactDisputed() {
        return letter("lender-contact-disputed",
                List.of(text("lender-contact-disputed.what", contact), text("lender-contact-disputed.next")),
                List.of(dueFact()), "lender.correct", "/contact", company, contact);
    }

    Letter mailBounced() {
        String how = request.doubt() == ContactDoubt.UNDELIVERABLE ? "lender-mail-bounced.refused"
                : "lender-mail-bounced.what";
        return letter("lender-mail-bounced",
                List.of(text(how, request.contactEmail()), text("lender-mail-bounced.next")), List.of(dueFact()),
                "lender.correct", "/contact", company, contact);
    }

    /**
     * @param books null where the software does not say whose they are
     */
    Letter companyToDecide(Books books) {
        List<Block> blocks = new ArrayList<>(List.of(text("lender-company-to-decide.what", contact)));
        if (request.matchReason() != null) {
            blocks.add(CustomerPaper.quote(request.matchReason(), contact));
        }
        blocks.add(text("lender-company-to-decide.next"));
        List<Fact> facts = new ArrayList<>(
                List.of(fact("lender.fact.asked-for", place(company, null, request.company().country()))));
        if (books != null) {
            facts.add(fact("lender.fact.books", place(books.name(), books.legalName(), books.country())));
        }
        facts.add(softwareFact());
        facts.add(dueFact());
        return letter("lender-company-to-decide", blocks, facts, "lender.decide", "/company-match", company);
    }

    private String place(String name, String legalName, String country) {
        StringBuilder place = new StringBuilder(Plain.line(name));
        if (legalName != null) {
            place.append(" (").append(Plain.line(legalName)).append(')');
        }
        if (country != null) {
            place.append(", ").append(Plain.line(Locale.of("", country).getDisplayCountry(words.locale())));
        }
        return place.toString();
    }

    /**
     * @param sentence why it did not work, as the customer reads it
     */
    Letter rejectedThreeTimes(String sentence) {
        List<Fact> facts = new ArrayList<>(List.of(softwareFact(), fact("lender.fact.failed", sentence)));
        if (request.company().phone() != null) {
            facts.add(fact("fact.phone", Plain.line(request.company().phone())));
        }
        facts.add(dueFact());
        return letter("lender-rejected-three-times",
                List.of(text("lender-rejected-three-times.what", contact, software)), facts);
    }

    /**
     * @param noticedAt null in previews
     */
    Letter dataStale(Instant noticedAt) {
        return letter("lender-data-stale",
                List.of(text("lender-data-stale.what", software, company), text("lender-data-stale.next")),
                List.of(softwareFact(),
                        fact("lender.fact.noticed", noticedAt == null ? "–" : words.dayAndTime(noticedAt))));
    }

    Letter accessLost() {
        List<Block> blocks = new ArrayList<>(
                List.of(text("lender-access-lost.what", software, company), text("lender-access-lost.asked", contact)));
        if (!request.facts().consented()) {
            blocks.add(text("lender-access-lost.consent"));
        }
        return letter("lender-access-lost", blocks, List.of(softwareFact(), dueFact()));
    }

}
