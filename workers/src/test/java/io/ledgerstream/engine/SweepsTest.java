package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.EngineTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A provider that hangs must not keep codes from being mailed, consents from ending or
 * access from being revoked.
 */
@EngineTest
class SweepsTest {

    @Autowired
    private ThreadPoolTaskScheduler scheduler;

    @Autowired
    private ScheduledAnnotationBeanPostProcessor sweeps;

    @Test
    void thereIsAThreadForEachSweep() {
        assertThat(sweeps.getScheduledTasks()).hasSizeGreaterThan(10);
        assertThat(scheduler.getScheduledThreadPoolExecutor().getCorePoolSize())
            .isGreaterThanOrEqualTo(sweeps.getScheduledTasks().size());
        await().until(() -> Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getName)
            .anyMatch(name -> name.startsWith("sweep-")));
    }

    @Test
    void oneThatWaitsHoldsUpNoOther() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        var first = scheduler.scheduleWithFixedDelay(() -> {
            try {
                other.await();
                waited.countDown();
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, Duration.ofDays(1));
        var second = scheduler.scheduleWithFixedDelay(other::countDown, Duration.ofDays(1));
        assertThat(waited.await(60, TimeUnit.SECONDS)).isTrue();
        first.cancel(true);
        second.cancel(true);
    }

    @Test
    void whatASweepFindsIsDoneSideBySide() {
        CountDownLatch last = new CountDownLatch(1);
        List<Integer> found = IntStream.range(0, 20).boxed().toList();
        int well = SideBySide.count(found, one -> {
            if (one == 19) {
                last.countDown();
            }
            return one >= 7 || waits(last);
        });
        assertThat(well).as("seven of them waited for the last").isEqualTo(20);
        assertThat(SideBySide.count(found, one -> one % 2 == 0)).isEqualTo(10);
        assertThat(SideBySide.count(List.<Integer>of(), one -> true)).isZero();
    }

    private static boolean waits(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
