package io.afos.api.search.view;

import io.afos.api.job.JobNotFound;
import io.afos.api.search.Searches;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.strategy.history.Operator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Read queries for candidates and generations. */
@Service
@Transactional(readOnly = true)
public class CandidateQueries {

    /** The maximum number of candidates in a lineage. */
    private static final int MAX_LINEAGE = 1_000;

    private final JdbcClient jdbc;
    private final Searches searches;

    CandidateQueries(JdbcClient jdbc, Searches searches) {
        this.jdbc = jdbc;
        this.searches = searches;
    }

    /** The position in the list after which a page begins. */
    public record After(double fitness, int ordinal) {}

    /** Candidates in the order of proposal. */
    public List<CandidateView> inOrder(long searchId, Filter filter, @Nullable Integer after, int limit) {
        requireSearch(searchId);
        return jdbc.sql(CandidateView.SELECT + Filter.WHERE + """
                           and (cast(:after as integer) is null or c.ordinal > :after)
                        order by c.ordinal limit :limit""")
                .param("search", searchId)
                .params(filter.params())
                .param("after", after)
                .param("limit", limit)
                .query(CandidateView::of)
                .list();
    }

    /** Candidates with a fitness from a full training, fittest first. */
    public List<CandidateView> fittest(long searchId, Filter filter, @Nullable After after, int limit) {
        requireSearch(searchId);
        return jdbc.sql(CandidateView.SELECT + Filter.WHERE + """
                           and c.fitness is not null and c.epochs = (select epochs from search where id = :search)
                           and (cast(:fitness as double precision) is null or c.fitness < :fitness
                                or c.fitness = :fitness and c.ordinal > :ordinal)
                        order by c.fitness desc nulls last, c.ordinal limit :limit""")
                .param("search", searchId)
                .params(filter.params())
                .param("fitness", after == null ? null : after.fitness)
                .param("ordinal", after == null ? null : after.ordinal)
                .param("limit", limit)
                .query(CandidateView::of)
                .list();
    }

    public Optional<CandidateView> find(long searchId, int ordinal) {
        return jdbc.sql(CandidateView.SELECT + "where c.search_id = :search and c.ordinal = :ordinal")
                .param("search", searchId)
                .param("ordinal", ordinal)
                .query(CandidateView::of)
                .optional();
    }

    /** The candidate and its ancestors back to random ones, youngest first. */
    public List<CandidateView> lineage(long searchId, int ordinal) {
        return jdbc.sql("""
                        with recursive line (ordinal) as (
                            select cast(:ordinal as integer)
                            union
                            select parent from line
                            join candidate child on child.search_id = :search and child.ordinal = line.ordinal
                            cross join unnest(child.parents) parent)
                        """ + CandidateView.SELECT + """
                        where c.search_id = :search and c.ordinal in (select ordinal from line limit :limit)
                        order by c.ordinal desc""")
                .param("search", searchId)
                .param("ordinal", ordinal)
                .param("limit", MAX_LINEAGE)
                .query(CandidateView::of)
                .list();
    }

    /** Generations in order, beginning after {@code after}, without promotions. */
    public List<GenerationView> generations(long searchId, @Nullable Integer after, int limit) {
        requireSearch(searchId);
        return jdbc.sql("""
                        select c.generation, count(*) as members, count(c.fitness) as scored,
                               count(*) filter (where c.reused) as reused,
                               count(*) filter (where c.rejection is not null) as rejected,
                               max(c.fitness) as best_fitness,
                               percentile_cont(0.5) within group (order by c.fitness) as median_fitness,
                               (array_agg(c.ordinal order by c.fitness desc nulls last, c.ordinal))[1] as best_ordinal,
                               (array_agg(c.formula order by c.fitness desc nulls last, c.ordinal))[1] as best_formula
                        from candidate c
                        where c.search_id = :search and c.operator <> 'PROMOTION' and (cast(:after as integer) is null or c.generation > :after)
                        group by c.generation order by c.generation limit :limit""")
                .param("search", searchId)
                .param("after", after)
                .param("limit", limit)
                .query(GenerationView.class)
                .list();
    }

    private void requireSearch(long id) {
        if (!searches.existsById(id)) {
            throw new JobNotFound(id);
        }
    }

    /**
     * Selects the candidates to list; {@code null} matches all.
     *
     * @param distinct only the first candidate of each function
     */
    public record Filter(
            @Nullable Integer generation,
            @Nullable CandidateState state,
            @Nullable Operator operator,
            boolean distinct) {

        private static final String WHERE = """
                where c.search_id = :search
                  and (cast(:generation as integer) is null or c.generation = :generation)
                  and (cast(:state as text) is null or c.state = :state)
                  and (cast(:operator as text) is null or c.operator = :operator)
                  and (not :distinct or not c.repeated)
                """;

        private java.util.Map<String, @Nullable Object> params() {
            var params = new java.util.HashMap<String, @Nullable Object>();
            params.put("generation", generation);
            params.put("state", state == null ? null : state.name());
            params.put("operator", operator == null ? null : operator.name());
            params.put("distinct", distinct);
            return params;
        }
    }
}
