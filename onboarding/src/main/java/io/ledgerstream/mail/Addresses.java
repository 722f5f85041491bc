package io.ledgerstream.mail;

import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.request.RequestView;
import java.util.EnumSet;
import java.util.Set;

/** Who a mail is from, who gets it, and where answers go. */
record Addresses(Address from, Address replyTo, Address to) {

    /**
     * Answers to these would go to somebody who cannot be reached, or is the wrong
     * person.
     */
    private static final Set<MailKind> ABOUT_THE_CONTACT = EnumSet.of(MailKind.LENDER_MAIL_BOUNCED,
            MailKind.LENDER_CONTACT_DISPUTED);

    /**
     * @param noReply the address that every mail comes from
     */
    static Addresses of(RequestView request, MailKind kind, String noReply) {
        Address owner = new Address(Plain.line(request.owner().name()), request.owner().email());
        Address contact = new Address(Plain.line(request.contactName()), request.contactEmail());
        if (kind.toLender()) {
            Address sender = new Address("Ledgerstream", noReply);
            return new Addresses(sender, ABOUT_THE_CONTACT.contains(kind) ? sender : contact, owner);
        }
        return new Addresses(new Address(Plain.line(request.lender().name()) + " via Ledgerstream", noReply), owner,
                contact);
    }

    record Address(String name, String address) {

        String shown() {
            return name + " <" + address + ">";
        }

        /** Never in logs. */
        @Override
        public String toString() {
            return "Address[…]";
        }
    }
}
