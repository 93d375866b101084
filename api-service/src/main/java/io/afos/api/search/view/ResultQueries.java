package io.afos.api.search.view;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.api.search.Search;
import io.afos.api.search.candidate.Candidates;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries the results of searches. */
@Component
class ResultQueries {

    private static final String RELU = "relu";

    private static final Comparator<SearchStatus.Finalist> BEST_FIRST = Comparator.comparing(
                    (SearchStatus.Finalist finalist) -> finalist.replicated().fitness(),
                    Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(SearchStatus.Finalist::fitness, Comparator.reverseOrder())
            .thenComparing(SearchStatus.Finalist::ordinal);

    private final JdbcClient jdbc;
    private final Candidates candidates;

    ResultQueries(JdbcClient jdbc, Candidates candidates) {
        this.jdbc = jdbc;
        this.candidates = candidates;
    }

    /** @param best the fittest candidate, or the best finalist of a completed search */
    record Results(
            SearchStatus.@Nullable Best best,
            List<SearchStatus.Finalist> finalists,
            List<SearchStatus.Baseline> baselines) {}

    Results of(Search search) {
        Map<String, SearchStatus.Replicated> replicated = replicated(search.id());
        List<SearchStatus.Baseline> baselines = baselines(search.id(), replicated);
        List<SearchStatus.Finalist> finalists = finalists(search.id(), replicated);
        boolean decided = search.state() == JobState.COMPLETED
                && !finalists.isEmpty()
                && finalists.get(0).replicated().fitness() != null;
        Integer ordinal = decided
                ? Integer.valueOf(finalists.get(0).ordinal())
                : candidates.best(search.id()).map(Candidates.Best::ordinal).orElse(null);
        Found found = ordinal == null ? null : candidate(search, ordinal);
        return new Results(found == null ? null : best(found, decided, replicated, baselines), finalists, baselines);
    }

    private Map<String, SearchStatus.Replicated> replicated(long searchId) {
        var replicated = new HashMap<String, SearchStatus.Replicated>();
        jdbc.sql("""
                        select r.fingerprint, count(*) as seeds, count(*) filter (where e.state = 'SUCCEEDED') as succeeded,
                               count(*) filter (where e.state = 'FAILED') as failed, avg(e.fitness order by r.seed) as fitness,
                               stddev_samp(e.fitness order by r.seed) as deviation, avg(e.accuracy order by r.seed) as accuracy
                        from replication r join evaluation e on e.id = r.evaluation_id
                        where r.search_id = :search group by r.fingerprint""").param("search", searchId).query(row -> {
            replicated.put(
                    row.getString("fingerprint"),
                    new SearchStatus.Replicated(
                            row.getInt("seeds"),
                            row.getInt("succeeded"),
                            row.getInt("failed"),
                            row.getObject("fitness", Double.class),
                            row.getObject("deviation", Double.class),
                            row.getObject("accuracy", Double.class)));
        });
        return replicated;
    }

    private List<SearchStatus.Finalist> finalists(long searchId, Map<String, SearchStatus.Replicated> replicated) {
        return jdbc
                .sql("""
                        select c.ordinal, a.simplest as formula, c.fingerprint, c.fitness, e.accuracy
                        from candidate c join evaluation e on e.id = c.evaluation_id
                        join activation a on a.fingerprint = c.fingerprint
                        where c.search_id = :search
                          and c.ordinal in (select ordinal from replication where search_id = :search)
                          and c.fingerprint = any(:replicated)""")
                .param("search", searchId)
                .param("replicated", replicated.keySet().toArray(String[]::new))
                .query((row, number) -> new SearchStatus.Finalist(
                        row.getInt("ordinal"),
                        row.getString("formula"),
                        name(row.getString("fingerprint")),
                        row.getString("fingerprint"),
                        row.getDouble("fitness"),
                        row.getObject("accuracy", Double.class),
                        Objects.requireNonNull(replicated.get(row.getString("fingerprint")))))
                .stream()
                .sorted(BEST_FIRST)
                .toList();
    }

    private List<SearchStatus.Baseline> baselines(long searchId, Map<String, SearchStatus.Replicated> replicated) {
        return jdbc.sql("""
                        select b.name, b.formula, b.evaluation_id, e.state, e.fitness, e.accuracy, e.loss, e.failure, e.fingerprint
                        from baseline b join evaluation e on e.id = b.evaluation_id
                        where b.search_id = :search order by e.fitness desc nulls last, b.name""")
                .param("search", searchId)
                .query((row, number) -> new SearchStatus.Baseline(
                        row.getString("name"),
                        row.getString("formula"),
                        row.getLong("evaluation_id"),
                        EvaluationState.valueOf(row.getString("state")),
                        row.getObject("fitness", Double.class),
                        row.getObject("accuracy", Double.class),
                        row.getObject("loss", Double.class),
                        row.getString("failure"),
                        replicated.get(row.getString("fingerprint"))))
                .list();
    }

    private Found candidate(Search search, int ordinal) {
        return jdbc.sql(Found.SELECT + "where c.search_id = :search and c.ordinal = :ordinal")
                .param("search", search.id())
                .param("ordinal", ordinal)
                .query(Found::of)
                .single();
    }

    private static SearchStatus.Best best(
            Found found,
            boolean decided,
            Map<String, SearchStatus.Replicated> replicated,
            List<SearchStatus.Baseline> baselines) {
        SearchStatus.Replicated again = decided ? replicated.get(found.fingerprint) : null;
        Double relu = baselines.stream()
                .filter(baseline -> baseline.name().equals(RELU))
                .map(accuracy(decided))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Double own = again == null ? found.accuracy : again.accuracy();
        return new SearchStatus.Best(
                found.ordinal,
                found.generation,
                found.formula,
                name(found.fingerprint),
                found.fingerprint,
                found.fitness,
                found.accuracy,
                found.loss,
                own == null || relu == null ? null : own - relu,
                again);
    }

    private static Function<SearchStatus.Baseline, @Nullable Double> accuracy(boolean replicated) {
        return baseline -> !replicated
                ? baseline.accuracy()
                : baseline.replicated() == null ? null : baseline.replicated().accuracy();
    }

    private static @Nullable String name(String fingerprint) {
        return NamedActivations.find(new Fingerprint(fingerprint))
                .map(NamedActivation::name)
                .orElse(null);
    }

    private record Found(
            int ordinal,
            int generation,
            String formula,
            String fingerprint,
            double fitness,
            @Nullable Double accuracy,
            @Nullable Double loss) {

        static final String SELECT = """
                select c.ordinal, c.generation, coalesce(a.simplest, c.formula) as formula, c.fingerprint, c.fitness, e.accuracy, e.loss
                from candidate c left join evaluation e on e.id = c.evaluation_id
                left join activation a on a.fingerprint = c.fingerprint
                """;

        static Found of(ResultSet row, int number) throws SQLException {
            return new Found(
                    row.getInt("ordinal"),
                    row.getInt("generation"),
                    row.getString("formula"),
                    row.getString("fingerprint"),
                    row.getDouble("fitness"),
                    row.getObject("accuracy", Double.class),
                    row.getObject("loss", Double.class));
        }
    }
}
