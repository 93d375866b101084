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
 * A PostgreSQL server that listens on a free port of 127.0.0.1, requires a password, and keeps acknowledged data even
 * if the machine crashes.
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
     * Starts the server with the data in {@code directory}, and creates both if they do not exist. A server that a
     * killed process left running there is stopped first, so the caller must hold the lock on the directory.
     *
     * @throws StandaloneStartException if the server does not start; its log in the directory says why
     */
    public static EmbeddedDatabase start(Path directory) {
        Path data = directory.resolve("postgres");
        LogFile log = new LogFile(directory.resolve("logs").resolve("postgres.log"));
        try {
            // The library makes its unpacking directory writable for all accounts. It is therefore inside a directory
            // that only this account can enter.
            Path binaries = Files.createDirectories(directory.resolve("postgres-binaries"), OwnerOnly.directory());
            new OrphanedPostgres(binaries, data).clear();
            PasswordFile passwordFile = PasswordFile.in(directory);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.resolve("unpacked").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(STARTUP_LIMIT)
                    // Options of initdb, which the library passes through under this name.
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
                    String.format(Locale.ROOT, "See its log: %s", log.path()),
                    e);
        }
    }

    /** The JDBC URL, without credentials. */
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

    /** Stops the server and closes open connections. */
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
