package standin.quickbooks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the stand-in has to remember. All writes come from under one lock. */
interface QuickBooksState {

    /** A company's permission for an application. */
    record Grant(String id, String clientId, String realmId, Instant since, boolean revoked) {
        Grant ended() {
            return new Grant(id, clientId, realmId, since, true);
        }
    }

    record Code(String value, String grantId, String redirectUri, Instant expires, boolean used) {
        Code spent() {
            return new Code(value, grantId, redirectUri, expires, true);
        }
    }

    enum Kind {

        ACCESS, REFRESH

    }

    record Token(String value, Kind kind, String grantId, Instant expires) {
        Token until(Instant end) {
            return new Token(value, kind, grantId, end);
        }
    }

    void put(Grant grant);

    Optional<Grant> grant(String id);

    List<Grant> grants();

    void put(Code code);

    Optional<Code> code(String value);

    void put(Token token);

    Optional<Token> token(String value);

    void add(Call call);

    List<Call> calls();

    void add(Bookkeeping.Done done);

    /** What was done in a company's books, in order. */
    List<Bookkeeping.Done> done(String realmId);

    /**
     * The last day of the sample books: the one given, unless there is one from an
     * earlier run.
     */
    LocalDate booksUntil(LocalDate today);

    void clear();

}
