package io.afos.api.activation;

import io.afos.model.activation.SimplestForm;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Adds the simplest form of each function. */
@Component
class SimplestFormMigration implements JavaMigration {

    private static final int BATCH = 1_000;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("30");
    }

    @Override
    public String getDescription() {
        return "simplest forms";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        jdbc.sql("alter table activation add column simplest text").update();
        String last = "";
        while (last != null) {
            last = simplifyAfter(jdbc, last);
        }
        jdbc.sql("alter table activation alter column simplest set not null").update();
    }

    /** @return the last fingerprint of the batch, {@code null} if there is no more */
    private static @Nullable String simplifyAfter(JdbcClient jdbc, String fingerprint) {
        List<Stored> batch = jdbc.sql(
                        "select fingerprint, formula from activation where fingerprint > :last order by fingerprint limit :batch")
                .param("last", fingerprint)
                .param("batch", BATCH)
                .query(Stored.class)
                .list();
        if (batch.isEmpty()) {
            return null;
        }
        jdbc.sql("""
                        update activation a set simplest = s.simplest
                        from unnest(cast(:fingerprints as text[]), cast(:simplest as text[])) s (fingerprint, simplest)
                        where a.fingerprint = s.fingerprint""")
                .param("fingerprints", batch.stream().map(Stored::fingerprint).toArray(String[]::new))
                .param("simplest", batch.stream().map(Stored::simplest).toArray(String[]::new))
                .update();
        return batch.get(batch.size() - 1).fingerprint;
    }

    private record Stored(String fingerprint, String formula) {

        String simplest() {
            return SimplestForm.of(formula);
        }
    }
}
