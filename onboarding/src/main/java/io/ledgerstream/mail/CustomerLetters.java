package io.ledgerstream.mail;

import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.mail.Letter.Block;
import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.mail.Letter.Facts;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The letters that ask the invited person for something, or let them in. */
final class CustomerLetters extends CustomerPaper {

    /**
     * @param software the name of what was selected; null before that
     * @param old the name of what is to be replaced; null where nothing is
     * @param manage the address of the page where sharings are managed
     */
    CustomerLetters(RequestView request, String software, String old, String manage) {
        super(request, software, old, manage);
    }

    Letter invitation(Personal personal) {
        List<Block> blocks = hello();
        invitationWhy(blocks);
        if (request.note() != null && !request.note().isBlank()) {
            blocks.add(quote(request.note(), owner));
        }
        blocks.add(personal.button(words.text("open")));
        blocks.add(new Facts(null, invitationFacts()));
        add(blocks, "decide");
        add(blocks, "link.personal");
        return change() ? asking("invitation.change", blocks, personal, lender, company)
                : asking("invitation", blocks, personal, lender, company);
    }

    private void invitationWhy(List<Block> blocks) {
        if (change()) {
            add(blocks, "invitation.why.change", company, old, lender);
        }
        else if (more()) {
            add(blocks, "invitation.why.more", owner, lender, company, data(), software);
        }
        else if (request.products().contains(Product.SPEND_ANALYSIS)) {
            add(blocks, "invitation.why", owner, lender, company);
        }
        else {
            add(blocks, "invitation.why.other", owner, lender, company, data());
        }
    }

