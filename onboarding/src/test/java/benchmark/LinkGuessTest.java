package benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.link.Invitations;
import io.ledgerstream.link.Links;
import io.ledgerstream.request.RequestViews;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * Decision 18: how long it takes to look a link's token up among 50,000, by what the
 * token is. Interleaved, in another order each time; prints medians, and their ratios to
 * a guess's with a bootstrap interval; another guess shows what is noise. Asserts what is
 * found, nothing about time. Run with -Pbenchmark.
 */
@OnboardingTest
@Tag("benchmark")
class LinkGuessTest {

    private static final int ROUNDS = 2_000;

    private static final int WARM = 1_000;

    private static final int LINKS = 50_000;

    private static final int REQUESTS = 40;

    private static final int RESAMPLES = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** {@code HALF_TRUE} begins as a live link's token does. */
    private enum Token {

        GUESS, ANOTHER_GUESS, HALF_TRUE, ENDED

    }

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Links links;

    @Autowired
    private RequestViews views;

    @Autowired
    private Invitations invitations;

    private final List<String> live = new ArrayList<>();

    private final List<String> ended = new ArrayList<>();

    @Test
    void aGuessAgainstWhatIsNearlyAndWhatWasOnceTrue() {
        manyLinks();
        Map<Token, long[]> times = new EnumMap<>(Token.class);
        List<Token> order = new ArrayList<>(List.of(Token.values()));
        order.forEach(kind -> times.put(kind, new long[ROUNDS]));
        for (int n = -WARM; n < ROUNDS; n++) {
            Collections.shuffle(order);
            for (Token kind : order) {
                String token = token(kind);
                long begun = System.nanoTime();
                boolean found = invitations.read(token).isPresent();
                long took = System.nanoTime() - begun;
                assertThat(found).isEqualTo(kind == Token.ENDED);
                if (n >= 0) {
                    times.get(kind)[n] = took;
                }
            }
        }
        print(times);
    }

    private void manyLinks() {
        Fixtures.Bank bank = fixtures.lender("Benchmark Bank");
        for (int n = 0; n < REQUESTS; n++) {
            UUID request = bank.request(bank.company("Benchmark " + n));
            (n % 2 == 0 ? live : ended)
                .add(bank.inTransaction(() -> links.address(links.live(views.get(request), Duration.ZERO)))
                    .getPath()
                    .substring("/c/".length()));
            if (n % 2 == 1) {
                bank.cancel(request, null);
            }
        }
        Db.all()
            .sql("""
                    insert into link (id, lender_id, request_id, email, purpose, key_version, token_hash,
                                      created_at, expires_at, replaced_at)
                    select gen_random_uuid(), lender_id, request_id, email, purpose, key_version,
                           sha256(gen_random_uuid()::text::bytea), now(), now(), now()
                    from (select * from link where lender_id = ? limit 1) one, generate_series(1, ?)""")
            .params(bank.id(), LINKS)
            .update();
        Db.all().sql("vacuum analyze link").update();
    }

    private String token(Token kind) {
        int any = RANDOM.nextInt(REQUESTS / 2);
        return switch (kind) {
            case GUESS, ANOTHER_GUESS -> guess();
            case HALF_TRUE -> live.get(any).substring(0, 21) + guess().substring(21);
            case ENDED -> ended.get(any);
        };
    }

    private static String guess() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void print(Map<Token, long[]> times) {
        double guess = median(times.get(Token.GUESS));
        times.forEach((kind, all) -> {
            double[] interval = interval(all, times.get(Token.GUESS));
            System.out.printf(
                    "BENCHMARK decision 18, %s: median %.3f ms; of a guess's %.2f (95 %%: %.2f to %.2f), n = %d each, "
                            + "interleaved, %d links, %d cores%n",
                    kind, median(all) / 1e6, median(all) / guess, interval[0], interval[1], ROUNDS, LINKS,
                    Runtime.getRuntime().availableProcessors());
        });
    }

    /**
     * Rounds are drawn, not times: what was slow for all in one moment is slow for all in
     * the sample.
     */
    private static double[] interval(long[] times, long[] guesses) {
        Random random = new Random(1);
        Supplier<Double> ratio = () -> {
            int[] rounds = random.ints(ROUNDS, 0, ROUNDS).toArray();
            return median(Arrays.stream(rounds).mapToLong(n -> times[n]).toArray())
                    / median(Arrays.stream(rounds).mapToLong(n -> guesses[n]).toArray());
        };
        double[] ratios = IntStream.range(0, RESAMPLES).mapToDouble(n -> ratio.get()).sorted().toArray();
        return new double[] { ratios[RESAMPLES / 40], ratios[RESAMPLES - 1 - RESAMPLES / 40] };
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }

}
