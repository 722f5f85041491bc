package io.ledgerstream.provider;

import java.util.List;

/**
 * @param records as read, with those that have changed
 * @param whole where the page holds all that there is of some records: what else is
 * stored of them is there no more; null where it does not
 * @param gone what is there no more since the page before, where the provider tells it
 * along; null where it has to be asked
 * @param next where to go on, opaque to everybody but the provider's client; after the
 * last page, where later changes begin
 * @param last whether there is nothing more at present
 */
public record ProviderPage(List<ProviderRecord> records, Span whole, Gone gone, String next, boolean last) {

    public ProviderPage(List<ProviderRecord> records, String next, boolean last) {
        this(records, null, null, next, last);
    }

    /** A page that holds all of some records. */
    public ProviderPage(List<ProviderRecord> records, Span whole, String next, boolean last) {
        this(records, whole, null, next, last);
    }
}
