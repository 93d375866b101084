package io.afos.trainer.activation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the tests of the Python package, where Python has torch. */
class PythonReplacementTest {

    @TempDir
    Path directory;

    @Test
    void activationsOfModelsAreReplaced() throws Exception {
        String python = Stream.of(System.getenv().getOrDefault("AFOS_PYTHON", "python3"), "/usr/bin/python3")
                .filter(PythonReplacementTest::hasTorch)
                .findFirst()
                .orElse("");
        assumeTrue(!python.isEmpty(), "no Python with torch and torchvision");
        Path output = directory.resolve("output");

        Process process = new ProcessBuilder(python, "-B", "-m", "unittest", "discover", "-s", "tests")
                .directory(Path.of("python").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor()).as(output.toString()).isZero();
        assertThat(output).content().contains("OK").doesNotContain("skipped");
    }

    private static boolean hasTorch(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import torch, torchvision")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
