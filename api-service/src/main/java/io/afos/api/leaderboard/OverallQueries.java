package io.afos.api.leaderboard;

import io.afos.api.statistics.Interval;
import io.afos.api.statistics.StudentInterval;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Leaderboards over several recipes as users look at them. */
@Service
public class OverallQueries {

    private static final double LEVEL = 0.95;

    private final JdbcClient jdbc;
    private final Boards boards;

    OverallQueries(JdbcClient jdbc, Boards boards) {
        this.jdbc = jdbc;
        this.boards = boards;
    }

    /** The place in the list after which a page begins. */
    public record After(double averageRank, Fingerprint fingerprint) {}

    /** A board without its entries. */
    public record Head(long id, int functions, Instant asOf) {}

    /** @param recipes hashes, sorted and distinct */
    public Head head(List<String> recipes, Metric metric) {
        return jdbc.sql("select id, functions, computed_at from board where id = :id")
                .param("id", boards.find(recipes, metric))
                .query((row, number) -> new Head(
                        row.getLong("id"),
                        row.getInt("functions"),
                        row.getObject("computed_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    /** Entries of a board, the best first. */
    public List<OverallLeaderboard.Entry> entries(Head board, int recipes, @Nullable After after, int limit) {
        return jdbc.sql("""
                        select e.*, a.simplest as formula from board_entry e join activation a on a.fingerprint = e.fingerprint
                        where e.board_id = :board
                          and (cast(:rank as double precision) is null
                               or (e.average_rank, e.fingerprint) > (:rank, :fingerprint))
                        order by e.average_rank, e.fingerprint limit :limit""")
                .param("board", board.id)
                .param("rank", after == null ? null : after.averageRank)
                .param("fingerprint", after == null ? null : after.fingerprint.value())
                .param("limit", limit)
                .query((row, number) -> entry(row, recipes))
                .list();
    }

    private static OverallLeaderboard.Entry entry(ResultSet row, int recipes) throws SQLException {
        String fingerprint = row.getString("fingerprint");
        double rank = row.getDouble("average_rank");
        int seeds = row.getInt("seeds");
        Interval interval = StudentInterval.of(rank, row.getObject("rank_deviation", Double.class), recipes, LEVEL);
        return new OverallLeaderboard.Entry(
                fingerprint,
                row.getString("formula"),
                NamedActivations.find(new Fingerprint(fingerprint))
                        .map(NamedActivation::name)
                        .orElse(null),
                rank,
                interval,
                seeds,
                seeds < OverallLeaderboard.FEW_SEEDS || recipes < OverallLeaderboard.FEW_RECIPES);
    }
}
