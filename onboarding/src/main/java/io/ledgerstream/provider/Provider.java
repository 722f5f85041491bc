package io.ledgerstream.provider;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accounting software that is connected to directly, as the process and the pages need
 * it. Every method that gives a {@link ProviderAnswer} calls the provider and may take
 * some 15 seconds: never inside a transaction. No method changes anything in anybody's
 * books.
 */
public interface Provider {

    /** The code of {@link Software}. */
    String software();

    /**
     * The way by the provider's own consent page; empty where there is none, or the
     * customer has chosen another way.
     */
    Optional<RoundTrip> roundTrip();

    /**
     * Where a customer is led step by step, where it takes more than a press of a button:
     * a path of ours.
     */
    default Optional<String> instructions() {
        return Optional.empty();
    }

    /**
     * What is looked at here before a connection is trusted, in the order of the enum.
     */
    List<Aspect> aspects();

    /**
     * What this software's answers may have for a reason
     * ({@link ProviderAnswer.Misconfigured}), beside what all have.
     */
    default Set<String> reasons() {
        return Set.of();
    }

    /**
     * Those of {@link #reasons} that may pass by themselves, or are not the customer's
     * doing: a connection that works does not end by them.
     */
    default Set<String> passing() {
        return Set.of();
    }

    /** What {@link #excess} may point out. */
    default Set<String> notes() {
        return Set.of();
    }

    /** What a credential of this provider's is. */
    default CredentialKind kind(String credential) {
        return CredentialKind.ACCESS;
    }

    /**
     * New access. {@code AccessEnded} or {@code Misconfigured} where there is none any
     * more, with this credential.
     */
    ProviderAnswer<Tokens> renew(String credential);

    /** Ends the grant. {@code AccessEnded} where there was none any more. */
    ProviderAnswer<Boolean> revoke(String credential);

    /**
     * Whether ending one grant may end what was granted to us later for the same account.
     */
    default boolean endsTogether() {
        return false;
    }

    /**
     * Whether the account exists; no credentials are needed. Only for
     * {@link Aspect#ACCOUNT}.
     */
    default ProviderAnswer<Boolean> account(String externalId) {
        return new ProviderAnswer.Ok<>(true);
    }

    /** Whether the access is taken at all; where nothing but reading tells, it is Ok. */
    default ProviderAnswer<Boolean> signedIn(Access access) {
        return new ProviderAnswer.Ok<>(true);
    }

    ProviderAnswer<ExternalCompany> company(Access access);

    /**
     * Those that the account keeps books for and that can be shared, in the provider's
     * order; fewer than two: there is nothing to choose.
     */
    default ProviderAnswer<List<Subsidiary>> subsidiaries(Access access) {
        return new ProviderAnswer.Ok<>(List.of());
    }

    /**
     * Reads one page in the order of change, from oldest to newest. The first read from
     * the beginning asks for nothing beyond the history; later changes come whatever
     * their date, since of what was read when it was within it, like a bill that was
     * open, everything is to be known: whoever stores looks.
     * @param position what the page before gave as {@code next}; null for the beginning
     * @param atMost 1 to 1,000
     */
    ProviderAnswer<ProviderPage> page(Access access, DataType type, History history, String position, int atMost);

    /**
     * What is there no more, of what was there at some time. Asked after the last page,
     * so that nothing read before is missed; some calls more where the provider does not
     * tell deletions by themselves.
     * @param since when it was asked the last time, with some overlap
     */
    default ProviderAnswer<Gone> gone(Access access, DataType type, History history, Instant since) {
        return new ProviderAnswer.Ok<>(new Gone.These(Set.of()));
    }

    /** Whether any bill or expense is dated on or after a day. */
    ProviderAnswer<Boolean> anythingSince(Access access, LocalDate day);

    /** What one account bears. */
    default Limits limits() {
        return new Limits(4, 300);
    }

    /** How it tells of changes by itself; empty where it does not. */
    default Optional<ChangeNotices> notices() {
        return Optional.empty();
    }

    /**
     * How the access goes further than what is needed, as a key of the bundles; empty
     * where it does not. Only for {@link Aspect#ROLE}.
     */
    default ProviderAnswer<Optional<String>> excess(Access access) {
        return new ProviderAnswer.Ok<>(Optional.empty());
    }

}
