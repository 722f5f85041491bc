package io.ledgerstream.provider;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accounting software that is connected to by OAuth 2.0, as the process and the pages need it. Every method but
 * {@link #authorizeUrl} and {@link #grant} calls the provider and may take some 15 seconds: never inside a transaction.
 * No method changes anything in anybody's books.
 */
public interface Provider {

    /** The code of {@link Software}. */
    String software();

    /** Where the provider sends the customer back to: a path of ours, of this provider alone. */
    String callbackPath();

    /** @throws IllegalStateException where the provider's credentials are not configured */
    URI authorizeUrl(String state, URI redirect);

    /** What the customer brought back; empty where it is incomplete or not of the provider's patterns. */
    Optional<Grant> grant(Map<String, String> parameters);

    ProviderAnswer<Tokens> exchange(String code, URI redirect);

    ProviderAnswer<Tokens> refresh(String refreshToken);

    /** Ends the grant. {@code AccessEnded} where there was none any more. */
    ProviderAnswer<Boolean> revoke(String refreshToken);

    ProviderAnswer<ExternalCompany> company(Access access);

    /**
     * Reads one page in the order of change, from oldest to newest.
     *
     * @param position what the page before gave as {@code next}; null for the beginning
     * @param atMost   1 to 1,000
     */
    ProviderAnswer<ProviderPage> page(Access access, DataType type, String position, int atMost);

    /** What can be read here, in the order in which it is checked. */
    List<DataType> dataTypes();
}
