package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent.EpochFinished;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Heartbeat;
import io.afos.model.message.WorkerEvent.Left;
import io.afos.trainer.TrainerWorker;
import io.afos.trainer.training.TestRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole worker against a RabbitMQ on this machine. */
@Timeout(120)
class WorkerOnBrokerTest {

    private TestBroker broker;
    private ConfigurableApplicationContext context;
    private Thread worker;

    @BeforeEach
    void connect() throws IOException, TimeoutException {
        broker = TestBroker.open();
    }

    @AfterEach
    void leaveTheBrokerClean() throws Exception {
        if (context != null) {
            stopWorker();
            context.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void trainsWhatItPullsAndReports() throws Exception {
        broker.publish(task(1, 1, "max(x,0)"));
        startWorker();

        Finished finished = broker.await(Finished.class);

        assertThat(finished.evaluationId()).isEqualTo(1);
        assertThat(finished.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trained.class,
                        trained -> assertThat(trained.epochs())
                                .isEqualTo(TestRecipes.quick().epochs()));
        assertThat(broker.ofEvaluation(1))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "EpochFinished", "EpochFinished", "Finished");
        assertThat(broker.waitingTasks()).isZero();

        Heartbeat heartbeat = broker.await(Heartbeat.class);
        assertThat(heartbeat.worker().datasets()).contains("fashion-mnist-mini");

        stopWorker();
        assertThat(broker.await(Left.class).workerId()).isEqualTo(heartbeat.workerId());
    }

    @Test
    void putsUnreadableTasksAsideAndLeavesNewerOnes() throws Exception {
        broker.publish("nonsense".getBytes(StandardCharsets.UTF_8));
        broker.publish(task(2, 1, "this is no formula"));
        broker.publish("{\"version\": 99, \"body\": {}}".getBytes(StandardCharsets.UTF_8));
        startWorker();

        Finished finished = broker.await(Finished.class);

        assertThat(finished.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("formula, position");
            assertThat(failed.retryable()).isFalse();
        });
        assertThat(broker.takeDead()).asString().isEqualTo("nonsense");
        stopWorker();
        context.close();
        assertThat(broker.waitingTasks()).isEqualTo(1);
    }

    @Test
    void givesARevokedTrainingAndARevokedTaskBack() throws Exception {
        broker.publish(task(3, 2, "x*erf(exp(x))", 1_000));
        startWorker();
        broker.await(EpochFinished.class);

        broker.revoke(new Revoke(4, 1));
        broker.revoke(new Revoke(3, 2));
        Finished released = broker.await(Finished.class);
        broker.publish(task(4, 1, "max(x,0)"));
        broker.publish(task(5, 1, "max(x,0)"));
        broker.await(event -> event instanceof Finished finished && finished.evaluationId() == 5);

        assertThat(released.outcome()).isInstanceOf(Outcome.Released.class);
        assertThat(broker.ofEvaluation(4))
                .singleElement()
                .satisfies(event -> assertThat(((Finished) event).outcome()).isInstanceOf(Outcome.Released.class));
    }

    @Test
    void givesItsTaskBackWhenItIsStopped() throws Exception {
        broker.publish(task(6, 1, "tanh(x)", 1_000));
        startWorker();
        broker.await(EpochFinished.class);

        stopWorker();

        Finished finished = broker.await(Finished.class);
        assertThat(finished.outcome()).isInstanceOf(Outcome.Released.class);
        broker.await(Left.class);
    }

    @Test
    void outlivesABrokerThatIsAwayInMidTrainingAndAtItsEnd() throws Exception {
        try (var line = new CuttableLine(5672)) {
            broker.publish(task(7, 1, "tanh(x)", 20));
            startWorker("--spring.rabbitmq.port=" + line.port());
            broker.await(EpochFinished.class);
            line.cut();
            awaitTheLastStep();
            line.mend();

            assertThat(broker.await(Finished.class).outcome()).isInstanceOf(Outcome.Trained.class);
            assertThat(broker.ofEvaluation(7))
                    .filteredOn(event -> event instanceof EpochFinished)
                    .extracting(event -> ((EpochFinished) event).metrics().epoch())
                    .containsSubsequence(1, 2, 10, 19, 20);

            broker.publish(task(8, 1, "tanh(x)", 1_000));
            broker.await(event -> event instanceof EpochFinished epoch && epoch.evaluationId() == 8);
            broker.revoke(new Revoke(8, 1));
            Finished revoked = (Finished)
                    broker.await(event -> event instanceof Finished finished && finished.evaluationId() == 8);
            assertThat(revoked.outcome()).isInstanceOf(Outcome.Released.class);
        }
    }

    private void awaitTheLastStep() throws InterruptedException {
        var holding = context.getBean("holding", AtomicReference.class);
        var pause = new CountDownLatch(1);
        while (holding.get() instanceof Attempt attempt
                && attempt.progress().step() < attempt.progress().totalSteps()) {
            pause.await(20, TimeUnit.MILLISECONDS);
        }
    }

    private void startWorker(String... arguments) {
        context = new SpringApplicationBuilder(TrainerWorker.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(
                        "spring.config.name=trainer-worker",
                        "spring.rabbitmq.host=127.0.0.1",
                        "afos.worker.heartbeat-interval=500ms",
                        "afos.messaging.prefix=" + broker.prefix())
                .run(arguments);
        worker = new Thread(context.getBean(Worker.class)::run, "worker");
        worker.start();
    }

    private void stopWorker() {
        if (context.isActive()) {
            context.getBean(StopSignal.class).request();
        }
        try {
            worker.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(worker.isAlive()).as("worker at work").isFalse();
    }

    private static EvaluationTask task(long evaluation, int attempt, String formula) {
        return new EvaluationTask(evaluation, attempt, formula, TestRecipes.quick(), 1);
    }

    private static EvaluationTask task(long evaluation, int attempt, String formula, int epochs) {
        return new EvaluationTask(evaluation, attempt, formula, TestRecipes.epochs(epochs), 1);
    }
}
