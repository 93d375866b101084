package io.afos.api.external;

import io.afos.api.system.Backends;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.afos.api.system.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The Python package against a running service, in processes of their own. Needs Python, but not torch. */
class PythonClientTest extends SystemTest {

    @TempDir
    private Path directory;

    private PythonPrograms programs;
    private Wire wire;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(PythonPrograms.with("sys").isPresent(), "no Python");
        wire = new Wire(new Backends.Server("127.0.0.1", service().port(), "", "", ""));
        programs = new PythonPrograms(directory, "http://127.0.0.1:" + wire.port(), ServiceClient.SUBMITTER);
    }

    @AfterEach
    void end() {
        if (programs != null) {
            programs.close();
            wire.close();
        }
    }

    private Process python(String name, String... arguments) throws Exception {
        return programs.script("python3", "trainer.py", name, arguments);
    }

    private Path output(String name) {
        return programs.output(name);
    }

    private String finished(String name, Process program) throws Exception {
        return programs.finished(name, program);
    }

    private String undisturbed() throws Exception {
        String told = finished("undisturbed", python("undisturbed"));
        assertThat(told).startsWith("COMPLETED ");
        String scores = scores();
        beginEmpty();
        return scores;
    }

    private String scores() {
        return store().text("""
                select string_agg(concat_ws(' ', c.ordinal, c.formula, c.fitness), ' | ' order by c.ordinal) from candidate c""")
                + store().text(
                                "select string_agg(concat_ws(' ', fingerprint, seed, fitness), ' | ' order by fingerprint, seed) from evaluation");
    }

    private void awaitHanging(String name) {
        eventually(() -> assertThat(output(name)).content().contains("hangs"));
    }

    /** Lets the service miss whoever is silent. */
    private void loseAll() {
        store().change("update lease set expires_at = now() - interval '1 s'");
    }

    @Test
    void twoProgramsShareOneSearchAndGetItsResult() throws Exception {
        Process one = python("one");
        Process two = python("two");

        assertThat(finished("one", one)).isEqualTo(finished("two", two)).startsWith("COMPLETED ");

        assertThat(store().number("select count(*) from job")).isEqualTo(1);
        assertThat(store().number("select count(distinct worker_id) from evaluation"))
                .isEqualTo(2);
        assertNothingIsLeftOver();
    }

    @Test
    void twoNetworksTakePartInOneBenchmark() throws Exception {
        Process one = python("one", "benchmark", "one");
        Process two = python("two", "benchmark", "two");

        assertThat(finished("one", one)).isEqualTo(finished("two", two)).startsWith("done ");

        long benchmark = store().number("select id from job");
        JsonNode report = service().read("/api/v1/benchmarks/%d/report?format=json".formatted(benchmark));
        assertThat(report.get("comparison").isNull()).isFalse();
        assertThat(store().number("select count(*) from evaluation where state = 'SUCCEEDED'"))
                .isEqualTo(12);
        assertNothingIsLeftOver();
    }

    @Test
    void aSearchDisturbedInEveryWayScoresAsAnUndisturbedOne() throws Exception {
        String expected = undisturbed();
        Process killed = python("killed", "hang");
        awaitHanging("killed");
        killed.destroyForcibly().waitFor();
        Process stopped = python("stopped", "hang");
        awaitHanging("stopped");
        signal("STOP", stopped);
        loseAll();
        Process good = python("good");
        eventually(
                () -> assertThat(store().number("select count(*) from epoch")).isGreaterThan(6));
        wire.cut();
        eventually(() -> assertThat(store().number("select count(*) from evaluation where state = 'RUNNING'"))
                .isLessThanOrEqualTo(1));
        loseAll();
        wire.mend();
        signal("CONT", stopped);

        assertThat(finished("good", good)).contains("COMPLETED ");

        assertThat(scores()).isEqualTo(expected);
        assertNothingIsLeftOver();
    }

    @Test
    void anInterruptGivesTheTrialBack() throws Exception {
        Process program = python("one", "hang");
        awaitHanging("one");

        signal("INT", program);

        assertThat(finished("one", program)).contains("KeyboardInterrupt");
        assertThat(store().text("select string_agg(state || ' ' || failures, ',') from evaluation where attempt = 2"))
                .isEqualTo("PENDING 0");
    }

    @Test
    void aLoopThatIsLeftGivesTheTrialBack() throws Exception {
        assertThat(finished("one", python("one", "break"))).startsWith("RUNNING");

        assertThat(store().number("select count(*) from lease")).isZero();
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
    }

    @Test
    void anExceptionFailsTheTrialWithItsLastLine() throws Exception {
        assertThat(finished("one", python("one", "raise"))).contains("Traceback", "KeyError: 'leaf 17'");

        assertThat(store().text("select failure from evaluation where failures = 1"))
                .isEqualTo("KeyError: 'leaf 17'");
    }

    @Test
    void aFunctionThatFailsThreeTimesInARowEndsTheProgram() throws Exception {
        assertThat(finished("one", python("one", "run"))).contains("Traceback", "KeyError: 'leaf 17'");

        assertThat(store().number("select sum(failures) from evaluation")).isEqualTo(3);
    }

    @Test
    void aTrialWithoutItsLastReportIsAMistakeThatIsTold() throws Exception {
        assertThat(finished("one", python("one", "leave"))).contains("report every epoch up to the last");

        assertThat(store().text("select failure from evaluation where failures = 1"))
                .startsWith("left after 2 of 3 epochs");
    }

    @Test
    void aLossThatIsNoNumberIsADivergence() throws Exception {
        assertThat(finished("one", python("one", "nan"))).contains("verdict DIVERGED");

        assertThat(store().number("select count(*) from evaluation where outcome = 'DIVERGED' and fitness = 0"))
                .isEqualTo(1);
    }

    private static void signal(String name, Process program) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                .start()
                .waitFor();
    }
}
