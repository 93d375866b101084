package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.trainer.training.TestRecipes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class StallGuardTest {

    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Attempt> training = new AtomicReference<>();

    @Test
    void endsTheProcessOfATrainingThatDoesNotMove() throws InterruptedException {
        training.set(attempt());
        new StallGuard(training, TIMEOUT, ended::countDown).start();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesAloneATrainingThatMovesAndAnIdleWorker() throws InterruptedException {
        Attempt attempt = attempt();
        training.set(attempt);
        new StallGuard(training, TIMEOUT.multipliedBy(5), ended::countDown).start();
        for (int i = 0; i < 30; i++) {
            attempt.checkpoint();
            assertThat(ended.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        training.set(null);
        assertThat(ended.await(1_500, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static Attempt attempt() {
        return new Attempt(
                "w",
                new EvaluationTask(1, 1, "x", TestRecipes.quick(), 1),
                new RevokedAttempts(),
                new StopSignal(),
                mock(EventDelivery.class));
    }
}
