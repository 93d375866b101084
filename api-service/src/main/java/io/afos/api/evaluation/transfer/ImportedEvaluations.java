package io.afos.api.evaluation.transfer;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.attempt.OutcomeRecorder;
import io.afos.model.activation.SimplestForm;
import io.afos.model.recipe.Recipe;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import static java.util.stream.Collectors.toMap;

/**
 * Takes evaluations over from archives. A result that is here already stays as it is, whatever the archive says. A success of the
 * archive replaces a failure, and ends what is open here or was cancelled.
 */
@Service
@Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
public class ImportedEvaluations {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batch;
    private final EvaluationRepository repository;
    private final OutcomeRecorder recorder;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    ImportedEvaluations(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batch,
            EvaluationRepository repository,
            OutcomeRecorder recorder,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.recorder = recorder;
        this.transaction = transaction;
        this.batch = batch;
        this.events = events;
    }

    /**
     * @param ids of the evaluations by fingerprint
     * @param added how many were not here, or without a result
     * @param contradicting how many have another fitness here
     */
    public record Joined(Map<String, Long> ids, int added, int contradicting) {}

    /**
     * Adds what is not here yet, in one transaction, and ends in one each what is open here. The recipe has been registered.
     *
     * @param origin of at most 64 characters, in the place of the worker's name
     */
    public Joined add(Recipe recipe, long seed, String origin, List<ImportedEvaluation> evaluations) {
        Added stored = transaction.execute(status -> store(recipe, seed, origin, evaluations));
        Joined joined = stored.joined;
        long ended = stored.open.entrySet().stream()
                .filter(open -> end(open.getKey(), origin, open.getValue()))
                .count();
        return new Joined(joined.ids, joined.added + Math.toIntExact(ended), joined.contradicting);
    }

    /** @param open successes of evaluations that are open here, by their ids */
    private record Added(Joined joined, Map<Long, ImportedEvaluation> open) {}

    private boolean end(long id, String origin, ImportedEvaluation success) {
        boolean counted = recorder.recordImported(
                id,
                origin,
                Objects.requireNonNull(success.outcome()),
                success.result(),
                Objects.requireNonNull(success.fitness()));
        if (counted) {
            var points = new ImportedPoints(jdbc);
            points.add(id, success.curve());
            points.insert();
        }
        return counted;
    }

    private Added store(Recipe recipe, long seed, String origin, List<ImportedEvaluation> evaluations) {
        List<ImportedEvaluation> sorted = evaluations.stream()
                .sorted(Comparator.comparing(ImportedEvaluation::fingerprint))
                .toList();
        batch.batchUpdate(
                "insert into activation (fingerprint, formula, simplest) values (:fingerprint, :formula, :simplest)"
                        + " on conflict do nothing",
                rows(
                        sorted,
                        evaluation -> new MapSqlParameterSource("fingerprint", evaluation.fingerprint())
                                .addValue("formula", evaluation.formula())
                                .addValue("simplest", SimplestForm.of(evaluation.formula()))));
        repository.takeOver(rows(sorted, evaluation -> row(recipe, seed, origin, evaluation)));
        return joined(recipe, seed, origin, evaluations);
    }

    private Added joined(Recipe recipe, long seed, String origin, List<ImportedEvaluation> evaluations) {
        Map<String, ImportedEvaluation.Result> here = jdbc
                .sql("""
                        select id, fingerprint, state, fitness, worker_id from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed""")
                .param(
                        "fingerprints",
                        evaluations.stream()
                                .map(ImportedEvaluation::fingerprint)
                                .toArray(String[]::new))
                .param("recipe", recipe.hash())
                .param("seed", seed)
                .query(ImportedEvaluation.Result.class)
                .stream()
                .collect(toMap(ImportedEvaluation.Result::fingerprint, Function.identity()));
        var ids = new HashMap<String, Long>();
        var succeeded = new ArrayList<String>();
        var open = new LinkedHashMap<Long, ImportedEvaluation>();
        var points = new ImportedPoints(jdbc);
        int added = 0;
        int contradicting = 0;
        for (ImportedEvaluation evaluation : evaluations) {
            ImportedEvaluation.Result result = here.get(evaluation.fingerprint());
            if (result == null) {
                throw new IllegalStateException("an evaluation that was added is not there");
            }
            ids.put(evaluation.fingerprint(), result.id());
            if (origin.equals(result.workerId())) {
                added++;
                points.add(result.id(), evaluation.curve());
                if (result.state() == EvaluationState.SUCCEEDED) {
                    succeeded.add(evaluation.fingerprint());
                }
            } else if (result.state().isOpen() && evaluation.state() == EvaluationState.SUCCEEDED) {
                open.put(result.id(), evaluation);
            } else if (evaluation.contradicts(result)) {
                contradicting++;
            }
        }
        points.insert();
        events.publishEvent(new EvaluationEvent.Imported(recipe.hash(), succeeded));
        return new Added(new Joined(ids, added, contradicting), open);
    }

    private static SqlParameterSource[] rows(
            List<ImportedEvaluation> evaluations, Function<ImportedEvaluation, SqlParameterSource> row) {
        return evaluations.stream().map(row).toArray(SqlParameterSource[]::new);
    }

    private static SqlParameterSource row(Recipe recipe, long seed, String origin, ImportedEvaluation evaluation) {
        EvaluationState state = evaluation.state().isOpen() ? EvaluationState.CANCELLED : evaluation.state();
        EvaluationOutcome outcome = evaluation.outcome();
        return new MapSqlParameterSource()
                .addValue("fingerprint", evaluation.fingerprint())
                .addValue("recipe", recipe.hash())
                .addValue("dataset", recipe.queue())
                .addValue("seed", seed)
                .addValue("state", state.name())
                .addValue("origin", origin)
                .addValue("startedAt", time(evaluation.startedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("finishedAt", time(evaluation.finishedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("outcome", outcome == null ? null : outcome.name(), Types.VARCHAR)
                .addValue("epochs", evaluation.epochs(), Types.INTEGER)
                .addValue("loss", evaluation.loss(), Types.DOUBLE)
                .addValue("accuracy", evaluation.accuracy(), Types.DOUBLE)
                .addValue("score", evaluation.score(), Types.DOUBLE)
                .addValue("testLoss", evaluation.testLoss(), Types.DOUBLE)
                .addValue("testAccuracy", evaluation.testAccuracy(), Types.DOUBLE)
                .addValue("fitness", outcome == null ? null : evaluation.fitness(), Types.DOUBLE)
                .addValue("seconds", evaluation.seconds(), Types.DOUBLE)
                .addValue("imagesPerSecond", evaluation.imagesPerSecond(), Types.DOUBLE)
                .addValue("failure", evaluation.failure(), Types.VARCHAR);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
