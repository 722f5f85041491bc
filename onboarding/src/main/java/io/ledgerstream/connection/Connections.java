package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CallbackResult.InvalidState;
import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.connection.OAuthStates.Consumed;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.RoundTrip;
import io.ledgerstream.provider.RoundTrip.Leaving;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.secret.Secrets;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The round trip to a provider. Begun in one transaction; on return one transaction uses
 * the state up, the code is exchanged without a transaction, and a second one keeps the
 * tokens. A crash in between asks the customer to connect again. Nothing of the return is
 * believed before its state is found good.
 */
@Service
public class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final RequestProgress progress;

    private final OAuthStates states;

    private final ConnectionRows rows;

    private final Providers providers;

    private final Secrets secrets;

    private final LedgerstreamProperties properties;

    private final TransactionTemplate transaction;

    Connections(RequestProgress progress, OAuthStates states, ConnectionRows rows, Providers providers, Secrets secrets,
            LedgerstreamProperties properties, TransactionTemplate transaction) {
        this.progress = progress;
        this.states = states;
        this.rows = rows;
        this.providers = providers;
        this.secrets = secrets;
        this.properties = properties;
        this.transaction = transaction;
    }

    /**
     * The customer goes to the provider of the software that is selected. An attempt
     * begun before is superseded.
     * @param settings what the customer typed for the way there, in the form of the
     * provider's client; a secret; null for none
     * @throws Refused {@code out-of-order}, {@code request-closed}, or
     * {@code software-not-served}
     * @throws IllegalStateException where a key or the provider's credentials are
     * missing: better than at the way back
     */
    public Begun begin(UUID requestId, String settings, Actor actor) {
        return transaction.execute(status -> {
            secrets.requireKey();
            UUID attemptId = Ids.next();
            int number = progress.attemptStarted(requestId, attemptId, actor);
            RequestFacts facts = progress.lock(requestId);
            Provider provider = served(facts);
            RoundTrip way = provider.roundTrip().orElseThrow(() -> new Refused("software-not-served"));
            rows.attempted(facts, attemptId, number);
            rows.settings(attemptId, settings);
            String cookie = states.create(requestId, attemptId, actor.id(), provider.software());
            return new Begun(way.authorizeUrl(leaving(way, cookie, settings)), cookie, OAuthStates.LIFETIME);
        });
    }

    /**
     * The customer has brought a credential without leaving: it counts as authorised, and
     * is checked like any other.
     * @param externalId of the provider's pattern
     * @param endsAt when the credential ends; null where it does not A connection that
     * works keeps what it has until this has been seen to be taken: calls the provider
     * then, so never inside a transaction.
     * @throws Refused as {@link #begin}; {@code other-books} where a connection is to be
     * mended and this is another account, {@code same-books} where it is to be replaced
     * and this is the same one
     */
    public void connect(UUID requestId, String externalId, String credential, Instant endsAt, Actor actor) {
        ProviderAnswer<Tokens> taken = workingSoftware(requestId)
            .map(software -> providers.of(software).renew(credential))
            .orElseGet(() -> new ProviderAnswer.Ok<>(new Tokens(null, credential, null, endsAt)));
        switch (taken) {
            case ProviderAnswer.Ok<Tokens>(Tokens tokens) -> connect(requestId, externalId, tokens, actor);
            case ProviderAnswer.Misconfigured<Tokens>(String reason) -> notTaken(requestId, reason, actor);
            case ProviderAnswer.AccessEnded<Tokens> ended -> notTaken(requestId, Reasons.ACCESS_ENDED, actor);
            case ProviderAnswer.NotPermitted<Tokens> no -> notTaken(requestId, Reasons.ACCESS_ENDED, actor);
            case ProviderAnswer.Busy<Tokens> busy -> notTaken(requestId, Reasons.PROVIDER_UNAVAILABLE, actor);
            case ProviderAnswer.Trouble<Tokens> trouble -> notTaken(requestId, Reasons.PROVIDER_UNAVAILABLE, actor);
        }
    }

    /** Of the connection that a request is about, where it works; empty otherwise. */
    private Optional<String> workingSoftware(UUID requestId) {
        return transaction.execute(status -> Optional.of(progress.lock(requestId))
            .filter(facts -> facts.connectionId() != null && rows.linked(facts.connectionId()))
            .map(RequestFacts::software));
    }

    private void notTaken(UUID requestId, String reason, Actor actor) {
        transaction.executeWithoutResult(status -> {
            UUID attemptId = Ids.next();
            int number = progress.attemptStarted(requestId, attemptId, actor);
            rows.attempted(progress.lock(requestId), attemptId, number);
            progress.connectionRefused(requestId, attemptId, reason, actor);
            rows.over(attemptId, reason);
        });
    }

    private void connect(UUID requestId, String externalId, Tokens tokens, Actor actor) {
        transaction.executeWithoutResult(status -> {
            secrets.requireKey();
            UUID attemptId = Ids.next();
            int number = progress.attemptStarted(requestId, attemptId, actor);
            RequestFacts facts = progress.lock(requestId);
            served(facts);
            if (facts.connectionId() != null && !rows.sameBooks(facts.connectionId(), externalId)) {
                throw new Refused(Reasons.OTHER_BOOKS);
            }
            if (rows.replaced(facts, externalId)) {
                throw new Refused(Reasons.SAME_BOOKS);
            }
            rows.attempted(facts, attemptId, number);
            rows.authorised(attemptId, externalId, tokens);
            progress.connectionAuthorised(requestId, attemptId, actor);
        });
    }

    /**
     * The connection works, and what it lacked has been set right at the provider: it is
     * looked at again, without anybody connecting.
     * @throws Refused {@code out-of-order} also where the connection does not work any
     * more: then it has to be mended
     */
    public void checkAgain(UUID requestId, Actor actor) {
        transaction.executeWithoutResult(status -> {
            UUID attemptId = Ids.next();
            int number = progress.attemptStarted(requestId, attemptId, actor);
            RequestFacts facts = progress.lock(requestId);
            if (facts.connectionId() == null || !rows.linked(facts.connectionId())) {
                throw new Refused("out-of-order");
            }
            rows.attempted(facts, attemptId, number);
            rows.authorised(attemptId);
            progress.connectionAuthorised(requestId, attemptId, actor);
        });
    }

    private Provider served(RequestFacts facts) {
        return providers.find(facts.software()).orElseThrow(() -> new Refused("software-not-served"));
    }

    /**
     * The address that {@link #begin} gave, made anew from its cookie, for the page with
     * the link. No lender is needed.
     * @param cookieValue as a browser sent it; null for none
     * @return empty where it is unknown, used up or late: back to the instructions
     */
    public Optional<URI> authorizeUrl(String cookieValue) {
        return Optional.ofNullable(cookieValue)
            .flatMap(states::open)
            .flatMap(open -> CurrentLender.as(open.lenderId(),
                    () -> transaction.execute(status -> providers.of(open.software())
                        .roundTrip()
                        .map(way -> way.authorizeUrl(leaving(way, cookieValue, rows.settingsOf(open.attemptId())))))));
    }

    /**
     * The customer comes back. No lender and no session are needed; may take some 15
     * seconds.
     * @param path of ours, that the browser was sent back to
     * @param parameters of the address, as they came; a name that came twice counts as
     * missing
     * @param cookieValue null where the browser sent none
     */
    public CallbackResult callback(String path, Map<String, List<String>> parameters, String cookieValue) {
        Map<String, String> sent = once(parameters);
        String state = sent.get("state");
        Optional<Provider> provider = providers.returningTo(path);
        if (state == null || provider.isEmpty()) {
            return refused(state == null ? Why.MISSING : Why.UNKNOWN);
        }
        String software = provider.get().software();
        return states.consume(state, cookieValue, software)
            .map(consumed -> CurrentLender.as(consumed.lenderId(),
                    () -> returned(consumed, provider.get(), cookieValue, sent)))
            .orElseGet(() -> refused(states.whyNot(state, cookieValue, software)));
    }

    private CallbackResult returned(Consumed state, Provider provider, String cookie, Map<String, String> sent) {
        RoundTrip way = provider.roundTrip().orElseThrow();
        if (sent.containsKey("error")) {
            return "access_denied".equals(sent.get("error")) ? over(state, Reasons.ACCESS_DENIED)
                    : over(state, Reasons.PROVIDER_UNAVAILABLE);
        }
        Optional<Grant> grant = way.grant(sent);
        if (grant.isEmpty()) {
            return over(state, Reasons.ANSWER_INCOMPLETE);
        }
        String settings = transaction.execute(status -> rows.settingsOf(state.attemptId()));
        return switch (way.exchange(grant.get(), leaving(way, cookie, settings))) {
            case ProviderAnswer.Ok<Tokens>(Tokens tokens) -> issued(state, provider, grant.get(), tokens);
            case ProviderAnswer.AccessEnded<Tokens>() -> over(state, Reasons.CODE_NOT_ACCEPTED);
            case ProviderAnswer.NotPermitted<Tokens> no -> over(state, Reasons.CODE_NOT_ACCEPTED);
            case ProviderAnswer.Misconfigured<Tokens>(String reason) -> over(state, reason);
            case ProviderAnswer.Busy<Tokens> busy -> over(state, Reasons.PROVIDER_UNAVAILABLE);
            case ProviderAnswer.Trouble<Tokens>(String why) -> {
                LOG.warn("The exchange of attempt {} failed: {}.", state.attemptId(), why);
                yield over(state, Reasons.PROVIDER_UNAVAILABLE);
            }
        };
    }

    /**
     * Keeps the tokens, if the request still waits for exactly this attempt; else only
     * until they are revoked.
     */
    private CallbackResult issued(Consumed state, Provider provider, Grant grant, Tokens tokens) {
        return transaction.execute(status -> {
            RequestFacts facts = progress.lock(state.requestId());
            states.settle(state.attemptId());
            boolean wanted = facts.step() == RequestStep.CONNECT_SOFTWARE && facts.attempt() == AttemptState.STARTED
                    && state.attemptId().equals(facts.attemptId());
            if (!wanted) {
                rows.unwanted(facts, provider.software(), grant.externalId(), tokens);
                return new CallbackResult.NotWanted(state.requestId(), state.lenderId());
            }
            if (facts.connectionId() != null && !rows.sameBooks(facts.connectionId(), grant.externalId())) {
                rows.unwanted(facts, provider.software(), grant.externalId(), tokens);
                return over(state, Reasons.OTHER_BOOKS);
            }
            if (rows.replaced(facts, grant.externalId())) {
                // Not revoked: for the provider it is the access that is in use.
                return over(state, Reasons.SAME_BOOKS);
            }
            rows.authorised(state.attemptId(), grant.externalId(), tokens);
            progress.connectionAuthorised(state.requestId(), state.attemptId(), Actor.customer(state.visitId()));
            return new CallbackResult.Authorised(state.requestId(), state.lenderId());
        });
    }

    private CallbackResult over(Consumed state, String reason) {
        return transaction.execute(status -> {
            RequestFacts facts = progress.lock(state.requestId());
            states.settle(state.attemptId());
            if (facts.step() != RequestStep.CONNECT_SOFTWARE) {
                return new CallbackResult.NotWanted(state.requestId(), state.lenderId());
            }
            progress.connectionRefused(state.requestId(), state.attemptId(), reason, Actor.customer(state.visitId()));
            rows.over(state.attemptId(), reason);
            return Reasons.ACCESS_DENIED.equals(reason)
                    ? new CallbackResult.Refused(state.requestId(), state.lenderId())
                    : new CallbackResult.Failed(state.requestId(), state.lenderId(), reason);
        });
    }

    private static InvalidState refused(Why why) {
        LOG.warn("A return from a provider was refused: {}.", why);
        return new InvalidState(why);
    }

    private Leaving leaving(RoundTrip way, String cookie, String settings) {
        return new Leaving(OAuthStates.state(cookie), OAuthStates.verifier(cookie), properties.page(way.callbackPath()),
                settings);
    }

    private static Map<String, String> once(Map<String, List<String>> parameters) {
        return parameters.entrySet()
            .stream()
            .filter(parameter -> parameter.getValue().size() == 1)
            .collect(Collectors.toMap(Map.Entry::getKey, parameter -> parameter.getValue().getFirst()));
    }

}
