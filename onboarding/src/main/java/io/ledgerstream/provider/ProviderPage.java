package io.ledgerstream.provider;

import java.util.List;

/**
 * @param next where to go on, opaque to everybody but the provider's client; after the last page, where later changes begin
 * @param last whether there is nothing more at present
 */
public record ProviderPage(List<ProviderRecord> records, String next, boolean last) {
}
