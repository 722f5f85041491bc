package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Quote;
import io.ledgerstream.mail.Letter.Text;
import io.ledgerstream.request.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every letter to the invited person has: the request's language, the company's time
 * zone, the same feet.
 */
abstract class CustomerPaper {

    final RequestView request;

    final Words words;

    final String lender;

    final String company;

    final String software;

    final String owner;

    final String old;

    private final String manage;

    /**
     * @param software the name of what was selected; null before that
     * @param old the name of what is to be replaced; null where nothing is
     * @param manage the address of the page where sharings are managed
     */
    CustomerPaper(RequestView request, String software, String old, String manage) {
        this.request = request;
        this.words = words(request);
        this.lender = request.lender().name();
        this.company = request.company().legalName();
        this.software = software;
        this.old = old;
        this.manage = manage;
        this.owner = request.owner().name();
    }

    static Words words(RequestView request) {
        return new Words(request.language(), request.company().timeZone());
    }

    /**
     * Whether the request is for something more over a connection that works: then only
     * consent is asked for.
     */
    final boolean more() {
        return request.facts().connectionId() != null && !request.facts().reconnection();
    }

    final boolean change() {
        return request.facts().change() != null;
    }

    final boolean reconnection() {
        return request.facts().reconnection();
    }

    /** Key of the words for what is renewed before it ends; null where nothing is. */
    final String renewal() {
        return request.facts().renewal() == null ? null : "renew." + request.facts().renewal().what();
    }

    final String ends() {
        return words.day(request.facts().renewal().endsAt());
    }

    final List<Block> hello() {
        return new ArrayList<>(List.of(new Text(words.text("hello", request.contactName()))));
    }

    final void add(List<Block> blocks, String key, Object... args) {
        blocks.add(new Text(words.text(key, args)));
    }

    /**
     * @param typed what a person wrote: data, whatever it looks like
     */
    static Quote quote(String typed, String by) {
        return new Quote(Plain.lines(typed).lines().toList(), Plain.line(by));
    }

    final Fact fact(String label, String value) {
        return new Fact(words.text(label), value);
    }

    /** Until when, and whom to ask. */
    final List<Fact> askingFacts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.due", words.day(request.dueAt())));
        facts.add(fact("fact.asking", words.text("fact.asking.value", owner, lender)));
        if (request.owner().phone() != null) {
            facts.add(fact("fact.phone", Plain.line(request.owner().phone())));
        }
        if (request.lender().guided() && request.lender().successManagerName() != null) {
            facts.add(fact("fact.help", words.text("fact.help.value", request.lender().successManagerName(),
                    request.lender().successManagerPhone(), request.lender().successManagerHours())));
        }
        return facts;
    }

    /** What is asked for, in the words of the data and not of the product. */
    final String data() {
        return request.products()
            .stream()
            .map(product -> words.text("product." + product + ".data"))
            .collect(Collectors.joining(", "));
    }

    final Letter letter(String kind, List<Block> blocks, Object... subject) {
        return letter(kind, blocks, (Letter.Button) null, subject);
    }

    /**
     * Whoever shares with one lender may be asked by another: every foot says where what
     * is shared is seen and ended.
     */
    final Letter letter(String kind, List<Block> blocks, Letter.Button choices, Object... subject) {
        List<String> foot = List.of(words.text("foot.end", manage), words.text("foot.why", owner, lender, company),
                words.text("foot.who"));
        return new Letter(words.text(kind + ".subject", subject), words.text(kind + ".title", subject), blocks, choices,
                foot);
    }

}
