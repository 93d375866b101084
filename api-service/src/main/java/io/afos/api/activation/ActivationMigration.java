package io.afos.api.activation;

import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migration that computes something anew for stored functions. */
abstract class ActivationMigration implements JavaMigration {

    private static final int BATCH = 1_000;

    private final String version;
    private final String description;

    ActivationMigration(String version, String description) {
        this.version = version;
        this.description = description;
    }

    record Stored(String fingerprint, String formula) {}

    @Override
    public final MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(version);
    }

    @Override
    public final String getDescription() {
        return description;
    }

    @Override
    public final @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public final boolean canExecuteInTransaction() {
        return true;
    }

    /** Passes on what a query gives, read through a cursor, so that the whole of it is never in memory. */
    static void inBatches(JdbcClient jdbc, String query, Consumer<List<Stored>> consumer) {
        jdbc.sql("declare functions cursor for " + query).update();
        List<Stored> batch;
        do {
            batch = jdbc.sql("fetch " + BATCH + " from functions")
                    .query(Stored.class)
                    .list();
            consumer.accept(batch);
        } while (batch.size() == BATCH);
        jdbc.sql("close functions").update();
    }
}
