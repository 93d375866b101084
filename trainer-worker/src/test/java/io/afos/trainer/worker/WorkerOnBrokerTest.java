package io.afos.trainer.worker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.EpochFinished;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Heartbeat;
import io.afos.model.message.WorkerEvent.Left;
import io.afos.model.message.WorkerEvent.Started;
import io.afos.trainer.TrainerWorker;
import io.afos.trainer.training.TestRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** The whole worker against a RabbitMQ on this machine, under names of its own. */
@Timeout(120)
class WorkerOnBrokerTest {

    private final String prefix = "afos-test-" + UUID.randomUUID();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final List<WorkerEvent> events = new ArrayList<>();
    private Connection connection;
    private Channel channel;
    private ConfigurableApplicationContext context;
    private Thread worker;

    @BeforeEach
    void connect() throws IOException, TimeoutException {
        try {
            var factory = new ConnectionFactory();
            factory.setHost("127.0.0.1");
            connection = factory.newConnection();
        } catch (IOException e) {
            abort("no RabbitMQ on 127.0.0.1:5672, so the worker is not tried against one (" + e + ")");
        }
        channel = connection.createChannel();
        for (String queue : List.of(".tasks", ".events", ".dead")) {
            channel.queueDeclare(prefix + queue, true, false, false, null);
        }
        channel.basicConsume(prefix + ".events", true, (tag, delivery) -> received.add(delivery.getBody()), tag -> {});
    }

    @AfterEach
    void leaveTheBrokerClean() throws IOException {
        if (context != null) {
            stopWorker();
            context.close();
        }
        if (channel != null) {
            for (String queue : List.of(".tasks", ".events", ".dead")) {
                channel.queueDelete(prefix + queue);
            }
            channel.exchangeDelete(prefix + ".control");
            connection.close();
        }
    }

    @Test
    void trainsWhatItPullsAndReports() throws Exception {
        publish(task(1, 1, "max(x,0)"));
        startWorker();

        Finished finished = (Finished) await(event -> event instanceof Finished);

        assertThat(finished.evaluationId()).isEqualTo(1);
        assertThat(finished.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trained.class,
                        trained -> assertThat(trained.epochs())
                                .isEqualTo(TestRecipes.quick().epochs()));
        assertThat(ofEvaluation(1))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Started", "EpochFinished", "EpochFinished", "Finished");
        assertThat(channel.messageCount(prefix + ".tasks")).isZero();

        Heartbeat heartbeat = (Heartbeat) await(event -> event instanceof Heartbeat);
        assertThat(heartbeat.worker().datasets()).contains("fashion-mnist-mini");

        stopWorker();
        assertThat(await(event -> event instanceof Left).workerId()).isEqualTo(heartbeat.workerId());
    }

    @Test
    void putsUnreadableTasksAsideAndLeavesNewerOnes() throws Exception {
        publish("nonsense".getBytes(StandardCharsets.UTF_8));
        publish(task(2, 1, "this is no formula"));
        publish("{\"version\": 99, \"body\": {}}".getBytes(StandardCharsets.UTF_8));
        startWorker();

        Finished finished = (Finished) await(event -> event instanceof Finished);

        assertThat(finished.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("formula, position");
            assertThat(failed.retryable()).isFalse();
        });
        GetResponse buried = channel.basicGet(prefix + ".dead", true);
        assertThat(buried.getBody()).asString().isEqualTo("nonsense");
        stopWorker();
        context.close();
        assertThat(channel.messageCount(prefix + ".tasks")).isEqualTo(1);
    }

    @Test
    void givesARevokedTrainingBackAndDropsARevokedTask() throws Exception {
        publish(task(3, 2, "x*erf(exp(x))", 1_000));
        startWorker();
        await(event -> event instanceof EpochFinished);

        revoke(new Revoke(4, 1));
        revoke(new Revoke(3, 2));
        Finished released = (Finished) await(event -> event instanceof Finished);
        publish(task(4, 1, "max(x,0)"));
        publish(task(5, 1, "max(x,0)"));
        await(event -> event instanceof Finished finished && finished.evaluationId() == 5);

        assertThat(released.outcome()).isInstanceOf(Outcome.Released.class);
        assertThat(ofEvaluation(4)).isEmpty();
    }

    @Test
    void givesItsTaskBackWhenItIsStopped() throws Exception {
        publish(task(6, 1, "tanh(x)", 1_000));
        startWorker();
        await(event -> event instanceof EpochFinished);

        stopWorker();

        Finished finished = (Finished) await(event -> event instanceof Finished);
        assertThat(finished.outcome()).isInstanceOf(Outcome.Released.class);
        await(event -> event instanceof Left);
    }

    private void startWorker() {
        context = new SpringApplicationBuilder(TrainerWorker.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(
                        "spring.config.name=trainer-worker",
                        "spring.rabbitmq.host=127.0.0.1",
                        "afos.worker.heartbeat-interval=500ms",
                        "afos.messaging.prefix=" + prefix)
                .run();
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

    private void publish(EvaluationTask task) throws IOException {
        publish(MessageCodec.encode(task));
    }

    private void publish(byte[] body) throws IOException {
        channel.basicPublish("", prefix + ".tasks", new AMQP.BasicProperties(), body);
    }

    private void revoke(Revoke revoke) throws IOException {
        channel.basicPublish(prefix + ".control", "", new AMQP.BasicProperties(), MessageCodec.encode(revoke));
    }

    private WorkerEvent await(Predicate<WorkerEvent> wanted) throws InterruptedException {
        for (WorkerEvent event : events) {
            if (wanted.test(event)) {
                return event;
            }
        }
        for (WorkerEvent event = next(); ; event = next()) {
            events.add(event);
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    private WorkerEvent next() throws InterruptedException {
        byte[] body = received.poll(60, TimeUnit.SECONDS);
        assertThat(body).as("another event after %s", events).isNotNull();
        return ((MessageCodec.Readable<WorkerEvent>) MessageCodec.decode(body, WorkerEvent.class)).body();
    }

    private List<WorkerEvent> ofEvaluation(long evaluation) {
        return events.stream()
                .filter(event -> event instanceof Started started && started.evaluationId() == evaluation
                        || event instanceof EpochFinished epoch && epoch.evaluationId() == evaluation
                        || event instanceof Finished finished && finished.evaluationId() == evaluation)
                .toList();
    }
}
