package io.ledgerstream.connection;

import io.ledgerstream.company.CompanyView;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks the newest attempt of a request: that its access works, whose books these are,
 * that each data type may be read, and that a first page comes. Books that seem to be
 * another company's are checked to the end, then somebody is asked; where one account
 * keeps the books of several companies, the customer is asked which to share before any
 * of them is read. Each check is written down as it is made, so that pages can show it.
 * Works on the newest attempt only, so it may be asked at any time, any number of times,
 * from several nodes.
 */
@Service
public class Verification {

    private static final int FIRST_PAGE = 100;

    /** Books without any bill or expense of so many months have nothing to analyse. */
    public static final int MONTHS = 12;

    private final RequestProgress progress;

    private final VerificationRows rows;

    private final ProviderCalls calls;

    private final Providers providers;

    private final Clock clock;

    Verification(RequestProgress progress, VerificationRows rows, ProviderCalls calls, Providers providers,
            Clock clock) {
        this.progress = progress;
        this.rows = rows;
        this.calls = calls;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * What is to be checked, under the request's lock.
     * @return a verdict where there is nothing to check: verified before, or no attempt
     * is waiting for it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start begin(UUID requestId) {
        RequestFacts facts = progress.lock(requestId);
        if (facts.attempt() != AttemptState.AUTHORISED || facts.step() != RequestStep.CHECKING) {
            return new Start(null, Verdict.of(facts.attempt()));
        }
        return new Start(rows.work(facts), null);
    }

    /**
     * Makes the checks and records the result. Some ten calls of the provider: never
     * inside a transaction.
     * @throws TechnicalFailure where the provider gives no usable answer; nothing is
     * decided, to be tried again
     */
    @Transactional(propagation = Propagation.NEVER)
    public Verdict verify(Work work) {
        Provider provider = providers.of(work.software());
        Checklist checks = new Checklist(work.aspects());
        Optional<Verdict> end = Optional.empty();
        for (Aspect aspect : work.aspects()) {
            end = end.or(() -> check(work, checks, provider, aspect));
        }
        return end
            .orElseGet(() -> checks.doubtful() ? rows.mismatched(work) : rows.verified(work, nothingToAnalyse(checks)));
    }

    /**
     * @return empty where the next check may follow
     */
    private Optional<Verdict> check(Work work, Checklist checks, Provider provider, Aspect aspect) {
        return switch (aspect) {
            case ACCOUNT -> judged(work, checks, aspect, null, provider.account(work.externalId()), Verification::done);
            case SIGNED_IN ->
                judged(work, checks, aspect, Reasons.ACCESS_ENDED, call(work, Provider::signedIn), Verification::done);
            case COMPANY -> company(work, checks);
            case CHART_OF_ACCOUNTS, SUPPLIERS, BILLS, PAYMENTS, EXPENSES, BALANCES -> mayRead(work, checks, aspect);
            case FIRST_PAGE ->
                judged(work, checks, aspect, Reasons.noPermission(DataType.BILLS), call(work, this::firstPage),
                        anything -> anything ? Optional.empty() : Optional.of(Notes.NOTHING_TO_ANALYSE));
            case ROLE ->
                judged(work, checks, aspect, Reasons.ACCESS_ENDED, call(work, Provider::excess), Function.identity());
        };
    }

    private Optional<Verdict> mayRead(Work work, Checklist checks, Aspect aspect) {
        return judged(work, checks, aspect, Reasons.noPermission(aspect.types().getFirst()),
                call(work, (provider, access) -> {
                    ProviderAnswer<ProviderPage> answer = provider.page(access, aspect.types().getFirst(), recent(),
                            null, 1);
                    for (DataType further : aspect.types().subList(1, aspect.types().size())) {
                        answer = answer.flatMap(page -> provider.page(access, further, recent(), null, 1));
                    }
                    return answer;
                }), Verification::done);
    }

    /**
     * Whether there is anything recent; the page itself is read only to see that pages
     * come.
     */
    private ProviderAnswer<Boolean> firstPage(Provider provider, Access access) {
        return provider.page(access, DataType.BILLS, recent(), null, FIRST_PAGE)
            .flatMap(page -> provider.anythingSince(access, recent().from()));
    }

    /** Less than any consent allows. */
    private History recent() {
        return new History(LocalDate.now(clock).minusMonths(MONTHS));
    }

    private Optional<Verdict> company(Work work, Checklist checks) {
        ProviderAnswer<Books> answer = call(work, Provider::company)
            .flatMap(company -> work.mends() || work.chosen() != null
                    ? new ProviderAnswer.Ok<>(new Books(company, List.of()))
                    : call(work, Provider::subsidiaries).map(subsidiaries -> new Books(company, subsidiaries)));
        return answer instanceof ProviderAnswer.Ok<Books>(Books books) ? whose(work, checks, books)
                : judged(work, checks, Aspect.COMPANY, Reasons.NO_PERMISSION_COMPANY, answer, Verification::done);
    }

    private Optional<Verdict> whose(Work work, Checklist checks, Books books) {
        ExternalCompany company = books.company();
        if (company.name() == null && company.legalName() == null) {
            return Optional.of(rejected(work, checks, Aspect.COMPANY, Reasons.COMPANY_UNREADABLE));
        }
        CompanyMatch match = work.mends() || rows.known(work) ? null
                : CompanyMatch.of(work.asked(), company, work.chosen());
        rows.company(work, company, match);
        if (company.sample() && !work.samplesDo()) {
            return Optional.of(rejected(work, checks, Aspect.COMPANY, Reasons.SAMPLE_BOOKS));
        }
        if (books.subsidiaries().size() > 1) {
            return Optional.of(rows.subsidiariesOffered(work, books.subsidiaries()));
        }
        rows.checked(work, match == null || match.matches() ? read(work, checks, company, match)
                : checks.doubtful(Aspect.COMPANY, Notes.OTHER_COMPANY));
        return Optional.empty();
    }

    /** The right books, with what there is to point out of them. */
    private static List<Check> read(Work work, Checklist checks, ExternalCompany company, CompanyMatch match) {
        if (company.sample()) {
            return checks.noted(Aspect.COMPANY, Notes.SAMPLE_BOOKS);
        }
        return match != null && match.otherCurrency(work.askedCurrency())
                ? checks.noted(Aspect.COMPANY, Notes.OTHER_CURRENCY) : checks.done(Aspect.COMPANY);
    }

    private <T> ProviderAnswer<T> call(Work work, BiFunction<Provider, Access, ProviderAnswer<T>> call) {
        return calls.call(work.connectionId(), work.software(), call);
    }

    /**
     * @param noPermission why it failed where the access may not read this
     * @param note what is to be pointed out of a good answer, if anything
     * @return empty where the next check may follow
     */
    private <T> Optional<Verdict> judged(Work work, Checklist checks, Aspect aspect, String noPermission,
            ProviderAnswer<T> answer, Function<? super T, Optional<String>> note) {
        return switch (answer) {
            case ProviderAnswer.Ok<T>(T value) -> {
                rows.checked(work,
                        note.apply(value).map(what -> checks.noted(aspect, what)).orElseGet(() -> checks.done(aspect)));
                yield Optional.empty();
            }
            case ProviderAnswer.AccessEnded<T> ended ->
                Optional.of(rejected(work, checks, aspect, Reasons.ACCESS_ENDED));
            case ProviderAnswer.NotPermitted<T> refused -> Optional.of(rejected(work, checks, aspect, noPermission));
            case ProviderAnswer.Misconfigured<T>(String reason) -> Optional.of(rejected(work, checks, aspect, reason));
            case ProviderAnswer.Busy<T> busy -> Optional.of(new Verdict.Later(busy.pause()));
            case ProviderAnswer.Trouble<T>(String why) ->
                throw new TechnicalFailure("The connection could not be checked (" + aspect + "): the provider's " + why
                        + ". If its status page shows an outage, wait for its end, then resolve this incident with "
                        + "more retries; otherwise compare the addresses and credentials in the configuration.");
        };
    }

    private static <T> Optional<String> done(T value) {
        return Optional.empty();
    }

    private static boolean nothingToAnalyse(Checklist checks) {
        return checks.noted(Notes.NOTHING_TO_ANALYSE);
    }

    private Verdict rejected(Work work, Checklist checks, Aspect aspect, String reason) {
        return rows.rejected(work, checks.failed(aspect, reason), reason);
    }

    /** One of the two is null. */
    public record Start(Work work, Verdict verdict) {
    }

    /**
     * @param externalId the account, of the provider's pattern
     * @param asked the company that the books are compared with; null where a connection
     * is mended or used for more: these are the books that it was made for, whatever they
     * are called today
     * @param askedCurrency the company's as the lender wrote it down, ISO 4217; null for
     * none
     * @param chosen the subsidiaries that the customer has chosen to share; null where
     * nothing was (to be) chosen
     * @param aspects what is to be checked, in order
     * @param samplesDo whether the lender takes books to try things out with
     */
    public record Work(UUID requestId, UUID attemptId, UUID connectionId, String software, String externalId,
            CompanyView asked, String askedCurrency, List<Subsidiary> chosen, List<Aspect> aspects, boolean samplesDo) {

        boolean mends() {
            return asked == null;
        }
    }

    private record Books(ExternalCompany company, List<Subsidiary> subsidiaries) {
    }

}
