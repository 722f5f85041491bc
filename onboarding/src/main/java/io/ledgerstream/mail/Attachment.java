package io.ledgerstream.mail;

/** A file that goes with a mail. @param name of letters, digits, dots and hyphens */
record Attachment(String name, String mediaType, byte[] content) {

    @Override
    public String toString() {
        return name;
    }
}
