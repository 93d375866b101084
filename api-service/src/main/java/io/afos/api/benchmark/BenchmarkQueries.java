package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobActions;
import io.afos.api.job.JobNotFound;
import io.afos.api.job.JobState;
import io.afos.api.worker.TimeLeft;
import io.afos.api.worker.Workers;
import io.afos.model.recipe.ImageRecipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static java.util.stream.Collectors.toMap;

/** Read queries for benchmarks. */
@Service
@Transactional(readOnly = true)
public class BenchmarkQueries {

    private static final String CELLS = """
            select c.*, e.state, e.outcome, e.epochs, e.accuracy, e.test_accuracy, e.fitness, e.seconds, e.failure
            from cell c join evaluation e on e.id = c.evaluation_id where c.benchmark_id = :id
            """;

    private final Benchmarks benchmarks;
    private final JdbcClient jdbc;
    private final Workers workers;
    private final TimeLeft timeLeft;
    private final Clock clock;
    private final JobActions actions;

    BenchmarkQueries(
            Benchmarks benchmarks,
            JdbcClient jdbc,
            Workers workers,
            TimeLeft timeLeft,
            Clock clock,
            JobActions actions) {
        this.benchmarks = benchmarks;
        this.jdbc = jdbc;
        this.workers = workers;
        this.timeLeft = timeLeft;
        this.clock = clock;
        this.actions = actions;
    }

    /** Benchmarks older than {@code before}, newest first; a {@code null} filter matches all. */
    public List<BenchmarkSummary> list(@Nullable JobState state, @Nullable Long before, int limit) {
        return jdbc.sql("""
                        select j.id, j.name, j.state, b.metric, j.created_at, j.finished_at, j.submitted_by, count(*) as cells,
                               count(*) filter (where e.state = 'SUCCEEDED') as succeeded
                        from (select j.* from job j join benchmark b on b.id = j.id
                              where (cast(:state as text) is null or j.state = :state)
                                and (cast(:before as bigint) is null or j.id < :before)
                              order by j.id desc limit :limit) j
                        join benchmark b on b.id = j.id join cell c on c.benchmark_id = j.id
                        join evaluation e on e.id = c.evaluation_id
                        group by j.id, j.name, j.state, b.metric, j.created_at, j.finished_at, j.submitted_by order by j.id desc""")
                .param("state", state == null ? null : state.name())
                .param("before", before)
                .param("limit", limit)
                .query(BenchmarkSummary.class)
                .list();
    }

    /** @throws JobNotFound if there is no such benchmark */
    public Benchmark find(long id) {
        return benchmarks.findById(id).orElseThrow(() -> new JobNotFound(id));
    }

    /** All cells in the order in which they were requested. */
    public List<CellView> cells(long id) {
        Benchmark benchmark = find(id);
        return jdbc.sql(CELLS + "order by c.evaluation_id")
                .param("id", id)
                .query((row, number) -> cell(row, benchmark))
                .list();
    }

    /** Cells after the given evaluation, optionally only those in one state. */
    public List<CellView> cells(long id, @Nullable EvaluationState state, @Nullable Long after, int limit) {
        return cells(id).stream()
                .filter(cell -> state == null || cell.state() == state)
                .filter(cell -> after == null || cell.evaluationId() > after)
                .limit(limit)
                .toList();
    }

    /** @throws JobNotFound if there is no such benchmark */
    public BenchmarkStatus status(long id) {
        Benchmark benchmark = find(id);
        BenchmarkSpecification specification = benchmark.specification();
        List<CellView> cells = cells(id);
        return new BenchmarkStatus(
                id,
                benchmark.name(),
                benchmark.state(),
                benchmark.failure(),
                obstacles(benchmark),
                benchmark.priority(),
                benchmark.createdAt(),
                benchmark.finishedAt(),
                benchmark.submittedBy(),
                actions.of(id),
                benchmark.elapsed(clock.instant()).toMillis() / 1000.0,
                remainingSeconds(benchmark, cells),
                progress(cells),
                specification.metric(),
                specification.competitors().stream()
                        .filter(competitor -> competitor.fingerprint().equals(specification.control()))
                        .map(Competitor::label)
                        .findFirst()
                        .orElseThrow(),
                specification.budget(),
                specification.competitors(),
                specification.seeds(),
                matrix(specification, cells));
    }

