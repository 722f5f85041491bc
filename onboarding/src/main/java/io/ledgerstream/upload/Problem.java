package io.ledgerstream.upload;

/**
 * Why a file was not taken in.
 *
 * @param fileName as it would have been kept, so without any path
 */
public record Problem(String fileName, Why why) {

    public enum Why {

        EMPTY, TOO_LARGE, NO_TABLE, MACROS

    }
}
