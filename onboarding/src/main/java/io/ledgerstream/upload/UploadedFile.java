package io.ledgerstream.upload;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that is kept, without its content.
 *
 * @param name without a path, with the ending that its content has; otherwise as the
 * customer named it
 * @param mediaType by its content
 * @param bytes its length as the customer gave it
 * @param sha256 of the content as given, hexadecimal
 */
public record UploadedFile(UUID id, String name, String mediaType, long bytes, String sha256, Instant at) {

    /** At least 1, for people. */
    public long kilobytes() {
        return (bytes + 1023) / 1024;
    }

    /** With its content, as the customer gave it. */
    public record Opened(UploadedFile file, byte[] content) {
    }
}
