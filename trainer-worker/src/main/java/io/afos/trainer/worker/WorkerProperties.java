package io.afos.trainer.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How this worker works; docs/training.md describes each setting.
 *
 * @param id name of this worker process, 1 to 64 characters, new at each start; {@code null} for one made of host,
 *     process and chance
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param threads threads of the engine for one operation
 * @param idleInterval how long to wait before an empty queue is asked again
 * @param heartbeatInterval time between two heartbeats
 * @param stallTimeout how long a training may go without a step before the process ends itself
 * @param dataDirectory where data sets are; a text, because Spring looks for a path on the class path first
 * @param downloads whether missing data sets are fetched
 * @param maxDatasetSize the most that one data file may unpack to
 * @param residentSize images of a training that take more than this together are streamed from disk
 * @param otherContent whether data files that are not the published ones are trained on under the published name
 * @param exitWithParent whether to stop when standard input ends
 */
@ConfigurationProperties("afos.worker")
record WorkerProperties(
        @Nullable String id,
        @DefaultValue("auto") String device,
        @DefaultValue("1") int threads,
        @DefaultValue("250ms") Duration idleInterval,
        @DefaultValue("5s") Duration heartbeatInterval,
        @DefaultValue("5m") Duration stallTimeout,
        @DefaultValue("datasets") String dataDirectory,
        @DefaultValue("true") boolean downloads,
        @DefaultValue("16GB") DataSize maxDatasetSize,
        @DefaultValue("256MB") DataSize residentSize,
        @DefaultValue("false") boolean otherContent,
        @DefaultValue("false") boolean exitWithParent) {

    WorkerProperties {
        require(id == null || !id.isEmpty() && id.length() <= 64, "id must have 1 to 64 characters");
        require(threads >= 1 && threads <= 1024, "threads must be between 1 and 1024, but is " + threads);
        require(positive(idleInterval), "idle-interval must be positive");
        require(positive(heartbeatInterval), "heartbeat-interval must be positive");
        require(positive(stallTimeout), "stall-timeout must be positive");
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("afos.worker." + problem);
        }
    }
}
