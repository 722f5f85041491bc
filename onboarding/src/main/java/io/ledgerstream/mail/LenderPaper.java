package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Facts;
import io.ledgerstream.mail.Letter.Text;
import io.ledgerstream.request.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every letter to the company's owner at the lender has: English, as the portal is,
 * and a button to a page of the portal.
 */
abstract class LenderPaper {

    private static final String LANGUAGE = "en";

    final RequestView request;

    final String software;

    final Words words;

    final String company;

    final String contact;

    private final String page;

    /**
     * @param software the name of what was selected; null before that
     * @param page the address of the request's page in the portal
     */
    LenderPaper(RequestView request, String software, String page) {
        this.request = request;
        this.software = software;
        this.page = page;
        this.words = words(request);
        this.company = request.company().legalName();
        this.contact = request.contactName();
    }

    static Words words(RequestView request) {
        return new Words(LANGUAGE, request.company().timeZone());
    }

    final boolean more() {
        return request.facts().connectionId() != null && !request.facts().reconnection();
    }

    final boolean reconnection() {
        return request.facts().reconnection();
    }

    /** Whether something is asked for before it ends, while the connection works. */
    final boolean renewal() {
        return request.facts().renewal() != null;
    }

    final String ends() {
        return words.day(request.facts().renewal().endsAt());
    }

    final String data() {
        return request.products()
            .stream()
            .map(product -> words.text("product." + product + ".data"))
            .collect(Collectors.joining(", "));
    }

    final Fact softwareFact() {
        return fact("fact.software", software == null ? "–" : Plain.line(software));
    }

    final Fact dueFact() {
        return fact("lender.fact.due", words.day(request.dueAt()));
    }

    final Text text(String key, Object... args) {
        return new Text(words.text(key, args));
    }

    final Fact fact(String label, String value) {
        return new Fact(words.text(label), value);
    }

    /** News: leads to the request's page. */
    final Letter letter(String kind, List<? extends Block> blocks, List<Fact> facts) {
        return letter(kind, blocks, facts, "lender.open", "", company);
    }

    /**
     * @param button a key; @param below the page under the request's page; @param subject
     * what subject and title speak of
     */
    final Letter letter(String kind, List<? extends Block> blocks, List<Fact> facts, String button, String below,
            Object... subject) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(fact("lender.fact.contact", words.text("lender.fact.contact.value", contact, request.contactEmail())));
        all.add(fact("fact.reference", request.reference()));
        List<Block> written = new ArrayList<>(blocks);
        written.add(new Facts(null, all));
        written.add(new Letter.Button(words.text(button), page + below, page + below));
        return new Letter(words.text(kind + ".subject", subject), words.text(kind + ".title", subject), written, null,
                List.of(words.text("foot.lender", company, request.lender().name())));
    }

}