    /**
     * Assumes that each remaining training takes as long as the mean under the same recipe, or under all recipes if it
     * has none.
     */
    private @Nullable Double remainingSeconds(Benchmark benchmark, List<CellView> cells) {
        List<CellView> timed =
                cells.stream().filter(cell -> cell.seconds() != null).toList();
        if (benchmark.state().isFinal() || timed.size() < TimeLeft.MIN_TRAINED) {
            return null;
        }
        double overall = timed.stream().mapToDouble(CellView::seconds).average().orElseThrow();
        Map<String, Double> byRecipe =
                timed.stream().collect(groupingBy(CellView::recipeHash, averagingDouble(CellView::seconds)));
        Map<String, String> datasets = benchmark.specification().settings().stream()
                .collect(toMap(setting -> setting.recipe().hash(), Setting::dataset, (first, same) -> first));
        return timeLeft.seconds(cells.stream()
                .filter(cell -> cell.state().isOpen())
                .collect(groupingBy(
                        cell -> datasets.get(cell.recipeHash()),
                        summingDouble(cell -> byRecipe.getOrDefault(cell.recipeHash(), overall)))));
    }

    private Map<String, String> obstacles(Benchmark benchmark) {
        var obstacles = new TreeMap<String, String>();
        if (benchmark.state() == JobState.RUNNING) {
            benchmark.specification().settings().stream()
                    .map(setting -> setting.recipe().queue())
                    .distinct()
                    .forEach(queue -> workers.obstacle(queue)
                            .ifPresent(obstacle -> obstacles.putIfAbsent(ImageRecipe.datasetOf(queue), obstacle)));
        }
        return obstacles;
    }

    private static BenchmarkStatus.Progress progress(List<CellView> cells) {
        var states = new EnumMap<EvaluationState, Integer>(EvaluationState.class);
        for (EvaluationState state : EvaluationState.values()) {
            states.put(state, 0);
        }
        cells.forEach(cell -> states.merge(cell.state(), 1, Integer::sum));
        return new BenchmarkStatus.Progress(
                cells.size(),
                states,
                (int) cells.stream().filter(CellView::reused).count(),
                cells.stream()
                        .filter(cell -> !cell.reused() && cell.seconds() != null)
                        .mapToDouble(CellView::seconds)
                        .sum());
    }

    private static List<BenchmarkStatus.Row> matrix(BenchmarkSpecification specification, List<CellView> cells) {
        record Place(String recipeHash, String fingerprint) {}
        Map<Place, List<CellView>> places =
                cells.stream().collect(groupingBy(cell -> new Place(cell.recipeHash(), cell.fingerprint())));
        return specification.settings().stream()
                .map(setting -> {
                    String hash = setting.recipe().hash();
                    return new BenchmarkStatus.Row(
                            setting.architecture(),
                            setting.dataset(),
                            hash,
                            setting.recipe(),
                            specification.competitors().stream()
                                    .map(competitor -> square(
                                            competitor,
                                            places.getOrDefault(new Place(hash, competitor.fingerprint()), List.of())))
                                    .toList());
                })
                .toList();
    }

    private static BenchmarkStatus.Square square(Competitor competitor, List<CellView> cells) {
        var mean = cells.stream()
                .map(CellView::value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return new BenchmarkStatus.Square(
                competitor.label(),
                cells.size(),
                count(cells, EvaluationState.SUCCEEDED),
                count(cells, EvaluationState.FAILED),
                mean.isPresent() ? mean.getAsDouble() : null);
    }

    private static int count(List<CellView> cells, EvaluationState state) {
        return (int) cells.stream().filter(cell -> cell.state() == state).count();
    }

    private static CellView cell(ResultSet row, Benchmark benchmark) throws SQLException {
        EvaluationState state = EvaluationState.valueOf(row.getString("state"));
        String outcome = row.getString("outcome");
        boolean diverged = EvaluationOutcome.DIVERGED.name().equals(outcome);
        return new CellView(
                row.getString("fingerprint"),
                row.getString("recipe_hash"),
                row.getLong("seed"),
                row.getLong("evaluation_id"),
                // An ended benchmark ignores evaluations that only another job still waits for.
                state.isOpen() && benchmark.state().isFinal() ? EvaluationState.CANCELLED : state,
                row.getBoolean("reused"),
                outcome == null ? null : EvaluationOutcome.valueOf(outcome),
                row.getObject("epochs", Integer.class),
                diverged
                        ? Double.valueOf(0)
                        : row.getObject(benchmark.specification().metric().column(), Double.class),
                row.getObject("seconds", Double.class),
                state == EvaluationState.FAILED ? row.getString("failure") : null);
    }
}
