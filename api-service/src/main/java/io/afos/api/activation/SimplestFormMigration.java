package io.afos.api.activation;

import io.afos.model.activation.SimplestForm;
import org.flywaydb.core.api.migration.Context;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Adds the simplest form of each function. */
@Component
class SimplestFormMigration extends ActivationMigration {

    SimplestFormMigration() {
        super("30", "simplest forms");
    }

    @Override
    public void migrate(Context context) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        jdbc.sql("create temporary table simplified (fingerprint text primary key, simplest text) on commit drop")
                .update();
        inBatches(
                jdbc,
                "select fingerprint, formula from activation",
                batch -> jdbc.sql(
                                "insert into simplified select * from unnest(cast(:fingerprints as text[]), cast(:simplest as text[]))")
                        .param(
                                "fingerprints",
                                batch.stream().map(Stored::fingerprint).toArray(String[]::new))
                        .param(
                                "simplest",
                                batch.stream()
                                        .map(stored -> SimplestForm.of(stored.formula()))
                                        .toArray(String[]::new))
                        .update());
        jdbc.sql("alter table activation add column simplest text").update();
        jdbc.sql("""
                        update activation a set simplest = s.simplest
                        from simplified s where a.fingerprint = s.fingerprint""").update();
        jdbc.sql("alter table activation alter column simplest set not null").update();
    }
}
