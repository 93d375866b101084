package io.afos.api.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SupervisedProcessTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SupervisedProcess.Backoff FAST =
            new SupervisedProcess.Backoff(Duration.ofMillis(1), Duration.ofMillis(10), LONG);

    @TempDir
    private Path directory;

    @Test
    void endsWhenItsInputEnds() throws InterruptedException {
        SupervisedProcess process = supervise(ChildPrograms.Obedient.class, FAST);
        process.start();
        ProcessHandle child = awaitStart(1);

        process.requestStop();
        process.awaitStop(LONG);

        assertThat(child.isAlive()).isFalse();
        assertThat(pids()).hasSize(1);
    }

    @Test
    void isStartedAgainAfterItWasKilled() throws InterruptedException {
        SupervisedProcess process = supervise(ChildPrograms.Obedient.class, FAST);
        process.start();
        ProcessHandle first = awaitStart(1);

        first.destroyForcibly();
        ProcessHandle second = awaitStart(2);

        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(second.isAlive()).isTrue();
        process.requestStop();
        process.awaitStop(LONG);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void keepsTheOutputOfEveryCrash() throws InterruptedException, IOException {
        SupervisedProcess process = supervise(ChildPrograms.Crashing.class, FAST);
        process.start();
        await().atMost(LONG).until(() -> pids().size() >= 3);

        process.requestStop();
        process.awaitStop(LONG);

        assertThat(Files.readString(log())).contains("crashed on purpose");
    }

    @Test
    void isNotStartedAgainWhenStoppedDuringTheWait() throws InterruptedException {
        SupervisedProcess process = supervise(
                ChildPrograms.Crashing.class,
                new SupervisedProcess.Backoff(Duration.ofHours(1), Duration.ofHours(1), LONG));
        process.start();
        await().atMost(LONG)
                .until(() -> Files.exists(log()) && Files.readString(log()).contains("crashed on purpose"));

        process.requestStop();
        process.awaitStop(LONG);

        assertThat(pids()).hasSize(1);
    }

    @Test
    void isKilledWhenItDoesNotListen() throws InterruptedException {
        SupervisedProcess process = supervise(ChildPrograms.Deaf.class, FAST);
        process.start();
        ProcessHandle child = awaitStart(1);

        process.requestStop();
        process.awaitStop(Duration.ofMillis(100));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void waitsTwiceAsLongAfterEachEarlyEnd() {
        var backoff =
                new SupervisedProcess.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60));
        Duration early = Duration.ofSeconds(59);

        assertThat(backoff.next(null, early)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next(Duration.ofSeconds(1), early)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next(Duration.ofSeconds(2), early)).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.next(Duration.ofSeconds(3), Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }

    private SupervisedProcess supervise(Class<?> program, SupervisedProcess.Backoff backoff) {
        ProcessBuilder command =
                WorkerCommand.java("-Xshare:auto", program.getName(), pidFile().toString());
        return new SupervisedProcess("child", command, new LogFile(log()), backoff);
    }

    private ProcessHandle awaitStart(int count) {
        await().atMost(LONG).until(() -> pids().size() >= count);
        long pid = pids().get(count - 1);
        return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("process " + pid + " is gone"));
    }

    private List<Long> pids() {
        try {
            return Files.exists(pidFile())
                    ? Files.readAllLines(pidFile()).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return directory.resolve("pids");
    }

    private Path log() {
        return directory.resolve("logs").resolve("child.log");
    }
}
