package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells the API. Every event may arrive twice, late or after a newer attempt. Those about an attempt carry the
 * token of its task, which is {@code null} in messages of version 2.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerEvent.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = WorkerEvent.Left.class, name = "left"),
    @JsonSubTypes.Type(value = WorkerEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = WorkerEvent.EpochFinished.class, name = "epoch"),
    @JsonSubTypes.Type(value = WorkerEvent.Finished.class, name = "finished")
})
public sealed interface WorkerEvent {

    /** The longest id of a worker, in chars: that of an external trainer is made of two names. */
    int MOST_WORKER_ID = 129;

    /** The worker that speaks, by its own account; visible ASCII characters, new at each start of a worker process. */
    String workerId();

    /**
     * Says every few seconds that the worker lives; renews the lease of the evaluation at work.
     *
     * @param worker what the worker is and can do
     * @param progress the training at work; {@code null} when idle
     */
    record Heartbeat(
            String workerId,
            WorkerDescription worker,
            @Nullable Progress progress) implements WorkerEvent {
        public Heartbeat {
            requireWorker(workerId);
            Bounds.require(worker != null, "worker");
        }
    }

    /**
     * The worker has shut down in order.
     *
     * @param holding the training whose end it could not deliver; {@code null} if there is none
     */
    record Left(String workerId, @Nullable Progress holding) implements WorkerEvent {
        public Left {
            requireWorker(workerId);
        }

        /** Holding nothing. */
        public Left(String workerId) {
            this(workerId, null);
        }
    }

    private static void requireWorker(@Nullable String workerId) {
        Bounds.requireName("workerId", workerId, MOST_WORKER_ID);
    }

    /** An event about an attempt. */
    sealed interface OfAttempt extends WorkerEvent {

        long evaluationId();

        int attempt();

        @Nullable
        String token();
    }

    /** The worker has taken the task: from here on the lease, not the queue, guards the evaluation. */
    record Started(
            String workerId,
            long evaluationId,
            int attempt,
            @Nullable String token) implements OfAttempt {
        public Started {
            requireWorker(workerId);
            Bounds.requireAttempt(evaluationId, attempt);
        }

        /** Without a token. */
        public Started(String workerId, long evaluationId, int attempt) {
            this(workerId, evaluationId, attempt, null);
        }
    }

    /** One point of the learning curve. Sent again by a later attempt with the same values. */
    record EpochFinished(
            String workerId,
            long evaluationId,
            int attempt,
            EpochMetrics metrics,
            @Nullable String token) implements OfAttempt {
        public EpochFinished {
            requireWorker(workerId);
            Bounds.requireAttempt(evaluationId, attempt);
            Bounds.require(metrics != null, "metrics");
        }

        /** Without a token. */
        public EpochFinished(String workerId, long evaluationId, int attempt, EpochMetrics metrics) {
            this(workerId, evaluationId, attempt, metrics, null);
        }
    }

    /** Ends the attempt. The first outcome of an evaluation that is not {@link Outcome.Released} counts. */
    record Finished(
            String workerId,
            long evaluationId,
            int attempt,
            Outcome outcome,
            @Nullable String token) implements OfAttempt {
        public Finished {
            requireWorker(workerId);
            Bounds.requireAttempt(evaluationId, attempt);
            Bounds.require(outcome != null, "outcome");
        }

        /** Without a token. */
        public Finished(String workerId, long evaluationId, int attempt, Outcome outcome) {
            this(workerId, evaluationId, attempt, outcome, null);
        }
    }

