package io.afos.api.standalone;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the profile {@code standalone}.
 *
 * @param directory the directory for all data, relative to the working directory
 * @param workers number of trainer workers, 0 to 256; by default the number of processors
 */
@ConfigurationProperties("afos.standalone")
record StandaloneProperties(
        @DefaultValue("data") Path directory, @Nullable Integer workers) {

    private static final int MOST_WORKERS = 256;

    StandaloneProperties {
        if (workers != null && (workers < 0 || workers > MOST_WORKERS)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "afos.standalone.workers is %d; it must be between 0 and %d", workers, MOST_WORKERS));
        }
    }

    int workerCount() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
