package io.afos.api.system;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.afos.model.activation.SimplestForm;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerControl;
import io.afos.model.message.WorkerEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A worker that speaks the real protocol over the real broker and does with each task what its script says: it pulls one
 * task, says that it has started, waits for the confirm, acknowledges, and sends what comes of it.
 */
public final class ScriptedWorker implements AutoCloseable {

    public static final WorkerEvent.WorkerDescription DESCRIPTION = describe(List.of(Broker.DATASET));

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final long POLL_MILLIS = 20;
    private static final long CONFIRM_MILLIS = 20_000;

    /** What a worker does with a task. */
    public interface Script {
        void play(Scene scene) throws IOException, InterruptedException;
    }

    private final Broker broker;
    private final String id;
    private final List<String> datasets;
    private final Script script;
    private final Connection connection;
    private final List<EvaluationTask> pulled = new CopyOnWriteArrayList<>();
    private final List<WorkerControl> told;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads;
    private volatile WorkerEvent.@Nullable Progress progress;
    private volatile @Nullable Throwable failure;

    private ScriptedWorker(Broker broker, String id, List<String> datasets, Script script) {
        this.broker = broker;
        this.id = id;
        this.datasets = datasets;
        this.script = script;
        this.connection = broker.connect();
        this.told = broker.listen(connection);
        this.threads =
                List.of(new Thread(() -> guard(this::work), id), new Thread(() -> guard(this::beat), id + " heart"));
    }

    private static WorkerEvent.WorkerDescription describe(List<String> datasets) {
        return new WorkerEvent.WorkerDescription(
                "test-host", "cpu", 1, "no engine", datasets, List.of(), Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static ScriptedWorker start(Broker broker, String id, Script script) {
        return start(broker, id, List.of(Broker.DATASET), script);
    }

    public static ScriptedWorker start(Broker broker, String id, List<String> datasets, Script script) {
        datasets.forEach(broker::declareTasks);
        var worker = new ScriptedWorker(broker, id, datasets, script);
        worker.threads.forEach(Thread::start);
        return worker;
    }

    public String id() {
        return id;
    }

    /** Tasks in the order in which they were pulled. */
    public List<EvaluationTask> pulled() {
        return List.copyOf(pulled);
    }

    /** The first task for a formula or its simplest form. */
    public EvaluationTask taskOf(String formula) {
        return pulled.stream()
                .filter(task -> task.formula().equals(formula)
                        || SimplestForm.of(task.formula()).equals(formula))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody trained " + formula));
    }

    /** Whether the service has taken an attempt back. */
    public boolean wasTold(long evaluation, int attempt) {
        return told.contains(new WorkerControl.Revoke(evaluation, attempt));
    }

    /** Ends without a word, as a killed process does. */
    @Override
    public void close() {
        closing.countDown();
        connection.abort();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("worker " + id, failure);
        }
    }

    private void work() throws IOException, InterruptedException, TimeoutException {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        while (!isClosing(Duration.ZERO)) {
            GetResponse got = pull(channel);
            if (got == null) {
                closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } else if (MessageCodec.decode(got.getBody(), EvaluationTask.class)
                    instanceof MessageCodec.Readable<EvaluationTask> readable) {
                pulled.add(readable.body());
                script.play(new Scene(channel, got, readable.body()));
                progress = null;
            } else {
                throw new IllegalStateException("unreadable task " + new String(got.getBody(), "UTF-8"));
            }
        }
    }

    private @Nullable GetResponse pull(Channel channel) throws IOException {
        for (String dataset : datasets) {
            GetResponse got = channel.basicGet(broker.tasks(dataset), false);
            if (got != null) {
                return got;
            }
        }
        return null;
    }

    private void beat() throws IOException, InterruptedException, TimeoutException {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        do {
            send(channel, new WorkerEvent.Heartbeat(id, describe(datasets), progress));
        } while (!isClosing(HEARTBEAT));
    }

    private boolean isClosing(Duration patience) throws InterruptedException {
        return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(Channel channel, Object event) throws IOException, InterruptedException, TimeoutException {
        sendRaw(channel, MessageCodec.encode(event));
    }

    private void sendRaw(Channel channel, byte[] body) throws IOException, InterruptedException, TimeoutException {
        channel.basicPublish(broker.reports(), QueueNames.EVENT, Broker.persistentJson(), body);
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    }

    private interface Duty {
        void run() throws IOException, InterruptedException, TimeoutException;
    }

    /** Whatever a broken connection causes after the worker was told to end is no failure. */
    private void guard(Duty duty) {
        try {
            duty.run();
        } catch (Vanished vanished) {
            closing.countDown();
            connection.abort();
        } catch (Exception e) {
            if (closing.getCount() > 0) {
                failure = e;
            }
        }
    }

    /** One task at work. */
    public final class Scene {

        private final Channel channel;
        private final GetResponse delivery;
        private final EvaluationTask task;

        private Scene(Channel channel, GetResponse delivery, EvaluationTask task) {
            this.channel = channel;
            this.delivery = delivery;
            this.task = task;
        }

        public EvaluationTask task() {
            return task;
        }

        /** Says that the task has started, but leaves it unacknowledged. */
        public void announce() throws IOException, InterruptedException {
            tell(new WorkerEvent.Started(id, task.evaluationId(), task.attempt(), task.token()));
            progress(0);
        }

        public void acknowledge() throws IOException {
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        }

        public void start() throws IOException, InterruptedException {
            announce();
            acknowledge();
        }

        public void progress(long step) {
            progress = progressAt(step);
        }

        public WorkerEvent.Progress progressAt(long step) {
            return new WorkerEvent.Progress(task.evaluationId(), task.attempt(), step, 100, 2_000, task.token());
        }

        public void epochs() throws IOException, InterruptedException {
            for (int epoch = 1; epoch <= task.recipe().epochs(); epoch++) {
                tell(new WorkerEvent.EpochFinished(
                        id, task.evaluationId(), task.attempt(), Marks.epoch(task, epoch), task.token()));
            }
        }

        public void finish(Outcome outcome) throws IOException, InterruptedException {
            progress = null;
            tell(new WorkerEvent.Finished(id, task.evaluationId(), task.attempt(), outcome, task.token()));
        }

        public void tell(WorkerEvent event) throws IOException, InterruptedException {
            tellRaw(MessageCodec.encode(event));
        }

        public void tellRaw(byte[] body) throws IOException, InterruptedException {
            try {
                sendRaw(channel, body);
            } catch (TimeoutException e) {
                throw new IOException(e);
            }
        }

        /** Waits until the service takes the attempt back, or the worker is closed. */
        public boolean awaitRevocation() throws InterruptedException {
            while (!isClosing(Duration.ofMillis(POLL_MILLIS))) {
                if (wasTold(task.evaluationId(), task.attempt())) {
                    return true;
                }
            }
            return false;
        }

        /** Waits for a signal of the test, or until the worker is closed. */
        public void await(CountDownLatch signal) throws InterruptedException {
            while (!isClosing(Duration.ZERO)) {
                if (signal.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }

        /** Ends the worker without a word, heartbeats included. */
        public void vanish() {
            throw new Vanished();
        }
    }

    private static final class Vanished extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
