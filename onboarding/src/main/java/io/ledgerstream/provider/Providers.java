package io.ledgerstream.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The providers that are served, by the code of their software. */
@Component
public class Providers {

    private final Map<String, Provider> byCode;

    Providers(List<Provider> providers) {
        this.byCode = providers.stream().collect(Collectors.toMap(Provider::software, Function.identity()));
    }

    public Optional<Provider> find(String software) {
        return Optional.ofNullable(software).map(byCode::get);
    }

    /** The provider whose customers are sent back to this path of ours. */
    public Optional<Provider> returningTo(String callbackPath) {
        return byCode.values()
            .stream()
            .filter(provider -> provider.roundTrip().filter(way -> way.callbackPath().equals(callbackPath)).isPresent())
            .findFirst();
    }

    /**
     * @throws IllegalStateException for a code that the database should not hold
     */
    public Provider of(String software) {
        return find(software)
            .orElseThrow(() -> new IllegalStateException("No client for the software " + software + "."));
    }

}
