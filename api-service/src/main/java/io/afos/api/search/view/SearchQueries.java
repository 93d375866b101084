package io.afos.api.search.view;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobActions;
import io.afos.api.job.JobNotFound;
import io.afos.api.job.JobState;
import io.afos.api.search.Search;
import io.afos.api.search.Searches;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.worker.TimeLeft;
import io.afos.api.worker.Workers;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import static java.util.stream.Collectors.toMap;

/** Read queries for searches. */
@Service
@Transactional(readOnly = true)
public class SearchQueries {

    private final Searches searches;
    private final JdbcClient jdbc;
    private final ResultQueries results;
    private final Candidates candidates;
    private final Workers workers;
    private final TimeLeft timeLeft;
    private final Clock clock;
    private final JobActions actions;

    SearchQueries(
            Searches searches,
            JdbcClient jdbc,
            ResultQueries results,
            Candidates candidates,
            Workers workers,
            TimeLeft timeLeft,
            Clock clock,
            JobActions actions) {
        this.searches = searches;
        this.jdbc = jdbc;
        this.results = results;
        this.candidates = candidates;
        this.workers = workers;
        this.timeLeft = timeLeft;
        this.clock = clock;
        this.actions = actions;
    }

    /** Searches older than {@code before}, newest first; a {@code null} filter matches all. */
    public List<SearchSummary> list(
            @Nullable JobState state,
            @Nullable String strategy,
            @Nullable String dataset,
            @Nullable String architecture,
            @Nullable Long before,
            int limit) {
        List<SearchSummary> searches = jdbc.sql("""
                        select j.id, j.name, j.state, s.strategy, s.dataset, s.architecture, s.recipe_hash, j.created_at,
                               j.finished_at, j.submitted_by,
                               (select coalesce(max(c.ordinal) + 1, 0) from candidate c where c.search_id = j.id) as proposed,
                               (select max(r.fitness) from (
                                   select avg(e.fitness order by r.seed) as fitness
                                   from replication r join evaluation e on e.id = r.evaluation_id
                                   where r.search_id = j.id and r.ordinal is not null and j.state = 'COMPLETED'
                                   group by r.fingerprint) r) as best_fitness,
                               cast(null as text) as obstacle
                        from job j join search s on s.id = j.id
                        where (cast(:state as text) is null or j.state = :state)
                          and (cast(:strategy as text) is null or s.strategy = :strategy)
                          and (cast(:dataset as text) is null or s.dataset = :dataset)
                          and (cast(:architecture as text) is null or s.architecture = :architecture)
                          and (cast(:before as bigint) is null or j.id < :before)
                        order by j.id desc limit :limit""")
                .param("state", state == null ? null : state.name())
                .param("strategy", strategy)
                .param("dataset", dataset)
                .param("architecture", architecture)
                .param("before", before)
                .param("limit", limit)
                .query(SearchSummary.class)
                .list();
        Map<Long, Double> best = candidates
                .best(searches.stream().map(SearchSummary::id).toList(), 1)
                .stream()
                .collect(toMap(Candidates.Best::searchId, Candidates.Best::fitness));
        Map<String, Optional<String>> obstacles = searches.stream()
                .filter(search -> search.state() == JobState.RUNNING)
                .map(SearchSummary::dataset)
                .distinct()
                .collect(toMap(Function.identity(), workers::obstacle));
        return searches.stream()
                .map(search -> search.with(
                        search.bestFitness() == null ? best.get(search.id()) : search.bestFitness(),
                        search.state() == JobState.RUNNING
                                ? obstacles.get(search.dataset()).orElse(null)
                                : null))
                .toList();
    }

    /** @throws JobNotFound if the search does not exist */
    public SearchStatus status(long id) {
        Search search = searches.findById(id).orElseThrow(() -> new JobNotFound(id));
        ResultQueries.Results found = results.of(search);
        Trainings trainings = trainings(id);
        SearchStatus.Progress progress = progress(search, trainings.counts);
        return new SearchStatus(
                id,
                search.name(),
                search.state(),
                search.failure(),
                obstacle(search),
                search.priority(),
                search.createdAt(),
                search.finishedAt(),
                search.submittedBy(),
                actions.of(id),
                search.elapsed(clock.instant()).toMillis() / 1000.0,
                remainingSeconds(search, progress, trainings.meanSeconds),
                progress,
                spending(id),
                search.endedBy(),
                found.best(),
                found.finalists(),
                found.baselines(),
                search.recipeHash(),
                search.specification());
    }

