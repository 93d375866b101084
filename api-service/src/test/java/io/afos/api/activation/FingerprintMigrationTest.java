package io.afos.api.activation;

import io.afos.api.standalone.EmbeddedDatabase;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.ExpressionParser;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A database of version 0.1, in which functions that differ had one fingerprint. */
@ExtendWith(OutputCaptureExtension.class)
class FingerprintMigrationTest {

    private static final String RELU = "max(x,0)";
    private static final String RELU_6 = "min(max(x,0),6)";
    private static final String SILU = "x*sigmoid(x)";
    private static final String STEPPED = "x*sigmoid(x)+100*step(x-6)";
    private static final String ONE = "max(max(tanh(x),0),tanh(x))*exp(max(max(tanh(x),0),atan(x)))";
    private static final String OTHER = "max(max(sigmoid(exp(-x))*x,0),tanh(x)*exp(atan(x)))";
    private static final String REJECTED = "exp(exp(x))";

    private static String former(String formula) {
        return FormerIdentity.fingerprint(ExpressionParser.parse(formula)).value();
    }

    private static String today(String formula) {
        return Fingerprint.of(ExpressionParser.parse(formula)).value();
    }

    @Test
    void everything_belongs_to_the_function_that_was_trained(@TempDir Path directory, CapturedOutput output)
            throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            FluentConfiguration flyway =
                    Flyway.configure().dataSource(database.dataSource()).locations("classpath:db/migration");
            flyway.target("10").load().migrate();
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            fill(jdbc);
            int events = count(jdbc, "event");

            flyway.target("11")
                    .javaMigrations(new FingerprintMigration())
                    .load()
                    .migrate();

            assertThat(jdbc.sql("select fingerprint from activation")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(today(RELU), today(SILU), today(ONE));
            assertThat(fingerprints(jdbc, "evaluation", "id")).containsExactly(today(RELU), today(SILU), today(ONE));
            assertThat(fingerprints(jdbc, "candidate", "ordinal"))
                    .containsExactly(today(RELU), today(RELU), today(ONE), today(ONE), today(REJECTED));
            assertThat(jdbc.sql("select formula from candidate order by ordinal")
                            .query(String.class)
                            .list())
                    .containsExactly(RELU_6, RELU, ONE, OTHER, REJECTED);
            for (String table : new String[] {"cell", "standing", "board_entry", "replication"}) {
                assertThat(fingerprints(jdbc, table, "1")).as(table).containsExactly(today(SILU));
            }
            String specification = jdbc.sql("select specification::text from benchmark")
                    .query(String.class)
                    .single();
            assertThat(specification)
                    .contains("\"control\": \"" + today(SILU) + "\"", "\"fingerprint\": \"" + today(SILU) + "\"")
                    .contains("\"0123456789abcdef0123456789abcdef\"")
                    .doesNotContain(former(SILU));
            assertThat(count(jdbc, "event")).isEqualTo(events);
            assertThat(output)
                    .contains(RELU_6 + " was held for " + RELU)
                    .contains(OTHER + " was held for " + ONE)
                    .contains(STEPPED + " was held for " + SILU)
                    .doesNotContain(REJECTED);
        }
    }

    private static List<String> fingerprints(JdbcClient jdbc, String table, String order) {
        return jdbc.sql("select fingerprint from " + table + " order by " + order)
                .query(String.class)
                .list();
    }

    private static int count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    /** ReLU6 was asked for first, and trained as ReLU. */
    private static void fill(JdbcClient jdbc) {
        jdbc.sql("insert into recipe values (repeat('0', 64), 'd', 'a', '{}')").update();
        jdbc.sql("insert into job (id, kind, name, state, priority, request_hash) overriding system value values"
                        + " (1, 'SEARCH', 's', 'COMPLETED', 0, ''), (2, 'BENCHMARK', 'b', 'COMPLETED', 0, '')")
                .update();
        jdbc.sql("insert into search (id, strategy, dataset, architecture, recipe_hash, specification)"
                        + " values (1, 'afos', 'd', 'a', repeat('0', 64), '{\"recipe\": {\"epochs\": 1}}')")
                .update();
        activation(jdbc, 1, RELU_6);
        activation(jdbc, 2, SILU);
        activation(jdbc, 3, ONE);
        candidate(jdbc, 0, RELU_6, 1L);
        candidate(jdbc, 1, RELU, 1L);
        candidate(jdbc, 2, ONE, 3L);
        candidate(jdbc, 3, OTHER, 3L);
        candidate(jdbc, 4, REJECTED, null);
        jdbc.sql("insert into baseline values (1, 'silu', :formula, 2)")
                .param("formula", STEPPED)
                .update();
        jdbc.sql("insert into replication values (1, :silu, 7, null, 2)")
                .param("silu", former(SILU))
                .update();
        jdbc.sql(
                        "insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss)"
                                + " values (repeat('0', 64), :silu, 1, 0, 0, 1, 1, 1)")
                .param("silu", former(SILU))
                .update();
        jdbc.sql("insert into board (id, recipes, metric) overriding system value values (1, '{}', 'FITNESS')")
                .update();
        jdbc.sql("insert into board_entry values (1, :silu, 1, null, 1)")
                .param("silu", former(SILU))
                .update();
        jdbc.sql("insert into benchmark values (2, 'ACCURACY', cast(:specification as jsonb))")
                .param("specification", """
                        {"control": "%1$s", "competitors": [{"formula": "%2$s", "fingerprint": "%1$s"}],
                         "recipes": {"data": "0123456789abcdef0123456789abcdef"}}""".formatted(former(SILU), STEPPED))
                .update();
        jdbc.sql("insert into cell values (2, repeat('0', 64), :silu, 7, 2, false)")
                .param("silu", former(SILU))
                .update();
    }

    private static void activation(JdbcClient jdbc, long evaluation, String formula) {
        jdbc.sql("insert into activation values (:fingerprint, :formula)")
                .param("fingerprint", former(formula))
                .param("formula", formula)
                .update();
        jdbc.sql("insert into evaluation (id, fingerprint, recipe_hash, dataset, seed, state) overriding system value"
                        + " values (:id, :fingerprint, repeat('0', 64), 'd', 1, 'FAILED')")
                .param("id", evaluation)
                .param("fingerprint", former(formula))
                .update();
    }

    private static void candidate(JdbcClient jdbc, int ordinal, String formula, Long evaluation) {
        jdbc.sql(
                        "insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,"
                                + " evaluation_id, reused, rejection, state, epochs)"
                                + " values (1, :ordinal, 0, '', :formula, :fingerprint, 'RANDOM', '{}', :evaluation, false,"
                                + " case when cast(:evaluation as bigint) is null then 'NOT_FINITE' end, 'FAILED', 1)")
                .param("ordinal", ordinal)
                .param("formula", formula)
                .param("fingerprint", former(formula))
                .param("evaluation", evaluation)
                .update();
    }
}
