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
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.secret.Secrets;
import java.net.URI;
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
 * The round trip to a provider. Begun in one transaction; on return one transaction uses the state up, the code is
 * exchanged without a transaction, and a second one keeps the tokens. A crash in between asks the customer to connect
 * again. Nothing of the return is believed before its state is found good.
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
     * The customer goes to the provider of the software that is selected. An attempt begun before is superseded.
     *
     * @throws Refused {@code out-of-order}, {@code request-closed}, or {@code software-not-served}
     * @throws IllegalStateException where a key or the provider's credentials are missing: better than at the way back
     */
    public Begun begin(UUID requestId, Actor actor) {
        return transaction.execute(status -> {
            secrets.requireKey();
            UUID attemptId = Ids.next();
            int number = progress.attemptStarted(requestId, attemptId, actor);
            RequestFacts facts = progress.lock(requestId);
            Provider provider = providers.find(facts.software()).orElseThrow(() -> new Refused("software-not-served"));
            rows.attempted(facts, attemptId, number);
            String cookie = states.create(requestId, attemptId, actor.id(), provider.software());
            return new Begun(authorizeUrl(provider, cookie), cookie, OAuthStates.LIFETIME);
        });
    }

    /**
     * The address that {@link #begin} gave, made anew from its cookie, for the page with the link. No lender is needed.
     *
     * @param cookieValue as a browser sent it; null for none
     * @return empty where it is unknown, used up or late: back to the instructions
     */
    public Optional<URI> authorizeUrl(String cookieValue) {
        return Optional.ofNullable(cookieValue).flatMap(states::software)
                .map(software -> authorizeUrl(providers.of(software), cookieValue));
    }

    /**
     * The customer comes back. No lender and no session are needed; may take some 15 seconds.
     *
     * @param parameters  of the address, as they came; a name that came twice counts as missing
     * @param cookieValue null where the browser sent none
     */
    public CallbackResult callback(String software, Map<String, List<String>> parameters, String cookieValue) {
        Map<String, String> sent = once(parameters);
        String state = sent.get("state");
        if (state == null) {
            return refused(Why.MISSING);
        }
        return states.consume(state, cookieValue, software)
                .map(consumed -> CurrentLender.as(consumed.lenderId(), () -> returned(consumed, providers.of(software), sent)))
                .orElseGet(() -> refused(states.whyNot(state, cookieValue, software)));
    }

    private CallbackResult returned(Consumed state, Provider provider, Map<String, String> sent) {
        if (sent.containsKey("error")) {
            return "access_denied".equals(sent.get("error")) ? over(state, Reasons.ACCESS_DENIED) : over(state, Reasons.PROVIDER_UNAVAILABLE);
        }
        Optional<Grant> grant = provider.grant(sent);
        if (grant.isEmpty()) {
            return over(state, Reasons.ANSWER_INCOMPLETE);
        }
        return switch (provider.exchange(grant.get().code(), redirect(provider))) {
            case ProviderAnswer.Ok<Tokens>(Tokens tokens) -> issued(state, provider, grant.get(), tokens);
            case ProviderAnswer.AccessEnded<Tokens>() -> over(state, Reasons.CODE_NOT_ACCEPTED);
            case ProviderAnswer.NotPermitted<Tokens> no -> over(state, Reasons.CODE_NOT_ACCEPTED);
            case ProviderAnswer.Busy<Tokens> busy -> over(state, Reasons.PROVIDER_UNAVAILABLE);
            case ProviderAnswer.Trouble<Tokens>(String why) -> {
                LOG.warn("The exchange of attempt {} failed: {}.", state.attemptId(), why);
                yield over(state, Reasons.PROVIDER_UNAVAILABLE);
            }
        };
    }

    /** Keeps the tokens, if the request still waits for exactly this attempt; else only until they are revoked. */
    private CallbackResult issued(Consumed state, Provider provider, Grant grant, Tokens tokens) {
        return transaction.execute(status -> {
            RequestFacts facts = progress.lock(state.requestId());
            boolean wanted = facts.step() == RequestStep.CONNECT_SOFTWARE && facts.attempt() == AttemptState.STARTED
                    && state.attemptId().equals(facts.attemptId());
            if (!wanted) {
                rows.unwanted(facts, provider.software(), grant, tokens);
                return new CallbackResult.NotWanted(state.requestId(), state.lenderId());
            }
            if (facts.connectionId() != null && !rows.sameBooks(facts.connectionId(), grant.externalId())) {
                rows.unwanted(facts, provider.software(), grant, tokens);
                return over(state, Reasons.OTHER_BOOKS);
            }
            rows.authorised(state.attemptId(), grant, tokens);
            progress.connectionAuthorised(state.requestId(), state.attemptId(), Actor.customer(state.visitId()));
            return new CallbackResult.Authorised(state.requestId(), state.lenderId());
        });
    }

    private CallbackResult over(Consumed state, String reason) {
        return transaction.execute(status -> {
            if (progress.lock(state.requestId()).step() != RequestStep.CONNECT_SOFTWARE) {
                return new CallbackResult.NotWanted(state.requestId(), state.lenderId());
            }
            progress.connectionRefused(state.requestId(), state.attemptId(), reason, Actor.customer(state.visitId()));
            rows.over(state.attemptId(), reason);
            return Reasons.ACCESS_DENIED.equals(reason) ? new CallbackResult.Refused(state.requestId(), state.lenderId())
                    : new CallbackResult.Failed(state.requestId(), state.lenderId(), reason);
        });
    }

    private static InvalidState refused(Why why) {
        LOG.warn("A return from a provider was refused: {}.", why);
        return new InvalidState(why);
    }

    private URI authorizeUrl(Provider provider, String cookie) {
        return provider.authorizeUrl(OAuthStates.state(cookie), redirect(provider));
    }

    private URI redirect(Provider provider) {
        return properties.page(provider.callbackPath());
    }

    private static Map<String, String> once(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream().filter(parameter -> parameter.getValue().size() == 1)
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> parameter.getValue().getFirst()));
    }
}
