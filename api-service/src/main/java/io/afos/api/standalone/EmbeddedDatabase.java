package io.afos.api.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * A PostgreSQL server that listens on 127.0.0.1 at a free port, asks for a password, and keeps what it acknowledged
 * also through a crash of the machine.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "afos";

    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts the server over the data in {@code directory}, and makes both when they do not exist. A server that a
     * killed process left running there is stopped first, so the caller must hold the directory for itself.
     *
     * @throws StandaloneStartException if the server does not start; its log in the directory says why
     */
    public static EmbeddedDatabase start(Path directory) {
        Path data = directory.resolve("postgres");
        LogFile log = new LogFile(directory.resolve("logs").resolve("postgres.log"));
        try {
            // The library lets every account write where it unpacks, so that is inside a directory that only we can
            // enter.
            Path binaries = Files.createDirectories(directory.resolve("postgres-binaries"), OwnerOnly.directory());
            new OrphanedPostgres(binaries, data).clear();
            PasswordFile passwordFile = PasswordFile.in(directory);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.resolve("unpacked").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(STARTUP_LIMIT)
                    // Options of initdb, which the library lets through under this name.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.path().toString())
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setConnectConfig("password", passwordFile.password())
                    .setOutputRedirector(log.redirect())
                    .start();
            return withDatabase(new EmbeddedDatabase(postgres, passwordFile.password()));
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StandaloneStartException(
                    String.format(
                            Locale.ROOT,
                            "The embedded PostgreSQL in %s did not start: %s.",
                            data,
                            log.lastContaining("FATAL").orElse(String.valueOf(e.getMessage()))),
                    String.format(Locale.ROOT, "Its log tells more: %s", log.path()),
                    e);
        }
    }

    /** The JDBC address, without credentials. */
    public String url() {
        return String.format(
                Locale.ROOT,
                "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true",
                postgres.getPort(),
                DATABASE);
    }

    public String username() {
        return SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Unpooled connections. */
    public DataSource dataSource() {
        return postgres.getDatabase(SUPERUSER, DATABASE);
    }

    /** Stops the server; open connections are cut. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedDatabase withDatabase(EmbeddedDatabase server) throws SQLException {
        try {
            server.createDatabase();
            return server;
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void createDatabase() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }
}
