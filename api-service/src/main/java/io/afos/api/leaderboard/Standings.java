package io.afos.api.leaderboard;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationState;
import java.util.HashSet;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the leaderboard up with every result, so that reading a page of it never looks at evaluations. */
@Component
class Standings {

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A function that diverged with every seed has no place on the leaderboard. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EvaluationEvent.Closed closed) {
        if (closed.state() != EvaluationState.SUCCEEDED) {
            return;
        }
        bringUp(closed.recipeHash(), List.of(closed.fingerprint()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EvaluationEvent.Imported imported) {
        bringUp(imported.recipeHash(), imported.fingerprints());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EvaluationEvent.Superseded superseded) {
        bringUp(superseded.recipeHash(), superseded.fingerprints());
    }

    /**
     * Superseded results do not count once a function has others. The square of a loss above 1e154 is beyond the database's
     * range.
     */
    private void bringUp(String recipeHash, List<String> functions) {
        lock(functions);
        List<String> standing = jdbc.sql("""
                        with trained as (
                            select *, bool_or(not superseded) over (partition by fingerprint) as replicated from evaluation
                            where recipe_hash = :recipe and fingerprint = any(:fingerprints) and state = 'SUCCEEDED')
                        insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss, score,
                                              test_accuracy, fitness_deviation, accuracy_deviation, loss_deviation)
                        select recipe_hash, fingerprint, count(*), count(*) filter (where outcome = 'DIVERGED'),
                               count(*) filter (where outcome = 'SCREENED_OUT'), avg(fitness), avg(accuracy), avg(case when loss > 1e100 then 1e100 else loss end),
                               avg(score),
                               avg(test_accuracy), stddev_samp(fitness), stddev_samp(accuracy), stddev_samp(case when loss > 1e100 then 1e100 else loss end)
                        from trained where not (superseded and replicated)
                        group by recipe_hash, fingerprint having count(*) filter (where outcome <> 'DIVERGED') > 0
                        on conflict (recipe_hash, fingerprint) do update
                        set seeds = excluded.seeds, diverged = excluded.diverged, screened_out = excluded.screened_out,
                            fitness = excluded.fitness, accuracy = excluded.accuracy, loss = excluded.loss,
                            score = excluded.score,
                            test_accuracy = excluded.test_accuracy, fitness_deviation = excluded.fitness_deviation,
                            accuracy_deviation = excluded.accuracy_deviation, loss_deviation = excluded.loss_deviation,
                            changed_by = pg_current_xact_id()
                        returning fingerprint""")
                .param("recipe", recipeHash)
                .param("fingerprints", functions.toArray(String[]::new))
                .query(String.class)
                .list();
        if (standing.size() < functions.size()) {
            var without = new HashSet<>(functions);
            standing.forEach(without::remove);
            jdbc.sql("delete from standing where recipe_hash = :recipe and fingerprint = any(:fingerprints)")
                    .param("recipe", recipeHash)
                    .param("fingerprints", without.toArray(String[]::new))
                    .update();
        }
    }

    /** Two seeds of a function that end at the same time would each miss the other's metrics. */
    private void lock(List<String> functions) {
        jdbc.sql("""
                        select fingerprint from activation where fingerprint = any(:fingerprints)
                        order by fingerprint for no key update""")
                .param("fingerprints", functions.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
