package io.afos.api.leaderboard;

import io.afos.api.statistics.StudentInterval;
import io.afos.api.statistics.Summary;
import io.afos.api.statistics.WelchInterval;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Recipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The leaderboard as users look at it. */
@Service
@Transactional(readOnly = true)
public class LeaderboardQueries {

    private static final String RELU =
            NamedActivations.find("relu").orElseThrow().fingerprint().value();

    private static final double LEVEL = 0.95;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LeaderboardQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The place in the list after which a page begins; {@code rank} is that of its row. */
    public record After(double metric, Fingerprint fingerprint, long rank) {}

    /** Recipes under which something was trained, newest first, those of shortened trainings last; a filter that is {@code null} lets all pass. */
    public List<Context> contexts(@Nullable String dataset, @Nullable String architecture, int limit) {
        return jdbc.sql("""
                        select r.hash, r.dataset, r.architecture, r.created_at, r.document::text as document,
                               (select count(*) from (select from standing s where s.recipe_hash = r.hash limit 10000) x)
                               as functions
                        from recipe r
                        where (cast(:dataset as text) is null or r.dataset = :dataset)
                          and (cast(:architecture as text) is null or r.architecture = :architecture)
                          and exists (select from standing s where s.recipe_hash = r.hash)
                        order by r.shortened, r.created_at desc, r.hash limit :limit""")
                .param("dataset", dataset)
                .param("architecture", architecture)
                .param("limit", limit)
                .query(this::contextOf)
                .list();
    }

    public boolean isKnown(String recipeHash) {
        return jdbc.sql("select exists (select from recipe where hash = :hash)")
                .param("hash", recipeHash)
                .query(Boolean.class)
                .single();
    }

    public Optional<Context> context(String recipeHash) {
        return jdbc.sql("""
                        select r.hash, r.dataset, r.architecture, r.created_at, r.document::text as document,
                               (select count(*) from (select from standing s where s.recipe_hash = r.hash limit 10000) x)
                               as functions
                        from recipe r where r.hash = :hash""").param("hash", recipeHash).query(this::contextOf).optional();
    }

    /** The fittest functions under a recipe. */
    public List<LeaderboardEntry> best(String recipeHash, int limit) {
        return entries(recipeHash, Metric.FITNESS, null, limit);
    }

    /** Entries under a recipe, the best first. */
    public List<LeaderboardEntry> entries(String recipeHash, Metric metric, @Nullable After after, int limit) {
        Summary relu = jdbc.sql("select * from standing where recipe_hash = :recipe and fingerprint = :relu and "
                        + metric.column() + " is not null")
                .param("recipe", recipeHash)
                .param("relu", RELU)
                .query((row, number) -> summary(row, metric))
                .optional()
                .orElse(null);
        long firstRank = after == null ? 1 : after.rank + 1;
        return jdbc.sql(String.format(Locale.ROOT, """
                        select s.*, a.simplest as formula from standing s join activation a on a.fingerprint = s.fingerprint
                        where s.recipe_hash = :recipe and s.%1$s is not null
                          and (cast(:metric as double precision) is null or s.%1$s %3$s :metric
                               or s.%1$s = :metric and s.fingerprint > :fingerprint)
                        order by s.%1$s %2$s, s.fingerprint limit :limit""", metric.column(), metric.order(), metric.after()))
                .param("recipe", recipeHash)
                .param("metric", after == null ? null : after.metric)
                .param("fingerprint", after == null ? null : after.fingerprint.value())
                .param("limit", limit)
                .query((row, number) -> entry(row, firstRank + number, metric, relu))
                .list();
    }

    private Context contextOf(ResultSet row, int number) throws SQLException {
        return new Context(
                row.getString("hash"),
                row.getString("dataset"),
                row.getString("architecture"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("functions"),
                json.readValue(row.getString("document"), Recipe.class));
    }

    private static LeaderboardEntry entry(ResultSet row, long rank, Metric metric, @Nullable Summary relu)
            throws SQLException {
        String fingerprint = row.getString("fingerprint");
        Optional<NamedActivation> named = NamedActivations.find(new Fingerprint(fingerprint));
        Summary summary = summary(row, metric);
        return new LeaderboardEntry(
                rank,
                fingerprint,
                row.getString("formula"),
                named.map(NamedActivation::name).orElse(null),
                named.isPresent(),
                row.getInt("seeds"),
                row.getInt("diverged"),
                row.getInt("screened_out"),
                row.getDouble("fitness"),
                row.getObject("accuracy", Double.class),
                row.getObject("loss", Double.class),
                row.getObject("score", Double.class),
                row.getObject("test_accuracy", Double.class),
                relu == null ? null : summary.mean() - relu.mean(),
                relu == null || fingerprint.equals(RELU) ? null : WelchInterval.of(summary, relu, LEVEL),
                StudentInterval.of(summary.mean(), summary.deviation(), summary.size(), LEVEL),
                row.getInt("seeds") < OverallLeaderboard.FEW_SEEDS);
    }

    private static Summary summary(ResultSet row, Metric metric) throws SQLException {
        return new Summary(
                row.getDouble(metric.column()),
                row.getObject(metric.column() + "_deviation", Double.class),
                row.getInt("seeds") - (metric == Metric.FITNESS ? 0 : row.getInt("diverged")));
    }
}
