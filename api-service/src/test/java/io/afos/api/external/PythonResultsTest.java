package io.afos.api.external;

import io.afos.api.system.ServiceClient;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the Python package reads from a running service, and its command. */
class PythonResultsTest extends ExternalSystemTest {

    @TempDir
    private Path directory;

    private PythonPrograms python;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(PythonPrograms.with("sys").isPresent(), "no Python");
        python = new PythonPrograms(directory, address(), ServiceClient.SUBMITTER);
    }

    @AfterEach
    void end() {
        if (python != null) {
            python.close();
        }
    }

    private String address() {
        return "http://127.0.0.1:" + service().port();
    }

    @Test
    void theCommandSubmitsWatchesListsAndExports() throws Exception {
        Files.writeString(directory.resolve("search.json"), one(NETWORK).replace("[]", "[\"relu\"]"));

        String id = python.afos("submit", "search.json").strip();
        CompletableFuture<Void> training =
                CompletableFuture.runAsync(() -> trainer("a").work(Long.parseLong(id)));

        assertThat(python.afos("watch", id))
                .matches("search " + id + " completed: 2 trainings, best .+ with fitness .+\\s+");
        training.join();
        assertThat(python.afos("submit", "search.json").strip()).isEqualTo(id);
        assertThat(python.afos("leaderboard", "--network", "leaves").lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("  relu"))
                .anyMatch(line -> line.endsWith("  x^2"));
        assertThat(python.afos("export", "x*erf(x)", "--format", "numpy")).contains("import numpy", "def activation_");
        assertThat(python.afos("export", "x*")).startsWith("afos: ").doesNotContain("Traceback");
    }

    @Test
    void trialsAndResultsAreNumpyFunctionsAndPandasFrames() throws Exception {
        var installed = PythonPrograms.with("sys, numpy, pandas");
        assumeTrue(installed.isPresent(), "no Python with numpy and pandas");

        List<String> lines = python.finished("one", python.script(installed.get(), "results.py", "one"))
                .lines()
                .toList();

        List<String[]> values = lines.stream()
                .filter(line -> line.startsWith("value\t"))
                .map(line -> line.split("\t"))
                .toList();
        assertThat(values).as(lines.toString()).hasSizeGreaterThan(1).allSatisfy(line -> {
            Expression function = ExpressionParser.parse(line[1]);
            assertThat(Double.parseDouble(line[2])).isCloseTo(function.value(0.5), within(1e-9));
            assertThat(Double.parseDouble(line[3]))
                    .isCloseTo(Derivative.of(function).value(0.5), within(1e-9));
        });
        assertThat(lines.subList(lines.size() - 3, lines.size()))
                .containsExactly(
                        "candidates as a frame True",
                        "leaderboard as a frame True",
                        "frame() requires pandas: pip install pandas, or use the list itself");
    }

    @Test
    void pipInstallsThePackageFromTheService() throws Exception {
        run("python3", "-m", "venv", directory.resolve("env").toString());
        String pip = directory.resolve("env/bin/pip").toString();

        run(
                pip,
                "install",
                "--no-index",
                "--pre",
                "--disable-pip-version-check",
                "--find-links",
                address() + "/python/",
                "afos");

        run(pip, "check");
        run(
                directory.resolve("env/bin/afos").toString(),
                "--key",
                ServiceClient.READER,
                "--url",
                address(),
                "export",
                "eelu-2");
        assertThat(python.output("run")).content().contains("torch.nn.Module");
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(python.output("run").toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(python.output("run"))).isZero();
    }
}
