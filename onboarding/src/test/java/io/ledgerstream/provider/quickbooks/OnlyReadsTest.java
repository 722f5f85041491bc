package io.ledgerstream.provider.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.OnboardingTest;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.RoundTrip;
import io.ledgerstream.provider.RoundTrip.Leaving;
import io.ledgerstream.provider.Tokens;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * QuickBooks knows no access for reading only, so it is we who only read: every method
 * that the product has for talking to a provider, those to come too, is called against
 * the stand-in, and its ledger shows what was sent.
 */
@OnboardingTest
@Tag("V1")
class OnlyReadsTest {

    private static final URI REDIRECT = URI.create("http://localhost:8080/connect/quickbooks/callback");

    private static final Leaving LEAVING = new Leaving("state", "verifier", REDIRECT, null);

    private static final Set<Endpoint> OF_TOKENS = Set.of(Endpoint.TOKEN, Endpoint.REVOKE);

    @Autowired
    private Providers providers;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    @Test
    void whateverIsAskedOfAProviderNothingButReadsIsSent() throws Exception {
        Provider provider = providers.of(Customer.QUICKBOOKS);
        int before = quickBooks.ledger().size();
        for (Method method : methods(Provider.class)) {
            called(provider, method);
        }
        for (Method method : methods(RoundTrip.class)) {
            called(provider.roundTrip().orElseThrow(), method);
        }

        List<Call> calls = quickBooks.ledger().subList(before, quickBooks.ledger().size());
        assertThat(calls).extracting(Call::endpoint)
            .contains(Endpoint.TOKEN, Endpoint.REVOKE, Endpoint.COMPANY_INFO, Endpoint.QUERY);
        assertThat(calls).allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
        assertThat(calls).filteredOn(call -> OF_TOKENS.contains(call.endpoint()))
            .extracting(Call::method)
            .containsOnly("POST");
        assertThat(calls).filteredOn(call -> !OF_TOKENS.contains(call.endpoint())).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.target()).matches("/v3/company/" + SampleCompany.ACME.realmId()
                    + "/(companyinfo/[0-9]+\\?.*|preferences\\?.*|cdc\\?.*|reports/[A-Za-z]+\\?.*|query\\?query=select "
                    + ".*)");
        });
        assertThat(quickBooks.writes()).as("by whatever test of this JVM").isEmpty();
    }

    /** Revocation last: it ends what the others need. */
    private static List<Method> methods(Class<?> of) {
        return Arrays.stream(of.getMethods())
            .filter(method -> !method.getName().equals("exchange"))
            .sorted(Comparator.comparing((Method method) -> method.getName().equals("revoke"))
                .thenComparing(Method::getName))
            .toList();
    }

    private void called(Object on, Method method) throws Exception {
        Tokens tokens = tokens();
        for (Object[] arguments : arguments(method, tokens)) {
            Object answer = method.invoke(on, arguments);
            if (answer instanceof ProviderAnswer<?>) {
                assertThat(answer).as(method.toString()).isInstanceOf(ProviderAnswer.Ok.class);
            }
        }
    }

    /** Once for each data type where the method has one. */
    private static List<Object[]> arguments(Method method, Tokens tokens) {
        boolean perType = Arrays.asList(method.getParameterTypes()).contains(DataType.class);
        List<Object[]> all = new ArrayList<>();
        for (DataType type : perType ? DataType.values() : new DataType[] { DataType.BILLS }) {
            all.add(Arrays.stream(method.getParameters())
                .map(parameter -> argument(method, parameter.getType(), type, tokens))
                .toArray());
        }
        return all;
    }

    private static Object argument(Method method, Class<?> wanted, DataType type, Tokens tokens) {
        return switch (wanted.getSimpleName()) {
            case "Access" -> new Access(SampleCompany.ACME.realmId(), tokens.accessToken(), null);
            case "DataType" -> type;
            case "History" -> new History(LocalDate.of(2020, 1, 1));
            case "Instant" -> Instant.now().minusSeconds(86_400L * 10);
            case "LocalDate" -> LocalDate.of(2020, 1, 1);
            case "int" -> 5;
            case "Leaving" -> LEAVING;
            case "Map" -> Map.of("code", "x", "realmId", "1");
            case "String" -> switch (method.getName()) {
                case "renew", "revoke", "kind" -> tokens.credential();
                case "account" -> SampleCompany.ACME.realmId();
                case "page" -> null;
                default -> throw new AssertionError("Say here what is to be handed to " + method);
            };
            default -> throw new AssertionError("Say here what is to be handed to " + method);
        };
    }

    private Tokens tokens() {
        RoundTrip way = providers.of(Customer.QUICKBOOKS).roundTrip().orElseThrow();
        Grant grant = way
            .grant(Customer.parameters(quickBooks.allow(way.authorizeUrl(LEAVING), SampleCompany.ACME))
                .toSingleValueMap())
            .orElseThrow();
        return ((ProviderAnswer.Ok<Tokens>) way.exchange(grant, LEAVING)).value();
    }

}
