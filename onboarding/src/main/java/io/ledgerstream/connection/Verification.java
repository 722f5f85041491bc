package io.ledgerstream.connection;

import io.ledgerstream.company.CompanyView;
import io.ledgerstream.connection.Check.Name;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks the newest attempt of a request: that its access works, whose books these are, that each data type may be read,
 * and that a first page comes. Books that seem to be another company's are checked to the end, then somebody is asked. Each check is written down as it is made, so that the page can show it. Works on the newest
 * attempt only, so it may be asked at any time, any number of times, from several nodes.
 */
@Service
public class Verification {

    private static final int FIRST_PAGE = 100;

    private final RequestProgress progress;
    private final VerificationRows rows;
    private final ProviderCalls calls;
    private final Providers providers;

    Verification(RequestProgress progress, VerificationRows rows, ProviderCalls calls, Providers providers) {
        this.progress = progress;
        this.rows = rows;
        this.calls = calls;
        this.providers = providers;
    }

    /**
     * What is to be checked, under the request's lock.
     *
     * @return a verdict where there is nothing to check: verified before, or no attempt is waiting for it
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
     * Makes the checks and records the result. Some ten calls of the provider: never inside a transaction.
     *
     * @throws TechnicalFailure where the provider gives no usable answer; nothing is decided, to be tried again
     */
    @Transactional(propagation = Propagation.NEVER)
    public Verdict verify(Work work) {
        Checklist checks = new Checklist();
        Optional<Verdict> end = check(work, checks, Name.SIGNED_IN, Reasons.ACCESS_ENDED, (provider, access) -> new ProviderAnswer.Ok<>(true))
                .or(() -> company(work, checks));
        for (DataType type : providers.of(work.software()).dataTypes()) {
            end = end.or(() -> check(work, checks, Name.of(type), Reasons.noPermission(type), (provider, access) -> provider.page(access, type, null, 1)));
        }
        return end.or(() -> check(work, checks, Name.FIRST_PAGE, Reasons.noPermission(DataType.BILLS),
                        (provider, access) -> provider.page(access, DataType.BILLS, null, FIRST_PAGE)))
                .orElseGet(() -> checks.doubtful() ? rows.mismatched(work) : rows.verified(work));
    }

    private Optional<Verdict> company(Work work, Checklist checks) {
        ProviderAnswer<ExternalCompany> answer = calls.call(work.connectionId(), work.software(), Provider::company);
        if (answer instanceof ProviderAnswer.Ok<ExternalCompany>(ExternalCompany company)) {
            if (company.name() == null && company.legalName() == null) {
                return Optional.of(rejected(work, checks, Name.COMPANY, Reasons.COMPANY_UNREADABLE));
            }
            CompanyMatch match = work.asked() == null ? null : CompanyMatch.of(work.asked(), company);
            rows.company(work, company, match);
            if (match != null && !match.matches()) {
                rows.checked(work, checks.doubtful(Name.COMPANY, Check.OTHER_COMPANY));
                return Optional.empty();
            }
        }
        return judged(work, checks, Name.COMPANY, Reasons.NO_PERMISSION_COMPANY, answer);
    }

    private <T> Optional<Verdict> check(Work work, Checklist checks, Name name, String reason,
                                        BiFunction<Provider, Access, ProviderAnswer<T>> call) {
        return judged(work, checks, name, reason, calls.call(work.connectionId(), work.software(), call));
    }

    /** @return empty where the next check may follow */
    private Optional<Verdict> judged(Work work, Checklist checks, Name name, String noPermission, ProviderAnswer<?> answer) {
        return switch (answer) {
            case ProviderAnswer.Ok<?> ok -> {
                rows.checked(work, checks.done(name));
                yield Optional.empty();
            }
            case ProviderAnswer.AccessEnded<?> ended -> Optional.of(rejected(work, checks, name, Reasons.ACCESS_ENDED));
            case ProviderAnswer.NotPermitted<?> refused -> Optional.of(rejected(work, checks, name, noPermission));
            case ProviderAnswer.Busy<?> busy -> Optional.of(new Verdict.Later(busy.pause()));
            case ProviderAnswer.Trouble<?>(String why) -> throw new TechnicalFailure("The connection could not be checked (" + name
                    + "): the provider's " + why + ". If its status page shows an outage, wait for its end, then resolve this incident with more "
                    + "retries; otherwise compare the addresses and credentials in the configuration.");
        };
    }

    private Verdict rejected(Work work, Checklist checks, Name name, String reason) {
        return rows.rejected(work, checks.failed(name, reason), reason);
    }

    /** One of the two is null. */
    public record Start(Work work, Verdict verdict) {
    }

    /**
     * @param asked the company that the books are compared with; null where a connection is mended or used for more: these
     *              are the books that it was made for, whatever they are called today
     */
    public record Work(UUID requestId, UUID attemptId, UUID connectionId, String software, CompanyView asked) {
    }
}
