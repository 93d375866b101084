package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class EmbeddedDatabaseTest {

    /** One for all tests, so that the binaries are unpacked once. */
    @TempDir
    private static Path root;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory(root, "data");
    }

    @Test
    void keepsWhatWasCommittedOverARestart() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            execute(database, "CREATE TABLE kept (id int)");
            execute(database, "INSERT INTO kept VALUES (42)");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(query(database, "SELECT id FROM kept")).isEqualTo("42");
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "SHOW server_version")).startsWith("17.");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.username(), "guess"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recoversFromAKilledOwner(boolean leavesAPidFile) throws Exception {
        Path ready = directory.resolve("ready");
        Process owner = WorkerCommand.java(
                        ChildPrograms.DatabaseOwner.class.getName(), directory.toString(), ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("owner.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ready) || !owner.isAlive());
        assertThat(ready).exists();
        ProcessHandle orphan = server(directory);
        owner.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();
        if (!leavesAPidFile) {
            Files.writeString(pidFile(), "");
        }

        EmbeddedDatabase database = EmbeddedDatabase.start(directory);
        ProcessHandle successor = server(directory);
        try (database) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(successor.pid()).isNotEqualTo(orphan.pid());
            assertThat(query(database, "SELECT id FROM kept")).isEqualTo("42");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !successor.isAlive());
    }

    /** After a power cut, the number in the file is another program's, which may even have started in the same second. */
    @ParameterizedTest
    @ValueSource(longs = {0, 86_400})
    void startsOverAPidFileThatNamesAStrangerAndSparesThatOne(long secondsBefore) throws Exception {
        EmbeddedDatabase.start(directory).close();
        Path note = directory.resolve("note");
        Process stranger = WorkerCommand.java(ChildPrograms.Deaf.class.getName(), note.toString())
                .start();
        try {
            long started = stranger.info().startInstant().orElseThrow().getEpochSecond() - secondsBefore;
            Files.writeString(
                    pidFile(),
                    "%d\n%s\n%d\n5432\n\n127.0.0.1\n  2326569     32789\nready   \n"
                            .formatted(stranger.pid(), directory.resolve("postgres"), started));

            try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
                assertThat(query(database, "SELECT 42")).isEqualTo("42");
            }

            assertThat(stranger.waitFor(1, TimeUnit.SECONDS)).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no number\n", "99999999999999999999\n"})
    void startsOverAPidFileThatHoldsNoNumber(String content) throws Exception {
        EmbeddedDatabase.start(directory).close();
        Files.writeString(pidFile(), content);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(query(database, "SELECT 42")).isEqualTo("42");
        }
    }

    private Path pidFile() {
        return directory.resolve("postgres").resolve("postmaster.pid");
    }

    @Test
    void namesItsLogWhenItDoesNotStart() throws IOException {
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(directory.resolve("postgres").resolve("foreign"), "not a database");

        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOfSatisfying(
                        StandaloneStartException.class,
                        e -> assertThat(e.action()).contains("postgres.log"));
        assertThat(directory.resolve("logs").resolve("postgres.log")).content().contains("not empty");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void keepsOtherAccountsAwayFromBinariesDataAndPassword() throws IOException {
        EmbeddedDatabase.start(directory).close();

        assertThat(permissions("postgres-binaries")).isEqualTo("rwx------");
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("postgres.password")).isEqualTo("rw-------");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    private static ProcessHandle server(Path directory) throws IOException {
        Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