    private Spending spending(long id) {
        Candidates.Spent spent = candidates.spent(id);
        int sinceBest = candidates
                .best(id)
                .map(best -> candidates.trainingsAfter(id, best.ordinal(), Integer.MAX_VALUE))
                .orElse(0);
        return new Spending(spent.trainings(), spent.epochs(), sinceBest);
    }

    private @Nullable String obstacle(Search search) {
        return search.state() == JobState.RUNNING
                ? workers.obstacle(search.specification().recipe().queue()).orElse(null)
                : null;
    }

    /** Assumes that each remaining training takes as long as the mean of those so far. */
    private @Nullable Double remainingSeconds(Search search, SearchStatus.Progress progress, double meanSeconds) {
        Map<EvaluationState, Integer> evaluations = progress.evaluations();
        if (search.state().isFinal() || evaluations.get(EvaluationState.SUCCEEDED) < TimeLeft.MIN_TRAINED) {
            return null;
        }
        int all = evaluations.values().stream().mapToInt(Integer::intValue).sum();
        int open = evaluations.get(EvaluationState.PENDING)
                + evaluations.get(EvaluationState.QUEUED)
                + evaluations.get(EvaluationState.RUNNING);
        double trainedShare = Math.min(1, (double) all / progress.proposed());
        double toCome = open
                + (search.endedBy() == null
                        ? trainedShare * (progress.planned() - progress.proposed())
                                + search.specification().replications()
                        : 0);
        return timeLeft.seconds(Map.of(search.specification().recipe().queue(), toCome * meanSeconds));
    }

    /** The distinct evaluations of candidates, baselines and replications. */
    private Trainings trainings(long id) {
        var counts = noCounts(EvaluationState.class);
        double[] meanSeconds = {0};
        jdbc.sql("""
                        select state, count(*) as number, coalesce(avg(seconds), 0) as mean_seconds from evaluation
                        where id in (
                            select evaluation_id from candidate where search_id = :id
                            union select evaluation_id from baseline where search_id = :id
                            union select evaluation_id from replication where search_id = :id)
                        group by state""").param("id", id).query(row -> {
            EvaluationState state = EvaluationState.valueOf(row.getString("state"));
            counts.put(state, row.getInt("number"));
            if (state == EvaluationState.SUCCEEDED) {
                meanSeconds[0] = row.getDouble("mean_seconds");
            }
        });
        return new Trainings(counts, meanSeconds[0]);
    }

    private SearchStatus.Progress progress(Search search, Map<EvaluationState, Integer> evaluations) {
        Totals totals =
                jdbc.sql("""
                        select coalesce(max(generation), 0) as generation, count(*) as proposed,
                               count(*) filter (where rejection is not null) as rejected,
                               count(*) filter (where reused) as reused,
                               count(*) filter (where operator = 'PROMOTION') as promotions
                        from candidate where search_id = :id""").param("id", search.id()).query(Totals.class).single();
        return new SearchStatus.Progress(
                totals.generation,
                totals.proposed,
                search.specification().plannedProposals(),
                counts(
                        CandidateState.class,
                        "select state, count(*) as number from candidate where search_id = :id group by state",
                        search.id()),
                totals.rejected,
                totals.reused,
                totals.promotions,
                evaluations);
    }

    private <S extends Enum<S>> Map<S, Integer> counts(Class<S> states, String sql, long id) {
        var counts = noCounts(states);
        jdbc.sql(sql)
                .param("id", id)
                .query(Count.class)
                .list()
                .forEach(count -> counts.put(Enum.valueOf(states, count.state), count.number));
        return counts;
    }

    private static <S extends Enum<S>> Map<S, Integer> noCounts(Class<S> states) {
        var counts = new EnumMap<S, Integer>(states);
        for (S state : states.getEnumConstants()) {
            counts.put(state, 0);
        }
        return counts;
    }

    private record Totals(int generation, int proposed, int rejected, int reused, int promotions) {}

    private record Count(String state, int number) {}

    private record Trainings(Map<EvaluationState, Integer> counts, double meanSeconds) {}
}
