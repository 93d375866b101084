package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent.EpochFinished;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Left;
import io.afos.trainer.TrainerWorker;
import io.afos.trainer.training.TestRecipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker as a process of its own, against a RabbitMQ on this machine. */
@Timeout(120)
class WorkerProcessTest {

    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path directory;

    private TestBroker broker;
    private Process process;

    @BeforeEach
    void trainForLong() throws IOException, TimeoutException, InterruptedException {
        broker = TestBroker.open();
        broker.publish(new EvaluationTask(1, 1, "x*erf(exp(x))", TestRecipes.epochs(1_000), 1));
        process = startWorker();
        broker.await(EpochFinished.class);
    }

    @AfterEach
    void cleanUp() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void givesItsTaskBackWhenItIsTerminatedInMidTraining() throws Exception {
        process.toHandle().destroy();
        assertStops(ENDED_BY_SIGTERM);
    }

    @Test
    void givesItsTaskBackWhenItsParentIsGone() throws Exception {
        process.getOutputStream().close();
        assertStops(0);
    }

    private void assertStops(int exitCode) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("process ended").isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(broker.await(Finished.class).outcome()).isInstanceOf(Outcome.Released.class);
        broker.await(Left.class);
        assertThat(directory.toFile().list((where, name) -> name.startsWith("hs_err")))
                .isEmpty();
    }

    private Process startWorker() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                TrainerWorker.class.getName(),
                "--afos.worker.exit-with-parent=true",
                "--afos.messaging.prefix=" + broker.prefix(),
                "--spring.rabbitmq.host=127.0.0.1");
        builder.environment().put("CLASSPATH", classPath());
        builder.directory(directory.toFile());
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("worker.log").toFile());
        return builder.start();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
