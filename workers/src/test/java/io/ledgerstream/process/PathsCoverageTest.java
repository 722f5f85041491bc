package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standin.engine.StandInEngine;

/**
 * What the real workers have walked on the shared engine, with everything behind them.
 * Runs after all other classes of the module; by itself it has nothing to look at, so run
 * it with them: {@code -Dtest='*Paths*'}.
 */
@Order(Integer.MAX_VALUE)
@Tag("P1")
class PathsCoverageTest {

    @ParameterizedTest
    @ValueSource(strings = { Onboarding.RESOURCE, Onboarding.RECONNECTION_RESOURCE })
    void everyElementAndEveryFlowWasTaken(String model) {
        Coverage coverage = new Coverage();
        coverage.add(StandInEngine.shared().log());
        assertThat(coverage.notTaken(model)).isEmpty();
    }

}
