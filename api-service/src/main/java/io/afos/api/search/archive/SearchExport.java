package io.afos.api.search.archive;

import io.afos.api.caller.Caller;
import io.afos.api.caller.Quota;
import io.afos.api.csv.Csv;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.evaluation.view.Epoch;
import io.afos.api.network.Networks;
import io.afos.api.problem.Overloaded;
import io.afos.api.problem.TooMany;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.search.view.SearchQueries;
import io.afos.api.search.view.SearchStatus;
import io.afos.api.strategy.history.Operator;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports complete searches. A file is a consistent snapshot, even while the search runs. Rows are streamed from the
 * database, so memory use does not grow with the search. The number of concurrent exports is limited.
 */
@Service
public class SearchExport {

    private static final int AT_A_TIME = 2;
    private static final int ROWS = 500;
    private static final String CSV_HEAD =
            "ordinal,generation,genes,formula,fingerprint,operator,parents,state,rejection,reused,fitness,outcome,epochs,"
                    + "accuracy,loss,testAccuracy,testLoss,seconds,score";

    private static final String EVALUATIONS = """
            select e.*, a.formula, cast(r.document ->> 'epochs' as integer) as planned,
                   (select json_agg(json_build_object(
                        'epoch', p.epoch, 'trainLoss', p.train_loss, 'trainAccuracy', p.train_accuracy, 'loss', p.loss,
                        'accuracy', p.accuracy, 'score', p.score, 'seconds', p.seconds, 'imagesPerSecond', p.images_per_second)
                        order by p.epoch)
                    from epoch p where p.evaluation_id = e.id) as curve
            from evaluation e join activation a on a.fingerprint = e.fingerprint join recipe r on r.hash = e.recipe_hash
            where e.id in (select evaluation_id from candidate where search_id = ?
                           union select evaluation_id from baseline where search_id = ?
                           union select evaluation_id from replication where search_id = ?)
            order by e.seed, planned, e.fingerprint""";

    private static final String BASELINES = """
            select b.name, b.formula, e.fingerprint from baseline b join evaluation e on e.id = b.evaluation_id
            where b.search_id = ? order by b.name""";

    private static final String CANDIDATES = """
            select c.*, e.outcome, e.epochs as trained_epochs, e.accuracy, e.loss, e.test_accuracy, e.test_loss, e.seconds, e.score
            from candidate c left join evaluation e on e.id = c.evaluation_id
            where c.search_id = ? order by c.ordinal""";

    private static final String REPLICATIONS = """
            select fingerprint, seed, ordinal from replication
            where search_id = ? order by seed, ordinal nulls last, fingerprint""";

    private static final TypeReference<List<Epoch>> CURVE = new TypeReference<>() {};

    private final SearchQueries queries;
    private final Networks networks;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final JsonMapper json;
    private final ObjectWriter lines;
    private final String version;
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final Quota placesOfKeys = new Quota(1);

