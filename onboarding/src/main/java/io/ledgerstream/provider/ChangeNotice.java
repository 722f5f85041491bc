package io.ledgerstream.provider;

/**
 * Something has changed in somebody's books. What, the books say when they are read.
 *
 * @param id the same when it is told again, at most 200 characters
 * @param account the provider's id of the books
 * @param record the provider's id of what has changed
 * @param mergedFrom of what went into it; null where nothing did
 */
public record ChangeNotice(String id, String account, DataType type, String record, String mergedFrom) {
}
