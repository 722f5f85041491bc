package io.ledgerstream.mail;

import io.ledgerstream.consent.ConsentOffer;
import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Facts;
import io.ledgerstream.mail.Letter.Quote;
import io.ledgerstream.mail.Letter.Text;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The letters to the invited person, in the request's language and the company's time zone. */
final class CustomerLetters {

    private final RequestView request;
    private final Words words;
    private final String lender;
    private final String company;
    private final String software;

    /** @param software the name of what was selected; null before that */
    CustomerLetters(RequestView request, String software) {
        this.request = request;
        this.words = new Words(request.language(), request.company().timeZone());
        this.lender = request.lender().name();
        this.company = request.company().legalName();
        this.software = software;
    }

    Words words() {
        return words;
    }

    Letter invitation(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "invitation.why", request.owner().name(), lender, company);
        note(blocks);
        blocks.add(personal.button(words.text("open")));
        blocks.add(new Facts(null, invitationFacts()));
        add(blocks, "decide");
        add(blocks, "link.personal");
        return letter("invitation", blocks, lender, company);
    }

    Letter reminder(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "reminder.asked", words.day(request.requestedAt()), request.owner().name(), lender, company);
        RequestStep step = request.facts().step();
        add(blocks, "reminder." + step, step == RequestStep.SELECT_SOFTWARE ? company : software);
        blocks.add(personal.button(words.text(request.signedInAt() == null ? "open" : "go-on")));
        blocks.add(new Facts(null, reminderFacts()));
        if (step != RequestStep.CONNECT_SOFTWARE) {
            add(blocks, "decide");
            add(blocks, "reminder.decline");
        }
        return letter("reminder", blocks, lender, company);
    }

    Letter newLink(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "new-link.why", lender, company);
        blocks.add(personal.button(words.text(request.signedInAt() == null ? "open" : "go-on")));
        blocks.add(new Facts(null, reminderFacts()));
        add(blocks, "link.personal");
        return letter("new-link", blocks, lender);
    }

    /** @param digits what the reader is to see */
    Letter code(SignInCodes.Mailed code, String digits) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Letter.Code(digits));
        long minutes = Duration.between(code.sentAt(), code.expiresAt()).toMinutes();
        add(blocks, "code.enter", lender, Long.toString(minutes), words.timeAndZone(code.expiresAt()));
        add(blocks, "code.secret", lender);
        add(blocks, "code.not-you", request.owner().name());
        return letter("code", blocks, words.timeAndZone(code.sentAt()));
    }

    /** The rows are quoted as the receipt has them: it is evidence, and never worded anew. */
    Letter receipt(ConsentReceipt receipt) {
        List<Block> blocks = hello();
        add(blocks, "receipt.thanks", words.dayAndTime(receipt.at()), lender, company);
        blocks.add(new Facts(words.text("receipt.rows"), receipt.rows().stream().map(CustomerLetters::row).toList()));
        blocks.add(new Facts(words.text("receipt.how"), given(receipt)));
        add(blocks, "receipt.next", receipt.software().name());
        return letter("receipt", blocks, ending(), lender);
    }

    private List<Fact> given(ConsentReceipt receipt) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("receipt.given", words.dayAndTime(receipt.at())));
        facts.add(fact("receipt.by", words.text("receipt.by.value", receipt.person().name(), receipt.person().title())));
        facts.add(fact("receipt.may-decide", Plain.sentence(receipt.person().statement())));
        facts.add(fact("fact.software", receipt.software().name()));
        if (!receipt.leftOut().isEmpty()) {
            facts.add(fact("receipt.left-out", receipt.leftOut().stream().map(product -> words.text("product." + product))
                    .collect(Collectors.joining(", "))));
        }
        facts.add(fact("receipt.text", words.text("receipt.text.value", receipt.text().version(), receipt.text().sha256())));
        return facts;
    }

    private static Fact row(ConsentOffer.Row row) {
        return new Fact(Plain.line(row.term()), row.texts().stream().map(Plain::lines).collect(Collectors.joining("\n")));
    }

    /** @param consentEnds null where it is not known */
    Letter connected(Instant consentEnds) {
        List<Block> blocks = hello();
        String data = request.products().stream().map(product -> words.text("product." + product + ".data")).collect(Collectors.joining(", "));
        add(blocks, "connected.what", lender, data, company, software);
        List<Fact> facts = new ArrayList<>(List.of(fact("fact.software", software),
                fact("fact.connected", words.dayAndTime(request.statusChangedAt()))));
        if (consentEnds != null) {
            facts.add(fact("fact.until", words.day(consentEnds)));
        }
        blocks.add(new Facts(null, facts));
        add(blocks, "connected.thanks");
        return letter("connected", blocks, ending(), company);
    }

    Letter cancelled() {
        List<Block> blocks = hello();
        add(blocks, "cancelled.what", lender, company, words.day(request.statusChangedAt()));
        add(blocks, "cancelled.nothing");
        return letter("cancelled", blocks, lender);
    }

    /** Says how the check stands when it is sent, which may be later than when it was planned. */
    Letter stillChecking(Personal personal) {
        List<Block> blocks = hello();
        if (request.facts().step() == RequestStep.CHECKING) {
            add(blocks, "checking.what", software, company);
            return letter("checking", blocks, software);
        }
        add(blocks, "checking.failed.what", software, company);
        blocks.add(personal.button(words.text("try-again")));
        return letter("checking.failed", blocks, software);
    }

    private List<Fact> invitationFacts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.asked", products()));
        facts.add(fact("fact.not-shared", words.text("fact.not-shared.value")));
        facts.add(fact("fact.minutes", words.text("fact.minutes.value")));
        facts.addAll(reminderFacts());
        return facts;
    }

    private List<Fact> reminderFacts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.due", words.day(request.dueAt())));
        facts.add(fact("fact.asking", words.text("fact.asking.value", request.owner().name(), lender)));
        if (request.owner().phone() != null) {
            facts.add(fact("fact.phone", Plain.line(request.owner().phone())));
        }
        if (request.lender().guided() && request.lender().successManagerName() != null) {
            facts.add(fact("fact.help", words.text("fact.help.value", request.lender().successManagerName(),
                    request.lender().successManagerPhone(), request.lender().successManagerHours())));
        }
        return facts;
    }

    private String products() {
        return request.products().stream().map(this::product).collect(Collectors.joining("\n"));
    }

    private String product(Product product) {
        return words.text("product.line", words.text("product." + product), words.text("product." + product + ".data"));
    }

    private void note(List<Block> blocks) {
        if (request.note() != null && !request.note().isBlank()) {
            blocks.add(new Quote(Plain.lines(request.note()).lines().toList(), Plain.line(request.owner().name())));
        }
    }

    private List<Block> hello() {
        return new ArrayList<>(List.of(new Text(words.text("hello", request.contactName()))));
    }

    private void add(List<Block> blocks, String key, Object... args) {
        blocks.add(new Text(words.text(key, args)));
    }

    private Fact fact(String label, String value) {
        return new Fact(words.text(label), value);
    }

    private List<String> ending() {
        String phone = request.owner().phone() == null ? request.lender().phone() : request.owner().phone();
        return phone == null ? List.of() : List.of(words.text("foot.end", phone));
    }

    private Letter letter(String kind, List<Block> blocks, Object... subject) {
        return letter(kind, blocks, List.of(), subject);
    }

    private Letter letter(String kind, List<Block> blocks, List<String> ending, Object... subject) {
        List<String> foot = new ArrayList<>(ending);
        foot.add(words.text("foot.why", request.owner().name(), lender, company));
        foot.add(words.text("foot.who"));
        return new Letter(words.text(kind + ".subject", subject), words.text(kind + ".title", subject), blocks, foot);
    }
}
