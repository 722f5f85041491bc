package io.ledgerstream.mail;

import io.ledgerstream.consent.ConsentOffer;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Facts;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The letters that tell the invited person what has happened. */
final class CustomerNews extends CustomerPaper {

    /**
     * @param software the name of what was selected; null before that
     * @param old the name of what is to be replaced; null where nothing is
     * @param manage the address of the page where sharings are managed
     */
    CustomerNews(RequestView request, String software, String old, String manage) {
        super(request, software, old, manage);
    }

    /**
     * The rows are quoted as the receipt has them: it is evidence, and never worded anew.
     */
    Letter receipt(ConsentReceipt receipt) {
        List<Block> blocks = hello();
        add(blocks, "receipt.thanks", words.dayAndTime(receipt.at()), lender, company);
        blocks.add(new Facts(words.text("receipt.rows"), receipt.rows().stream().map(CustomerNews::row).toList()));
        blocks.add(new Facts(words.text("receipt.how"), given(receipt, words)));
        add(blocks, next(), receipt.software().name());
        return letter("receipt", blocks, lender);
    }

    /** The same, as a paper to keep, in the language of the text that was read. */
    Letter receiptPaper(ConsentReceipt receipt, Words in) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Letter.Text(in.text("receipt.paper.what", in.dayAndTime(receipt.at()), receipt.person().name(),
                receipt.person().title(), receipt.lender(), receipt.company())));
        blocks.add(new Facts(in.text("receipt.rows"), receipt.rows().stream().map(CustomerNews::row).toList()));
        blocks.add(new Facts(in.text("receipt.how"), given(receipt, in)));
        blocks.add(new Letter.Text(in.text("receipt.paper.check")));
        return new Letter(in.text("receipt.paper.title"), in.text("receipt.paper.title"), blocks, null, List.of());
    }

    private String next() {
        if (more()) {
            return "receipt.next.more";
        }
        if (request.facts().renewsConsent()) {
            return "receipt.next.renewed";
        }
        return reconnection() ? "receipt.next.reconnect"
                : request.facts().byFile() ? "receipt.next.file" : "receipt.next";
    }

    private static List<Fact> given(ConsentReceipt receipt, Words in) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(in.text("receipt.given"), in.dayAndTime(receipt.at())));
        facts.add(new Fact(in.text("receipt.by"),
                in.text("receipt.by.value", receipt.person().name(), receipt.person().title())));
        facts.add(new Fact(in.text("receipt.may-decide"), Plain.sentence(receipt.person().statement())));
        facts.add(new Fact(in.text("fact.software"), Plain.line(receipt.software().name())));
        if (!receipt.leftOut().isEmpty()) {
            facts.add(new Fact(in.text("receipt.left-out"),
                    receipt.leftOut()
                        .stream()
                        .map(product -> in.text("product." + product))
                        .collect(Collectors.joining(", "))));
        }
        facts.add(new Fact(in.text("receipt.text"),
                in.text("receipt.text.value", receipt.text().version(), receipt.text().sha256())));
        return facts;
    }

    private static Fact row(ConsentOffer.Row row) {
        return new Fact(Plain.line(row.term()),
                row.texts().stream().map(Plain::lines).collect(Collectors.joining("\n")));
    }

    /** It did not answer when they were about to connect it. */
    Letter softwareBack(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "software-back.what", software, lender);
        blocks.add(personal.button(words.text("go-on")));
        return letter("software-back", blocks, software);
    }

    /**
     * @param consentEnds null where it is not known
     */
    Letter connected(Instant consentEnds) {
        List<Block> blocks = hello();
        add(blocks, more() ? "connected.more.what" : "connected.what", lender, data(), company, software);
        replaced(blocks);
        blocks.add(new Facts(null, standing("fact.connected", consentEnds)));
        add(blocks, "connected.thanks");
        return letter(more() ? "connected.more" : "connected", blocks, company, data());
    }

    /**
     * @param consentEnds null where it is not known
     */
    Letter reconnected(Instant consentEnds) {
        List<Block> blocks = hello();
        add(blocks, renewal() == null ? "reconnected.what" : "renewed.what", lender, data(), company, software);
        blocks.add(new Facts(null, standing("fact.connected", consentEnds)));
        add(blocks, "connected.thanks");
        return letter(renewal() == null ? "reconnected" : "renewed", blocks, company);
    }

    /**
     * Never called connected: nothing more comes by itself. @param consentEnds null where
     * it is not known
     */
    Letter uploaded(Instant consentEnds) {
        List<Block> blocks = hello();
        add(blocks, "uploaded.what", lender, company, software);
        replaced(blocks);
        blocks.add(new Facts(null, standing("fact.uploaded", consentEnds)));
        add(blocks, "connected.thanks");
        return letter("uploaded", blocks, lender, company);
    }

    private void replaced(List<Block> blocks) {
        if (change()) {
            add(blocks, old.equals(software) ? "connected.replaced.same" : "connected.replaced", old,
                    words.day(request.facts().change().cutOver()), lender);
        }
    }

    private List<Fact> standing(String since, Instant consentEnds) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.software", software == null ? "–" : Plain.line(software)));
        facts.add(fact(since, words.dayAndTime(request.statusChangedAt())));
        if (consentEnds != null) {
            facts.add(fact("fact.until", words.day(consentEnds)));
        }
        return facts;
    }

    /** The receipt of the end. */
    Letter sharingEnded(Receipts.Ended ended) {
        List<Block> blocks = hello();
        add(blocks,
                ended.byCustomer() ? "sharing-ended.what"
                        : ended.replaced() ? "sharing-ended.replaced.what" : "sharing-ended.day.what",
                data(), company, lender, words.dayAndTime(ended.at()));
        add(blocks, request.facts().byFile() ? "sharing-ended.files.stopped" : "sharing-ended.stopped", software,
                lender);
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.software", software == null ? "–" : Plain.line(software)));
        facts.add(fact("sharing-ended.at", words.dayAndTime(ended.at())));
        facts.add(fact("sharing-ended.erased", words.day(ended.eraseAt())));
        facts.add(fact("fact.reference", request.reference()));
        blocks.add(new Facts(null, facts));
        add(blocks, ended.byCustomer() || ended.replaced() ? "sharing-ended.not-you" : "sharing-ended.again", owner,
                lender);
        return letter(ended.replaced() ? "sharing-ended.replaced" : "sharing-ended", blocks, lender, software);
    }

    Letter cancelled() {
        List<Block> blocks = hello();
        String day = words.day(request.statusChangedAt());
        if (renewal() != null) {
            add(blocks, "cancelled.renew.what", lender, company, day, ends());
        }
        else if (reconnection()) {
            add(blocks, "cancelled.reconnect.what", lender, company, day, software);
            add(blocks, "cancelled.reconnect.nothing");
        }
        else {
            add(blocks, "cancelled.what", lender, company, day);
            add(blocks, more() || change() ? "cancelled.more.nothing" : "cancelled.nothing");
        }
        return letter("cancelled", blocks, lender);
    }

    /**
     * Says how the check stands when it is sent, which may be later than when it was
     * planned.
     * @param interrupted whether it was never begun, because of us
     */
    Letter stillChecking(boolean interrupted, Personal personal) {
        List<Block> blocks = hello();
        RequestStep step = request.facts().step();
        if (step == RequestStep.CHECKING) {
            add(blocks, "checking.what", software, company);
            return letter("checking", blocks, software);
        }
        String kind = switch (step) {
            case CHOOSE_SUBSIDIARIES -> "checking.subsidiaries";
            case CONFIRM_COMPANY -> "checking.company";
            default -> interrupted ? "checking.interrupted" : "checking.failed";
        };
        add(blocks, kind + ".what", software, company);
        blocks.add(personal.button(words.text(step == RequestStep.CONNECT_SOFTWARE ? "try-again" : "go-on")));
        return letter(kind, blocks, software);
    }

    /**
     * @param answered all that was asked and got the same answer, oldest first
     */
    Letter helpAnswered(List<Help.Question> answered, Personal personal) {
        List<Block> blocks = hello();
        Help.Question last = answered.getLast();
        String by = last.answeredBy() == null ? owner : last.answeredBy();
        add(blocks, "help-answered.what", by, lender);
        blocks.add(quote(last.answer(), by));
        add(blocks, "help-answered.asked");
        answered.forEach(question -> blocks.add(quote(question.question(), words.dayAndTime(question.askedAt()))));
        if (personal.hasLink()) {
            blocks.add(personal.button(words.text("go-on")));
            blocks.add(new Facts(null, askingFacts()));
        }
        return letter("help-answered", blocks, lender);
    }

    /**
     * Why, in our words: what the lender noted for itself is not the customer's to
     * read. @param books null where not known
     */
    Letter companyRefused(Books books, Personal personal) {
        List<Block> blocks = hello();
        if (books == null) {
            add(blocks, "company-refused.what.unknown", lender, company, software);
        }
        else {
            add(blocks, "company-refused.what", lender, company, software, books.name());
        }
        add(blocks, "company-refused.next", software, company);
        blocks.add(personal.button(words.text("company-refused.button")));
        blocks.add(new Facts(null, askingFacts()));
        return letter("company-refused", blocks, lender, company);
    }

}
