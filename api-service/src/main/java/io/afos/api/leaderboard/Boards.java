package io.afos.api.leaderboard;

import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ranks functions over several recipes. A board is computed at the first request, and again in the background as long as it
 * is requested and results arrive.
 */
@Component
class Boards {

    private static final Logger log = LoggerFactory.getLogger(Boards.class);

    private static final Duration WANTED = Duration.ofMinutes(10);

    /** When there are more, those whose last request is longest ago are deleted. */
    private static final int MAX_BOARDS = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Boards(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** The id of the board of these recipes, which are sorted and distinct. */
    long find(List<String> recipes, Metric metric) {
        String[] key = recipes.toArray(String[]::new);
        return jdbc.sql("""
                        update board set wanted_at = now() where recipes = cast(:recipes as text[]) and metric = :metric returning id""")
                .param("recipes", key)
                .param("metric", metric.name())
                .query(Long.class)
                .optional()
                .orElseGet(() -> create(key, metric));
    }

    private long create(String[] recipes, Metric metric) {
        return transaction.execute(status -> {
            jdbc.sql(
                            "insert into board (recipes, metric) values (cast(:recipes as text[]), :metric) on conflict do nothing")
                    .param("recipes", recipes)
                    .param("metric", metric.name())
                    .update();
            long id = jdbc.sql("select id from board where recipes = cast(:recipes as text[]) and metric = :metric")
                    .param("recipes", recipes)
                    .param("metric", metric.name())
                    .query(Long.class)
                    .single();
            compute(id, metric);
            jdbc.sql("""
                            delete from board where id in (
                                select id from board where id <> :id order by wanted_at desc, id offset :kept)""")
                    .param("id", id)
                    .param("kept", MAX_BOARDS - 1, Types.INTEGER)
                    .update();
            return id;
        });
    }

    @Scheduled(fixedDelayString = "${afos.leaderboard.refresh-interval:5s}")
    void refresh() {
        try {
            List<Stale> stale = jdbc.sql("""
                            select b.id, b.metric from board b
                            where b.wanted_at > now() - make_interval(secs => :wanted) and exists (
                                select from standing s
                                where s.recipe_hash = any(b.recipes) and s.changed_by >= pg_snapshot_xmin(b.seen)
                                  and s.changed_by < pg_snapshot_xmax(pg_current_snapshot())
                                  and not pg_visible_in_snapshot(s.changed_by, b.seen))
                            order by b.id""")
                    .param("wanted", WANTED.toSeconds())
                    .query(Stale.class)
                    .list();
            stale.forEach(board ->
                    transaction.executeWithoutResult(status -> compute(board.id, Metric.valueOf(board.metric))));
        } catch (DataAccessException | TransactionException e) {
            log.warn("leaderboards over several recipes stay as they are: {}", e.getMessage());
        }
    }

    /** Functions that have a standing under every recipe; 1 is the best, equal ones share the mean of their ranks. */
    private void compute(long id, Metric metric) {
        jdbc.sql("update board set computed_at = now(), seen = pg_current_snapshot() where id = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from board_entry where board_id = :id").param("id", id).update();
        int functions = jdbc.sql(String.format(Locale.ROOT, """
                        with board as (select id, recipes, cardinality(recipes) as number from board where id = :id),
                        common as (
                            select s.fingerprint from standing s, board b where s.recipe_hash = any(b.recipes) and s.%1$s is not null
                            group by s.fingerprint, b.number having count(*) = b.number),
                        ranked as (
                            select s.fingerprint, s.seeds,
                                   rank() over (partition by s.recipe_hash order by s.%1$s %2$s)
                                   + (count(*) over (partition by s.recipe_hash, s.%1$s) - 1) / 2.0 as rank
                            from standing s join common c on c.fingerprint = s.fingerprint, board b
                            where s.recipe_hash = any(b.recipes))
                        insert into board_entry (board_id, fingerprint, average_rank, rank_deviation, seeds)
                        select :id, fingerprint, avg(rank), stddev_samp(rank), min(seeds) from ranked group by fingerprint""", metric.column(), metric.order()))
                .param("id", id)
                .update();
        jdbc.sql("update board set functions = :functions where id = :id")
                .param("functions", functions)
                .param("id", id)
                .update();
    }

    private record Stale(long id, String metric) {}
}