    /**
     * Says what is needed and no more: where the consent still holds nobody is asked for
     * it again.
     */
    Letter reconnect(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "reconnect.why", software, company, lender);
        add(blocks, "reconnect.how");
        add(blocks, request.facts().consented() ? "reconnect.needed" : "reconnect.needed.consent", software, company);
        blocks.add(personal.button(words.text("reconnect.button", software)));
        blocks.add(new Facts(null, askingFacts()));
        if (!request.facts().consented()) {
            add(blocks, "decide");
        }
        add(blocks, "link.personal");
        return letter("reconnect", blocks, choices(personal), software, company);
    }

    /**
     * What ends, when, and the one thing to do; also as a reminder. What was overtaken by
     * a loss of access is a request to reconnect.
     */
    Letter renew(Personal personal) {
        return renewal() == null ? reconnect(personal) : renew("", personal);
    }

    private Letter renew(String again, Personal personal) {
        String what = renewal();
        List<Block> blocks = hello();
        add(blocks, what + ".why", lender, company, data(), software, ends());
        add(blocks, what + ".how", lender, company, software, ends());
        blocks.add(personal.button(words.text(what + ".button", software)));
        List<Fact> facts = new ArrayList<>(
                List.of(fact(what + ".ends", ends()), fact("fact.software", Plain.line(software))));
        facts.addAll(askingFacts().subList(1, askingFacts().size()));
        blocks.add(new Facts(null, facts));
        add(blocks, what + ".else", lender, ends());
        add(blocks, "link.personal");
        return letter(what + again, blocks, choices(personal), software, lender, ends());
    }

    Letter reminder(Personal personal) {
        if (renewal() != null) {
            return renew(".reminder", personal);
        }
        List<Block> blocks = hello();
        if (reconnection()) {
            add(blocks, "reminder.reconnect.asked", words.day(request.requestedAt()), software, company, lender);
        }
        else if (change()) {
            add(blocks, "reminder.change.asked", words.day(request.requestedAt()), company, old);
        }
        else {
            add(blocks, "reminder.asked", words.day(request.requestedAt()), owner, lender, company);
        }
        next(blocks);
        blocks.add(personal.button(words.text(request.signedInAt() == null ? "open" : "go-on")));
        blocks.add(new Facts(null, askingFacts()));
        if (!request.facts().consented()) {
            add(blocks, "decide");
            add(blocks, "reminder.decline");
        }
        return reconnection() ? asking("reminder.reconnect", blocks, personal, software, company)
                : asking(change() ? "reminder.change" : "reminder", blocks, personal, lender, company);
    }

    /**
     * What the customer does next. While we or the lender are at it nobody is reminded,
     * so that there is nothing to say.
     */
    private void next(List<Block> blocks) {
        RequestStep step = request.facts().step();
        switch (step) {
            case SELECT_SOFTWARE -> add(blocks, "reminder.SELECT_SOFTWARE", company);
            case GIVE_CONSENT -> add(blocks, reconnection() ? "reminder.reconnect.GIVE_CONSENT"
                    : more() ? "reminder.more.GIVE_CONSENT" : "reminder.GIVE_CONSENT", software);
            case CONNECT_SOFTWARE ->
                add(blocks, reconnection() ? "reminder.reconnect.CONNECT_SOFTWARE" : "reminder.CONNECT_SOFTWARE",
                        software, company);
            case UPLOAD_FILES -> add(blocks, "reminder.UPLOAD_FILES", software);
            case CHOOSE_SUBSIDIARIES -> add(blocks, "reminder.CHOOSE_SUBSIDIARIES", software, company);
            case CONFIRM_COMPANY -> add(blocks, "reminder.CONFIRM_COMPANY", software, company);
            case CHECKING, LENDER_DECIDES, DONE, DECLINED, EXPIRED, CANCELLED -> {
            }
        }
    }

    Letter newLink(Personal personal) {
        List<Block> blocks = hello();
        if (renewal() != null) {
            add(blocks, renewal() + ".new-link", lender, company, software, ends());
        }
        else if (reconnection()) {
            add(blocks, "new-link.why.reconnect", software, company, lender);
        }
        else if (change()) {
            add(blocks, "new-link.why.change", company, old);
        }
        else {
            add(blocks, "new-link.why", lender, company);
        }
        blocks.add(personal.button(words.text(request.signedInAt() == null ? "open" : "go-on")));
        blocks.add(new Facts(null, askingFacts()));
        add(blocks, "link.personal");
        return asking("new-link", blocks, personal, lender);
    }

    Letter goOnAtDesk(Personal personal) {
        List<Block> blocks = hello();
        add(blocks, "desk.what", lender, company);
        blocks.add(personal.button(words.text("go-on")));
        blocks.add(new Facts(null, askingFacts()));
        add(blocks, "link.personal");
        return letter("desk", blocks, lender);
    }

    /**
     * @param digits what the reader is to see
     */
    Letter code(SignInCodes.Mailed code, String digits) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Letter.Code(digits));
        long minutes = Duration.between(code.sentAt(), code.expiresAt()).toMinutes();
        add(blocks, "code.enter", lender, Long.toString(minutes), words.timeAndZone(code.expiresAt()));
        add(blocks, "code.secret", lender);
        add(blocks, "code.not-you", owner);
        return letter("code", blocks, words.timeAndZone(code.sentAt()));
    }

    Letter manageCode(SignInCodes.Mailed code, String digits) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Letter.Code(digits));
        long minutes = Duration.between(code.sentAt(), code.expiresAt()).toMinutes();
        add(blocks, "manage-code.enter", Long.toString(minutes), words.timeAndZone(code.expiresAt()));
        add(blocks, "manage-code.secret");
        return letter("manage-code", blocks, words.timeAndZone(code.sentAt()));
    }

    private List<Fact> invitationFacts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("fact.asked", request.products().stream().map(this::product).collect(Collectors.joining("\n"))));
        facts.add(fact("fact.not-shared", words.text("fact.not-shared.value")));
        facts.add(fact("fact.minutes",
                more() ? words.text("fact.minutes.more", software) : words.text("fact.minutes.value")));
        facts.addAll(askingFacts());
        return facts;
    }

    private String product(Product product) {
        return words.text("product.line", words.text("product." + product), words.text("product." + product + ".data"));
    }

    private Letter asking(String kind, List<Block> blocks, Personal personal, Object... subject) {
        return letter(kind, blocks, choices(personal), subject);
    }

    private Letter.Button choices(Personal personal) {
        return personal.choicesButton(words.text("foot.choices"));
    }

}
