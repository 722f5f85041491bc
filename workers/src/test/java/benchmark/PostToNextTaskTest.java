package benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.EngineTest;
import fixture.Fixtures;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * From the commit of a customer's POST (software selected) to the next user task recorded
 * in the database: relay, engine, push, capture. Prints median and 90th percentile;
 * asserts nothing about time. Run with -Pbenchmark.
 */
@EngineTest
@Tag("benchmark")
class PostToNextTaskTest {

    private static final int WARM_UP = 20;

    private static final int MEASURED = 60;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private RequestProgress progress;

    @Test
    void fromPostToNextTask() {
        Fixtures.Bank bank = fixtures.lender("Benchmark Bank");
        List<Double> millis = new ArrayList<>();
        for (int n = 0; n < WARM_UP + MEASURED; n++) {
            double taken = once(bank, n);
            if (n >= WARM_UP) {
                millis.add(taken);
            }
        }
        Collections.sort(millis);
        System.out.printf("BENCHMARK from POST to next task: median %.1f ms, p90 %.1f ms, n = %d, %d cores%n",
                millis.get(MEASURED / 2), millis.get(MEASURED * 9 / 10), MEASURED,
                Runtime.getRuntime().availableProcessors());
        assertThat(millis).hasSize(MEASURED);
    }

    private double once(Fixtures.Bank bank, int n) {
        UUID request = bank.request(bank.company("Company " + n));
        until(request, Elements.SELECT_SOFTWARE);
        bank.signedIn(request);
        long begun = System.nanoTime();
        bank.as(() -> progress.selectSoftware(request, Selection.direct("quickbooks-online"), Actor.customer(null)));
        until(request, Elements.GIVE_CONSENT);
        double taken = (System.nanoTime() - begun) / 1e6;
        bank.cancel(request, null);
        return taken;
    }

    private static void until(UUID request, String element) {
        while (Db.all()
            .sql("select count(*) from task where request_id = ? and element = ? and closed_at is null")
            .params(request, element)
            .query(Long.class)
            .single() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

}
