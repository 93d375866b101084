package io.afos.api.search.candidate;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.strategy.history.Operator;
import java.sql.Types;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the candidates of searches, and queries what decisions need and which are the best. */
@Component
public class Candidates {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batch;

    Candidates(JdbcClient jdbc, NamedParameterJdbcOperations batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /**
     * Adds candidates to a search whose row is locked or was inserted in this transaction, and marks the parents of
     * promotions as promoted.
     */
    public void add(long searchId, List<Candidate> candidates) {
        batch.batchUpdate(
                """
                insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,
                                       epochs, repeated, evaluation_id, reused, rejection, state, fitness)
                values (:search, :ordinal, :generation, :genes, :formula, :fingerprint, :operator, :parents,
                        :epochs, :repeated, :evaluation, :reused, :rejection, :state, :fitness)""",
                candidates.stream().map(candidate -> row(searchId, candidate)).toArray(SqlParameterSource[]::new));
        spend(searchId, candidates.stream().mapToInt(Candidate::ordinal).toArray());
        promote(
                searchId,
                candidates.stream()
                        .filter(candidate -> candidate.operator() == Operator.PROMOTION)
                        .flatMap(candidate -> candidate.parents().stream())
                        .toList());
    }

    private void spend(long searchId, int[] ordinals) {
        jdbc.sql("""
                        update search
                        set spent_trainings = spent_trainings + own.trainings, spent_epochs = spent_epochs + own.epochs
                        from (select count(*) as trainings, sum(coalesce(e.epochs, c.epochs)) as epochs
                              from candidate c join evaluation e on e.id = c.evaluation_id
                              where c.search_id = :search and c.ordinal = any(:ordinals) and not c.reused) own
                        where id = :search and own.trainings > 0""").param("search", searchId).param("ordinals", ordinals).update();
    }

    private static SqlParameterSource row(long searchId, Candidate candidate) {
        return new MapSqlParameterSource()
                .addValue("search", searchId)
                .addValue("ordinal", candidate.ordinal())
                .addValue("generation", candidate.generation())
                .addValue("genes", candidate.genes())
                .addValue("formula", candidate.formula())
                .addValue("fingerprint", candidate.fingerprint())
                .addValue("operator", candidate.operator().name())
                .addValue("parents", candidate.parents().toArray(Integer[]::new))
                .addValue("epochs", candidate.epochs())
                .addValue("repeated", candidate.repeated())
                .addValue("evaluation", candidate.evaluationId(), Types.BIGINT)
                .addValue("reused", candidate.reused())
                .addValue("rejection", candidate.rejection(), Types.VARCHAR)
                .addValue("state", candidate.state().name())
                .addValue("fitness", candidate.fitness(), Types.DOUBLE);
    }

    /**
     * Records the outcome of an evaluation for the candidates that wait for it. Planned epochs that were not trained
     * are not counted as spent.
     */
    public void close(EvaluationEvent.Closed closed) {
        CandidateState state = switch (closed.state()) {
            case SUCCEEDED -> CandidateState.SCORED;
            case FAILED -> CandidateState.FAILED;
            default -> CandidateState.CANCELLED;
        };
        jdbc.sql("""
                        with closed as (
                            update candidate c set state = :state, fitness = :fitness
                            from evaluation e
                            where e.id = :evaluation and c.evaluation_id = e.id and c.state = 'OPEN'
                              and c.search_id = any(:searches)
                            returning c.search_id, case when c.reused then 0 else c.epochs - e.epochs end as saved)
                        update search s set spent_epochs = spent_epochs - saving.epochs
                        from (select search_id, sum(saved) as epochs from closed where saved <> 0 group by search_id) saving
                        where saving.search_id = s.id""")
                .param("state", state.name())
                .param("fitness", closed.fitness())
                .param("evaluation", closed.evaluationId())
                .param("searches", closed.jobIds().toArray(Long[]::new))
                .update();
    }

    /** Marks candidates as promoted from their rung. */
    private void promote(long searchId, List<Integer> ordinals) {
        if (ordinals.isEmpty()) {
            return;
        }
        jdbc.sql("update candidate set promoted = true where search_id = :search and ordinal = any(:ordinals)")
                .param("search", searchId)
                .param("ordinals", ordinals.toArray(Integer[]::new))
                .update();
    }

    /** @return the evaluations they waited for, except those of baselines */
    public List<Long> cancelOpen(long searchId) {
        return jdbc.sql("""
                        with cancelled as (
                            update candidate set state = 'CANCELLED' where search_id = :search and state = 'OPEN'
                            returning evaluation_id)
                        select distinct evaluation_id from cancelled
                        where evaluation_id not in (select evaluation_id from baseline where search_id = :search)
                        order by 1""").param("search", searchId).query(Long.class).list();
    }

    /**
     * The evaluations without metrics: of candidates in one of these states, of baselines, of replications, and of open
     * candidates of an imported search that has not yet requested them.
     */
    public List<Unfinished> unfinished(long searchId, List<CandidateState> states) {
        return jdbc.sql("""
                        select e.fingerprint, a.formula, e.recipe_hash, e.seed
                        from evaluation e join activation a using (fingerprint)
                        where e.state <> 'SUCCEEDED' and e.id in (
                            select evaluation_id from candidate c
                            where search_id = :search
                              and (state = any(:states)
                                   or state = 'OPEN' and not exists (
                                       select from demand d
                                       where d.evaluation_id = c.evaluation_id and d.job_id = :search))
                            union select evaluation_id from baseline where search_id = :search
                            union select evaluation_id from replication where search_id = :search)""")
                .param("search", searchId)
                .param("states", names(states))
                .query((row, number) -> new Unfinished(
                        new Training(row.getString("recipe_hash"), row.getLong("seed")),
                        new RequestedActivation(row.getString("fingerprint"), row.getString("formula"))))
                .list();
    }

    /**
     * Reopens candidates in one of these states. Reopened and open candidates whose evaluation has succeeded are
     * scored.
     */
    public void reopen(long searchId, List<CandidateState> states) {
        jdbc.sql("""
                        update candidate c
                        set state = case when e.state = 'SUCCEEDED' then 'SCORED' else 'OPEN' end, fitness = e.fitness
                        from evaluation e
                        where c.search_id = :search and e.id = c.evaluation_id
                          and (c.state = any(:states) or c.state = 'OPEN' and e.state = 'SUCCEEDED')""").param("search", searchId).param("states", names(states)).update();
        recountSpent(searchId);
    }

    /** The candidates whose evaluations are now trained for this search, though another job asked for them first. */
    public void own(long searchId, Collection<RequestedEvaluation> requested) {
        jdbc.sql("""
                        update candidate set reused = false
                        where search_id = :search and evaluation_id = any(:evaluations) and reused and not repeated""")
                .param("search", searchId)
                .param(
                        "evaluations",
                        requested.stream()
                                .filter(evaluation -> !evaluation.reused())
                                .map(RequestedEvaluation::id)
                                .toArray(Long[]::new))
                .update();
    }

    /** Recounts what the search has spent, including candidates that were scored without passing through {@link #close}. */
    private void recountSpent(long searchId) {
        jdbc.sql("""
                        update search
                        set (spent_trainings, spent_epochs) = (
                            select count(*), coalesce(sum(coalesce(e.epochs, c.epochs)), 0)
                            from candidate c join evaluation e on e.id = c.evaluation_id
                            where c.search_id = :search and not c.reused)
                        where id = :search""").param("search", searchId).update();
    }

    private static String[] names(List<CandidateState> states) {
        return states.stream().map(CandidateState::name).toArray(String[]::new);
    }

    public int countOpen(long searchId) {
        return jdbc.sql("select count(*) from candidate where search_id = :search and state = 'OPEN'")
                .param("search", searchId)
                .query(Integer.class)
                .single();
    }

    /** The failed evaluations of candidates, baselines and replications. */
    public int countFailed(long searchId) {
        return jdbc.sql("""
                        select (select count(*) from candidate where search_id = :search and state = 'FAILED')
                             + (select count(*) from evaluation where state = 'FAILED' and id in (
                                    select evaluation_id from baseline where search_id = :search
                                    union select evaluation_id from replication where search_id = :search))""").param("search", searchId).query(Integer.class).single();
    }

    /** A function of a search, with the first of its candidates. */
    public record Best(long searchId, int ordinal, String fingerprint, String formula, double fitness) {}

    /**
     * The best functions of searches: those with the highest fitness after a full training that did not diverge, each
     * once. Ties are broken by the order of proposal.
     *
     * @param count the number of functions per search
     */
    public List<Best> best(Collection<Long> searchIds, int count) {
        return jdbc.sql("""
                        select best.* from search s cross join lateral (
                            select c.search_id, c.ordinal, c.fingerprint, c.formula, c.fitness from candidate c
                            where c.search_id = s.id and c.epochs = s.epochs and c.fitness > 0 and not c.repeated
                            order by c.fitness desc nulls last, c.ordinal limit :count) best
                        where s.id = any(:searches)
                        order by best.search_id, best.fitness desc, best.ordinal""")
                .param("searches", searchIds.toArray(Long[]::new))
                .param("count", count)
                .query(Best.class)
                .list();
    }

    public Optional<Best> best(long searchId) {
        return best(List.of(searchId), 1).stream().findFirst();
    }

    /** Trainings of candidates that the search was the first to request, and their epochs. */
    public record Spent(int trainings, long epochs) {}

    public Spent spent(long searchId) {
        return jdbc.sql("select spent_trainings as trainings, spent_epochs as epochs from search where id = :search")
                .param("search", searchId)
                .query(Spent.class)
                .single();
    }

    /** The number of functions trained for later candidates than this one, counted up to a limit. */
    public int trainingsAfter(long searchId, int ordinal, int limit) {
        return jdbc.sql("""
                        select count(*) from (
                            select from candidate
                            where search_id = :search and ordinal > :ordinal and not repeated and evaluation_id is not null
                              and state in ('SCORED', 'FAILED')
                            limit :limit) later""")
                .param("search", searchId)
                .param("ordinal", ordinal)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    public int count(long searchId) {
        return jdbc.sql("select coalesce(max(ordinal) + 1, 0) from candidate where search_id = :search")
                .param("search", searchId)
                .query(Integer.class)
                .single();
    }

    public StoredHistory historyOf(long searchId) {
        return StoredHistory.load(jdbc, searchId);
    }

    public record Unfinished(Training training, RequestedActivation requested) {}

    /** What trainings requested together share. */
    public record Training(String recipeHash, long seed) implements Comparable<Training> {
        @Override
        public int compareTo(Training other) {
            return ORDER.compare(this, other);
        }

        private static final Comparator<Training> ORDER =
                Comparator.comparing(Training::recipeHash).thenComparingLong(Training::seed);
    }
}
