package io.afos.api.evaluation;

import io.afos.api.evaluation.EvaluationRepository.Attempt;
import io.afos.api.system.SystemTest;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The arrows of an evaluation's life, against the state diagram in docs/architecture.md. */
class EvaluationLifeTest extends SystemTest {

    private static final Path DIAGRAM = Path.of("..", "docs", "architecture.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String FINGERPRINT = "0".repeat(32);
    private static final String RECIPE = "0".repeat(64);
    private static final Outcome.Trained RESULT =
            new Outcome.Trained(2, false, new Measurement(0.5, 0.75), null, 3, 1_000);

    @Autowired
    private EvaluationRepository evaluations;

    @Autowired
    private Demand demand;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private long job;
    private long id;

    private Map<String, Runnable> arrows() {
        var arrows = new TreeMap<String, Runnable>();
        arrows.put("askFor", () -> evaluations.askFor(new Long[] {id}, 0));
        arrows.put("queue", () -> evaluations.queue(List.of(new Attempt(id, 1))));
        arrows.put("start", () -> evaluations.start(new Attempt(id, 1), "worker", Duration.ofSeconds(30)));
        arrows.put("succeed", () -> evaluations.succeed(id, "worker", EvaluationOutcome.TRAINED, RESULT, 1.5));
        arrows.put("fail", () -> evaluations.fail(id, "because"));
        arrows.put("retry", () -> evaluations.retry(id, "because"));
        arrows.put("giveBack", () -> evaluations.giveBack(id));
        arrows.put("requeue", () -> evaluations.requeue("set", Duration.ZERO, 1));
        arrows.put("interrupt", () -> evaluations.interrupt());
        arrows.put("hold", () -> evaluations.hold(job, null));
        arrows.put("cancel", () -> {
            jdbc.sql("update evaluation set held = true where state = 'PENDING'")
                    .update();
            evaluations.cancel(job, null);
        });
        arrows.put("takeOver SUCCEEDED", () -> takeOver("SUCCEEDED"));
        arrows.put("takeOver FAILED", () -> takeOver("FAILED"));
        arrows.put("takeOver CANCELLED", () -> takeOver("CANCELLED"));
        arrows.put("create", () -> evaluations.create(job, 0, RECIPE, 1, new TreeMap<>(Map.of(FINGERPRINT, "x"))));
        return arrows;
    }

    /** What each method may do; from any other state it changes nothing. */
    private static final Map<String, Set<String>> TRANSITIONS = Map.ofEntries(
            entry("create", Set.of("[*] --> PENDING")),
            entry("askFor", Set.of("FAILED --> PENDING", "CANCELLED --> PENDING")),
            entry("queue", Set.of("PENDING --> QUEUED")),
            entry("start", Set.of("PENDING --> RUNNING", "QUEUED --> RUNNING")),
            entry("succeed", Set.of("PENDING --> SUCCEEDED", "QUEUED --> SUCCEEDED", "RUNNING --> SUCCEEDED")),
            entry("fail", Set.of("PENDING --> FAILED", "QUEUED --> FAILED", "RUNNING --> FAILED")),
            entry("retry", Set.of("QUEUED --> PENDING", "RUNNING --> PENDING")),
            entry("giveBack", Set.of("QUEUED --> PENDING", "RUNNING --> PENDING")),
            entry("requeue", Set.of("QUEUED --> PENDING")),
            entry("interrupt", Set.of("QUEUED --> PENDING", "RUNNING --> PENDING")),
            entry("hold", Set.of("QUEUED --> PENDING", "RUNNING --> PENDING")),
            entry("cancel", Set.of("PENDING --> CANCELLED")),
            entry("takeOver SUCCEEDED", Set.of("[*] --> SUCCEEDED", "FAILED --> SUCCEEDED", "CANCELLED --> SUCCEEDED")),
            entry("takeOver FAILED", Set.of("[*] --> FAILED")),
            entry("takeOver CANCELLED", Set.of("[*] --> CANCELLED")));

    @Test
    void eachMethodWalksItsOwnArrowsOnly() {
        arrows().forEach((name, arrow) -> {
            Set<String> walked = new TreeSet<>();
            for (String before : states()) {
                String after = after(before, arrow, Stage::state);
                if (!after.equals(before)) {
                    walked.add(before + " --> " + after);
                }
            }
            assertThat(walked).as(name).isEqualTo(TRANSITIONS.get(name));
        });
    }

    @Test
    void itsArrowsAreThoseOfTheDiagram() throws IOException {
        Set<String> walked = new TreeSet<>();
        TRANSITIONS.values().forEach(walked::addAll);
        assertThat(walked).isEqualTo(drawn());
    }

    @TestFactory
    Stream<DynamicTest> anEvaluationThatGoesBackToPendingKeepsNothingOfTheAttemptBefore() {
        return arrows().entrySet().stream()
                .flatMap(arrow -> states().stream()
                        .filter(before -> !before.equals("[*]") && !before.equals("PENDING"))
                        .filter(before ->
                                after(before, arrow.getValue(), Stage::state).equals("PENDING"))
                        .map(before -> dynamicTest(arrow.getKey() + " from " + before, () -> {
                            Stage stage = after(before, arrow.getValue(), Function.identity());
                            assertThat(stage).isEqualTo(new Stage("PENDING", 2, false, false));
                        })));
    }

    @Test
    void onlyARunningEvaluationHasALease() {
        for (String before : states()) {
            arrows().forEach((name, arrow) -> {
                Stage stage = after(before, arrow, Function.identity());
                assertThat(stage.leased()).as("%s from %s", name, before).isEqualTo(stage.state.equals("RUNNING"));
            });
        }
    }

    @Test
    void nobodyElseWritesItsTables() throws IOException {
        Pattern write = Pattern.compile("(?i)(update|insert\\s+into|delete\\s+from)\\s+(evaluation|demand|lease)\\b");
        try (var files = Files.walk(SOURCES)) {
            Set<String> writers = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> write.matcher(read(file)).find())
                    .map(file -> file.getFileName().toString())
                    .collect(toCollection(TreeSet::new));
            assertThat(writers).containsExactly("Demand.java", "EvaluationRepository.java", "Leases.java");
        }
    }

