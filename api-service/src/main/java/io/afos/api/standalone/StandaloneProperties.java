package io.afos.api.standalone;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the profile {@code standalone}.
 *
 * @param directory where everything is kept; relative to the working directory
 * @param workers number of trainer workers, 0 to 256; as many as processors when not set
 */
@ConfigurationProperties("afos.standalone")
record StandaloneProperties(
        @DefaultValue("data") Path directory, @Nullable Integer workers) {

    private static final int MOST_WORKERS = 256;

    StandaloneProperties {
        if (workers != null && (workers < 0 || workers > MOST_WORKERS)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "afos.standalone.workers is %d; choose 0 to %d", workers, MOST_WORKERS));
        }
    }

    int workerCount() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
