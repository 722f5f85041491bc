package io.ledgerstream.provider;

import java.util.List;

/**
 * @param records as read, with those that have changed
 * @param whole   where the page holds all that there is of some records: what else is stored of them is there no more; null where it does not
 * @param next    where to go on, opaque to everybody but the provider's client; after the last page, where later changes begin
 * @param last    whether there is nothing more at present
 */
public record ProviderPage(List<ProviderRecord> records, Span whole, String next, boolean last) {

    public ProviderPage(List<ProviderRecord> records, String next, boolean last) {
        this(records, null, next, last);
    }
}
