package io.ledgerstream.upload;

import org.springframework.core.io.InputStreamSource;

/**
 * A file as it came from a browser: anything.
 *
 * @param name as the browser said; may hold a path, markup, anything; null for none
 * @param bytes its length
 * @param content may be read several times
 */
public record GivenFile(String name, long bytes, InputStreamSource content) {
}
