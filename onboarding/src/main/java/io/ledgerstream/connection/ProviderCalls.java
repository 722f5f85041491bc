package io.ledgerstream.connection;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderGate;
import io.ledgerstream.provider.Providers;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;

/**
 * Calls a provider on behalf of a connection, with a token that is good; refused all the
 * same, it is renewed once.
 */
@Service
public class ProviderCalls {

    private final AccessTokens tokens;

    private final Providers providers;

    private final ProviderGate gate;

    ProviderCalls(AccessTokens tokens, Providers providers, ProviderGate gate) {
        this.gate = gate;
        this.tokens = tokens;
        this.providers = providers;
    }

    /**
     * Never inside a transaction. {@code AccessEnded} where the provider refuses even a
     * token that it has just issued.
     */
    public <T> ProviderAnswer<T> call(UUID connectionId, String software,
            BiFunction<Provider, Access, ProviderAnswer<T>> call) {
        Provider provider = providers.of(software);
        return tokens.fresh(connectionId).flatMap(access -> {
            ProviderAnswer<T> answer = made(provider, access, call);
            if (answer instanceof ProviderAnswer.Misconfigured<T>(String reason)) {
                tokens.unusable(connectionId, access, reason);
            }
            return answer instanceof ProviderAnswer.AccessEnded<T>
                    ? tokens.renewed(connectionId, access).flatMap(renewed -> made(provider, renewed, call)) : answer;
        });
    }

    private <T> ProviderAnswer<T> made(Provider provider, Access access,
            BiFunction<Provider, Access, ProviderAnswer<T>> call) {
        return gate.through(provider, access.externalId(), () -> call.apply(provider, access));
    }

}
