package io.afos.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

class FailedStartTest {

    @TempDir
    private Path directory;

    @Test
    void endsTheProcessWhateverThreadsAndShutdownHooksItHas() throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), Hanging.class.getName());
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(contentOf(output.toFile()))
                    .contains("No API key is configured")
                    .doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts the service without keys, with something at work that does not end. */
    static final class Hanging {
        public static void main(String[] arguments) {
            new Thread(Hanging::hang).start();
            Runtime.getRuntime().addShutdownHook(new Thread(Hanging::hang));
            ApiService.main(new String[0]);
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
