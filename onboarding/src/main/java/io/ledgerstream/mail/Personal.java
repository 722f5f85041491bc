package io.ledgerstream.mail;

import java.net.URI;

/**
 * What only the recipient may see; in copies and previews something stands in its place.
 *
 * @param link where the mail's button leads, null where it leads nowhere
 * @param choices where reminders are put off or stopped, and "not me" is said; null where
 * the mail offers none
 */
record Personal(String link, String shownLink, String code, URI choices, String shownChoices) {

    private static final String HIDDEN_LINK = "[personal link]";

    static final Personal HIDDEN = new Personal(null, HIDDEN_LINK, "[code]", null, HIDDEN_LINK);
    static final Personal NONE = new Personal(null, null, null, null, null);

    static Personal link(URI address) {
        return new Personal(address.toString(), address.toString(), null, null, null);
    }

    static Personal code(String digits) {
        return new Personal(null, null, digits, null, null);
    }

    Personal choices(URI address) {
        return new Personal(link, shownLink, code, address, address.toString());
    }

    /**
     * The same, for the copy that is kept: what is not there has nothing in its place
     * either.
     */
    Personal hidden() {
        return new Personal(null, link == null ? null : HIDDEN_LINK, code == null ? null : HIDDEN.code, null,
                choices == null ? null : HIDDEN_LINK);
    }

    boolean hasLink() {
        return shownLink != null;
    }

    Letter.Button button(String label) {
        return new Letter.Button(label, link, shownLink);
    }

    Letter.Button choicesButton(String label) {
        return new Letter.Button(label, choices == null ? null : choices.toString(), shownChoices);
    }

    @Override
    public String toString() {
        return "Personal[…]";
    }
}