    SearchExport(
            SearchQueries queries,
            Networks networks,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            JsonMapper json,
            @Value("${afos.version}") String version) {
        this.queries = queries;
        this.networks = networks;
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(ROWS);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.json = json;
        this.lines = json.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);
        this.version = version;
    }

    /** The destination of a file. It is opened only when there is something to write. */
    public interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * Writes JSON Lines that {@link SearchImport} reads.
     *
     * @throws Overloaded if too many exports are running
     * @throws TooMany if one of the caller is running
     */
    public void writeJsonLines(long id, Target target) {
        inSnapshot(() -> {
            SearchStatus status = queries.status(id);
            SearchSpecification specification = status.specification();
            OutputStream out = target.open();
            line(out, header(status));
            int evaluations = each(EVALUATIONS, row -> line(out, evaluation(row, specification)), id, id, id);
            int baselines = each(BASELINES, row -> line(out, baseline(row)), id);
            int candidates = each(CANDIDATES, row -> line(out, candidate(row, specification)), id);
            int replications = each(REPLICATIONS, row -> line(out, replication(row)), id);
            line(out, new ArchiveLine.End(evaluations, baselines, candidates, replications));
            out.flush();
        });
    }

    /**
     * Writes one line per candidate, with the metrics of its training.
     *
     * @throws Overloaded if too many exports are running
     * @throws TooMany if one of the caller is running
     */
    public void writeCsv(long id, Target target) {
        inSnapshot(() -> {
            SearchSpecification specification = queries.status(id).specification();
            OutputStream out = target.open();
            text(out, CSV_HEAD);
            each(CANDIDATES, row -> text(out, csv(row, specification)), id);
            out.flush();
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void inSnapshot(Writing writing) {
        String caller = Caller.name();
        if (!placesOfKeys.tryEnter(caller)) {
            throw new TooMany("An export of this API key is running; try again when it has ended.");
        }
        if (!places.tryAcquire()) {
            placesOfKeys.leave(caller);
            throw new Overloaded("Too many exports are running; try again in a few seconds.");
        }
        try {
            snapshot.executeWithoutResult(status -> {
                try {
                    writing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } finally {
            places.release();
            placesOfKeys.leave(caller);
        }
    }

    private interface RowWriting {
        void write(ResultSet row) throws SQLException, IOException;
    }

    private int each(String sql, RowWriting writing, Object... parameters) {
        int[] count = {0};
        RowCallbackHandler handler = row -> {
            try {
                writing.write(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count[0]++;
        };
        jdbc.query(sql, handler, parameters);
        return count[0];
    }

    private ArchiveLine.Header header(SearchStatus status) {
        double wall = status.finishedAt() == null
                ? 0
                : Duration.between(status.createdAt(), status.finishedAt()).toMillis() / 1000.0;
        double paused = Math.max(0, wall - status.elapsedSeconds());
        return new ArchiveLine.Header(
                ArchiveLine.VERSION,
                "AFOS " + version,
                status.id(),
                status.name(),
                status.state(),
                status.priority(),
                status.createdAt(),
                status.finishedAt(),
                paused,
                status.elapsedSeconds(),
                status.failure(),
                status.endedBy(),
                status.specification(),
                new Statistics(status.progress(), status.best(), status.baselines()),
                network(status.specification().recipe()));
    }

    private @Nullable String network(Recipe recipe) {
        String graph =
                recipe instanceof ImageRecipe images ? images.architecture().graph() : null;
        return graph == null ? null : Base64.getEncoder().encodeToString(networks.graph(graph));
    }

    private record Statistics(
            SearchStatus.Progress progress, SearchStatus.@Nullable Best best, List<SearchStatus.Baseline> baselines) {}

    private ArchiveLine.Evaluation evaluation(ResultSet row, SearchSpecification specification) throws SQLException {
        String curve = row.getString("curve");
        long seed = row.getLong("seed");
        return new ArchiveLine.Evaluation(
                ImportedEvaluation.of(row, curve == null ? List.of() : json.readValue(curve, CURVE)),
                shortened(row.getInt("planned"), specification),
                seed == specification.trainingSeed() ? null : seed);
    }

    private static @Nullable Integer shortened(int epochs, SearchSpecification specification) {
        return epochs == specification.recipe().epochs() ? null : epochs;
    }

    private static ArchiveLine.Baseline baseline(ResultSet row) throws SQLException {
        return new ArchiveLine.Baseline(row.getString("name"), row.getString("formula"), row.getString("fingerprint"));
    }

    private static ArchiveLine.Replication replication(ResultSet row) throws SQLException {
        return new ArchiveLine.Replication(
                row.getString("fingerprint"), row.getLong("seed"), row.getObject("ordinal", Integer.class));
    }

    private static ArchiveLine.Candidate candidate(ResultSet row, SearchSpecification specification)
            throws SQLException {
        return new ArchiveLine.Candidate(
                row.getInt("ordinal"),
                row.getInt("generation"),
                row.getString("genes"),
                row.getString("formula"),
                row.getString("fingerprint"),
                Operator.valueOf(row.getString("operator")),
                List.of((Integer[]) row.getArray("parents").getArray()),
                shortened(row.getInt("epochs"), specification),
                row.getBoolean("reused"),
                row.getString("rejection"),
                CandidateState.valueOf(row.getString("state")),
                row.getObject("fitness", Double.class));
    }

    private static String csv(ResultSet row, SearchSpecification specification) throws SQLException {
        ArchiveLine.Candidate candidate = candidate(row, specification);
        return Stream.of(
                        candidate.ordinal(),
                        candidate.generation(),
                        Csv.quoted(candidate.genes()),
                        Csv.quoted(candidate.formula()),
                        candidate.fingerprint(),
                        candidate.operator(),
                        candidate.parents().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        candidate.state(),
                        candidate.rejection(),
                        candidate.reused(),
                        candidate.fitness(),
                        row.getString("outcome"),
                        row.getString("trained_epochs"),
                        row.getObject("accuracy", Double.class),
                        row.getObject("loss", Double.class),
                        row.getObject("test_accuracy", Double.class),
                        row.getObject("test_loss", Double.class),
                        row.getObject("seconds", Double.class),
                        row.getObject("score", Double.class))
                .map(field -> field == null ? "" : field.toString())
                .collect(Collectors.joining(","));
    }

    private void line(OutputStream out, ArchiveLine line) throws IOException {
        out.write(lines.forType(ArchiveLine.class).writeValueAsBytes(line));
        out.write('\n');
    }

    private static void text(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