    /**
     * A worker process.
     *
     * @param host name of its machine
     * @param device such as {@code cpu} or {@code gpu:0}
     * @param threads threads of the native engine for one operation
     * @param engine engine and version, such as {@code PyTorch 2.7.1}
     * @param datasets names of the data sets it can train on now: those it has, and those it may fetch
     * @param fetchable names of those among them that it does not have yet
     * @param startedAt start of the process, by the worker's clock
     * @param troubles why it does not train on data sets that it has, at the moment
     * @param folders what it found in the folders that it has read; {@code null} for what it said before
     * @param networks whether it can train networks that users uploaded; {@code null} from workers that know of none
     */
    record WorkerDescription(
            String host,
            String device,
            int threads,
            String engine,
            List<String> datasets,
            List<String> fetchable,
            Instant startedAt,
            List<Trouble> troubles,
            @Nullable List<FolderFacts> folders,
            @Nullable Boolean networks) {

        private static final int MOST_NAME = 200;
        private static final int MOST_THREADS = 100_000;

        /** The last instant that every part of the system can store. */
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        public WorkerDescription {
            Bounds.requireRange("threads", threads, 1, MOST_THREADS);
            Bounds.requireDatasets("datasets", datasets);
            fetchable = fetchable == null ? List.of() : fetchable; // a worker of before
            Bounds.requireDatasets("fetchable", fetchable);
            Bounds.require(
                    startedAt != null && !startedAt.isBefore(Instant.EPOCH) && !startedAt.isAfter(LATEST), "startedAt");
            troubles = troubles == null ? List.of() : troubles;
            Bounds.requireFew("troubles", troubles);
            if (folders != null) {
                Bounds.requireFew("folders", folders);
            }
            host = PlainText.of(host, MOST_NAME);
            device = PlainText.of(device, MOST_NAME);
            engine = PlainText.of(engine, MOST_NAME);
            datasets = List.copyOf(datasets);
            fetchable = List.copyOf(fetchable);
            troubles = List.copyOf(troubles);
        }

        /** The queues from which it takes tasks. */
        public List<String> queues() {
            return Boolean.TRUE.equals(networks)
                    ? Stream.concat(datasets.stream(), datasets.stream().map(ImageRecipe::networksQueue))
                            .toList()
                    : datasets;
        }

        /** Without troubles, with nothing new of folders, for networks of the catalog. */
        public WorkerDescription(
                String host,
                String device,
                int threads,
                String engine,
                List<String> datasets,
                List<String> fetchable,
                Instant startedAt) {
            this(host, device, threads, engine, datasets, fetchable, startedAt, List.of(), null, null);
        }
    }

    /**
     * Something wrong on one worker, for which it does not take trainings on a data set until it has looked again.
     *
     * @param reason what is wrong and what to do
     */
    record Trouble(String dataset, String reason) {
        public Trouble {
            dataset = PlainText.of(dataset, WorkerDescription.MOST_NAME);
            reason = PlainText.of(reason, Outcome.MOST_REASON);
        }
    }

    /**
     * How far a training is.
     *
     * @param step optimizer steps done
     * @param totalSteps optimizer steps of the whole training if it is not stopped early
     * @param imagesPerSecond training images per second so far, 0 before the first step
     */
    record Progress(
            long evaluationId,
            int attempt,
            long step,
            long totalSteps,
            double imagesPerSecond,
            @Nullable String token) {
        public Progress {
            Bounds.requireAttempt(evaluationId, attempt);
            Bounds.require(step >= 0, "step");
            Bounds.require(totalSteps >= 0, "totalSteps");
            Bounds.requireRange("imagesPerSecond", imagesPerSecond, 0, Bounds.MOST_SPEED);
        }

        /** Without a token. */
        public Progress(long evaluationId, int attempt, long step, long totalSteps, double imagesPerSecond) {
            this(evaluationId, attempt, step, totalSteps, imagesPerSecond, null);
        }
    }

    /**
     * Metrics after one epoch, measured on the split that decides fitness (named validation here).
     *
     * @param epoch counted from 1
     * @param trainLoss mean cross-entropy over the epoch's training batches, in nats
     * @param trainAccuracy share of training images classified rightly during the epoch, 0 to 1
     * @param validation loss and accuracy after the epoch
     * @param seconds wall time of the epoch's training steps
     * @param imagesPerSecond training images per second of that time
     */
    record EpochMetrics(
            int epoch,
            double trainLoss,
            double trainAccuracy,
            Measurement validation,
            double seconds,
            double imagesPerSecond) {
        public EpochMetrics {
            Bounds.requireRange("epoch", epoch, 1, Recipe.MAX_EPOCHS);
            Bounds.require(validation != null, "validation");
            Bounds.requireRange("seconds", seconds, 0, Bounds.MOST_SECONDS);
            Bounds.requireRange("imagesPerSecond", imagesPerSecond, 0, Bounds.MOST_SPEED);
        }
    }
}
