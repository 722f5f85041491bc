package io.ledgerstream.mail;

import java.util.List;

/**
 * What a mail says, block by block. Both parts of the mail are made from this, so that
 * they tell the same.
 *
 * @param choices a quiet link in the foot: to do with the mails themselves, not with what
 * they ask; null for none
 */
record Letter(String subject, String title, List<Block> blocks, Button choices, List<String> foot) {

    sealed interface Block {

        /** The name by which the template knows it. */
        default String kind() {
            return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        }

    }

    record Text(String text) implements Block {
    }

    /** Something a person wrote, line by line. */
    record Quote(List<String> lines, String by) implements Block {
    }

    record Facts(String title, List<Fact> facts) implements Block {
    }

    record Fact(String label, String value) {
    }

    /**
     * @param address null in copies and previews, where it leads nowhere
     * @param shown the address as text, or what stands in its place
     */
    record Button(String label, String address, String shown) implements Block {

        @Override
        public String toString() {
            return "Button[" + label + "]";
        }
    }

    record Code(String digits) implements Block {

        @Override
        public String toString() {
            return "Code[…]";
        }
    }
}
