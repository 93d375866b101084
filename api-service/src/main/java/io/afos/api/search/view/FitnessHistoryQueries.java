package io.afos.api.search.view;

import io.afos.api.job.JobNotFound;
import io.afos.api.search.Searches;
import io.afos.api.search.candidate.Candidates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Queries the fitness history of searches for charts. */
@Service
@Transactional(readOnly = true)
public class FitnessHistoryQueries {

    /** Spots of one stretch are merged if they differ by less than this fraction of the highest fitness. */
    private static final int LEVELS = 80;

    private final JdbcClient jdbc;
    private final Searches searches;
    private final Candidates candidates;

    FitnessHistoryQueries(JdbcClient jdbc, Searches searches, Candidates candidates) {
        this.jdbc = jdbc;
        this.searches = searches;
        this.candidates = candidates;
    }

    /**
     * @param stretches the maximum number of stretches
     * @throws JobNotFound if the search does not exist
     */
    public FitnessHistory of(long searchId, int stretches) {
        if (!searches.existsById(searchId)) {
            throw new JobNotFound(searchId);
        }
        int proposed = candidates.count(searchId);
        int width = Math.max(1, (proposed + stretches - 1) / stretches);
        return new FitnessHistory(width, stretches(searchId, width), spots(searchId, width));
    }

    private List<FitnessHistory.Stretch> stretches(long searchId, int width) {
        List<Row> rows = jdbc.sql("""
                        select max(ordinal) as last, count(fitness) as scored, max(fitness) filter (where full_training) as best,
                               percentile_cont(0.5) within group (order by fitness) as median,
                               coalesce(sum(epochs), 0) as epochs
                        from (select c.ordinal / :width as stretch, c.ordinal, c.fitness, e.epochs,
                                     c.epochs = (select epochs from search where id = :search) as full_training
                              from candidate c
                              left join evaluation e on e.id = c.evaluation_id and not c.reused
                              where c.search_id = :search) x
                        group by stretch order by stretch""")
                .param("search", searchId)
                .param("width", width)
                .query(Row.class)
                .list();
        var stretches = new ArrayList<FitnessHistory.Stretch>(rows.size());
        Double best = null;
        long epochs = 0;
        for (Row row : rows) {
            best = best == null || row.best != null && row.best > best ? row.best : best;
            epochs += row.epochs;
            stretches.add(new FitnessHistory.Stretch(row.last, row.scored, best, row.median, epochs));
        }
        return stretches;
    }

    private List<FitnessHistory.Spot> spots(long searchId, int width) {
        return jdbc.sql("""
                        with spot as (
                            select ordinal / :width as stretch, ordinal, fitness, rejection is not null as rejected
                            from candidate where search_id = :search and fitness is not null),
                        top as (select max(fitness) as fitness from spot)
                        select min(s.ordinal) as ordinal, max(s.fitness) as fitness, count(*) as candidates, s.rejected
                        from (select spot.*, floor(spot.fitness * :levels / nullif(top.fitness, 0)) as level from spot, top) s
                        group by s.stretch, s.rejected, s.level order by 1""")
                .param("search", searchId)
                .param("width", width)
                .param("levels", LEVELS)
                .query(FitnessHistory.Spot.class)
                .list();
    }

    private record Row(
            int last,
            int scored,
            @Nullable Double best,
            @Nullable Double median,
            long epochs) {}
}
