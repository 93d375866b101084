package io.afos.trainer.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of this worker; docs/training.md describes each of them.
 *
 * @param id unique name of this worker process, 1 to 64 letters, digits, dots, hyphens or underscores, new at each start; {@code null} to generate one
 *     from host, process id and a random part
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param threads threads of the engine per operation
 * @param idleInterval how long to wait before polling an empty queue again
 * @param heartbeatInterval time between two heartbeats
 * @param stallTimeout how long a training may make no progress before the process ends itself
 * @param dataDirectory the directory of data sets; a string, because Spring would look for a path on the class path
 *     first
 * @param downloads whether missing data sets are downloaded
 * @param maxDatasetSize the maximum unpacked size of a data file
 * @param residentSize a training whose images take more than this streams them from disk
 * @param otherContent whether to train on files that differ from the published ones under the published name
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
        require(
                id == null || id.matches("[A-Za-z0-9._-]{1,64}"),
                "id must be 1 to 64 letters, digits, dots, hyphens or underscores");
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