    /** What is seen of an evaluation; {@code touched} if it has a worker or a time of an attempt. */
    record Stage(String state, int attempt, boolean touched, boolean leased) {}

    private <T> T after(String before, Runnable arrow, Function<Stage, T> look) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            begin(before);
            arrow.run();
            List<Stage> stages = jdbc.sql("""
                            select state, attempt,
                                   (worker_id is not null or started_at is not null or queued_at is not null) as touched,
                                   exists (select from lease l where l.evaluation_id = e.id) as leased
                            from evaluation e""").query(Stage.class).list();
            return look.apply(stages.isEmpty() ? new Stage("[*]", 0, false, false) : stages.get(0));
        });
    }

    private void begin(String state) {
        jdbc.sql("insert into activation (fingerprint, formula, simplest) values (?, 'x', 'x')")
                .param(FINGERPRINT)
                .update();
        jdbc.sql("insert into recipe (hash, dataset, architecture, document) values (?, 'set', 'network', '{}')")
                .param(RECIPE)
                .update();
        job = jdbc.sql("""
                        insert into job (kind, name, state, priority, request_hash)
                        values ('SEARCH', 'job', 'RUNNING', 0, '') returning id""").query(Long.class).single();
        id = state.equals("[*]") ? 0 : insert(state);
    }

    private long insert(String state) {
        boolean succeeded = state.equals("SUCCEEDED");
        boolean running = state.equals("RUNNING");
        long evaluation = jdbc.sql("""
                        insert into evaluation (fingerprint, recipe_hash, dataset, seed, state, worker_id, queued_at, started_at,
                                                outcome, fitness)
                        values (:fingerprint, :recipe, 'set', 1, :state, :worker,
                                case when :queued then now() - interval '1 min' end,
                                case when :running then now() end, :outcome, :fitness) returning id""")
                .param("fingerprint", FINGERPRINT)
                .param("recipe", RECIPE)
                .param("state", state)
                .param("worker", running || state.equals("FAILED") ? "worker" : null, Types.VARCHAR)
                .param("queued", running || state.equals("QUEUED"))
                .param("running", running || state.equals("FAILED"))
                .param("outcome", succeeded ? "TRAINED" : null, Types.VARCHAR)
                .param("fitness", succeeded ? 1.0 : null, Types.DOUBLE)
                .query(Long.class)
                .single();
        if (running) {
            jdbc.sql("insert into lease (evaluation_id, attempt, worker_id, expires_at) values (?, 1, 'worker', now())")
                    .param(evaluation)
                    .update();
        }
        if (EvaluationState.valueOf(state).isOpen()) {
            demand.add(job, new Long[] {evaluation});
        }
        return evaluation;
    }

    private void takeOver(String state) {
        boolean succeeded = state.equals("SUCCEEDED");
        var row = new MapSqlParameterSource()
                .addValue("fingerprint", FINGERPRINT)
                .addValue("recipe", RECIPE)
                .addValue("dataset", "set")
                .addValue("seed", 1)
                .addValue("state", state)
                .addValue("origin", "imported")
                .addValue("startedAt", null, Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("finishedAt", null, Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("outcome", succeeded ? "TRAINED" : null, Types.VARCHAR)
                .addValue("fitness", succeeded ? 1.0 : null, Types.DOUBLE)
                .addValue("failure", null, Types.VARCHAR);
        Stream.of("epochs", "loss", "accuracy", "score", "testLoss", "testAccuracy", "seconds", "imagesPerSecond")
                .forEach(column -> row.addValue(column, null, Types.DOUBLE));
        evaluations.takeOver(new SqlParameterSource[] {row});
    }

    private static List<String> states() {
        return Stream.concat(
                        Stream.of("[*]"), Stream.of(EvaluationState.values()).map(Enum::name))
                .toList();
    }

    private static Set<String> drawn() throws IOException {
        return Pattern.compile("^ *(\\S+ --> \\w+):", Pattern.MULTILINE)
                .matcher(Files.readString(DIAGRAM))
                .results()
                .map(arrow -> arrow.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
