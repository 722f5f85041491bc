package io.ledgerstream.mail;

import java.net.URI;

/** What only the recipient may see; in copies and previews something stands in its place. */
record Personal(String link, String shownLink, String code) {

    static final Personal HIDDEN = new Personal(null, "[personal link]", "[code]");
    static final Personal NONE = new Personal(null, null, null);

    static Personal link(URI address) {
        return new Personal(address.toString(), address.toString(), null);
    }

    static Personal code(String digits) {
        return new Personal(null, null, digits);
    }

    Letter.Button button(String label) {
        return new Letter.Button(label, link, shownLink);
    }

    @Override
    public String toString() {
        return "Personal[…]";
    }
}
