package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.evaluation.transfer.ImportedEvaluations;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports what {@link SearchExport} writes, completely or not at all. A search with the same submission time, name and
 * specification counts as already imported and is left unchanged.
 */
@Service
public class SearchImport {

    private static final Logger LOG = LoggerFactory.getLogger(SearchImport.class);
    private static final int BATCH = 500;

    private final ImportedSearches searches;
    private final EvaluationRequests recipes;
    private final ImportedEvaluations evaluations;
    private final TransactionTemplate transaction;
    private final ObjectReader reader;

    SearchImport(
            ImportedSearches searches,
            EvaluationRequests recipes,
            ImportedEvaluations evaluations,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.searches = searches;
        this.recipes = recipes;
        this.evaluations = evaluations;
        this.transaction = transaction;
        this.reader = json.readerFor(ArchiveLine.class);
    }

    /**
     * The result of an import.
     *
     * @param id the search's id in this installation
     * @param known whether the search already existed; then nothing has changed
     * @param evaluationsAdded trainings that were new to this installation
     * @param evaluationsKnown trainings that already existed and are left unchanged
     * @param evaluationsContradicting the number of existing trainings whose fitness differs from that in the file
     */
    public record Result(
            long id,
            boolean known,
            int candidates,
            int evaluationsAdded,
            int evaluationsKnown,
            int evaluationsContradicting) {}

    /**
     * Imports a file.
     *
     * @param possible throws an exception for a specification that could not have been submitted
     * @throws InvalidRequest with the number of the invalid line
     */
    @Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
    public Result read(Path file, Consumer<SearchSpecification> possible) {
        return transaction.execute(status -> readOnce(file, possible));
    }

    private Result readOnce(Path file, Consumer<SearchSpecification> possible) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Reading(new ArchiveReader(new LineReader(in), reader)).run(possible);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over a file. */
    private final class Reading {

        private final ArchiveReader in;
        private final String origin = "imported " + UUID.randomUUID();
        private final Map<TrainingKey, ImportedEvaluation> evaluationBatch = new LinkedHashMap<>();
        private final List<Candidate> candidateBatch = new ArrayList<>();
        private int added;
        private int contradicting;

        Reading(ArchiveReader in) {
            this.in = in;
        }

        Result run(Consumer<SearchSpecification> possible) throws IOException {
            if (!(in.next() instanceof ArchiveLine.Header header)) {
                throw in.refused("must be the header of an archive");
            }
            SearchSpecification specification = header.specification();
            in.check(() -> ArchiveChecks.header(header));
            in.check(() -> possible.accept(specification));
            searches.waitForOthers();
            Optional<Long> earlier = searches.find(header);
            if (earlier.isPresent()) {
                return new Result(earlier.get(), true, searches.countCandidates(earlier.get()), 0, 0, 0);
            }
            recipes.register(specification.recipe(), specification.strategy().rungs());
            long id = searches.add(header);
            var contents = new ArchiveIndex(header);
            var former = header.version() <= FormerArchive.LAST_VERSION ? new FormerArchive() : null;
            ArchiveLine line = in.next(former);
            while (!(line instanceof ArchiveLine.End end)) {
                take(id, contents, line);
                line = in.next(former);
            }
            addEvaluations(contents);
            addCandidates(id);
            in.check(() -> ArchiveChecks.counts(end, contents));
            in.requireEnd();
            if (!contents.sharedWrongly().isEmpty()) {
                LOG.warn(
                        "Candidates {} of the imported search {} have the results of other functions, for which version 0.1"
                                + " held theirs",
                        contents.sharedWrongly(),
                        id);
            }
            return new Result(id, false, contents.candidates(), added, contents.trainings() - added, contradicting);
        }

        private void take(long id, ArchiveIndex contents, ArchiveLine line) {
            if (line instanceof ArchiveLine.Evaluation evaluation) {
                take(contents, evaluation);
                return;
            }
            addEvaluations(contents);
            if (line instanceof ArchiveLine.Baseline baseline) {
                take(id, contents, baseline);
            } else if (line instanceof ArchiveLine.Candidate candidate) {
                take(id, contents, candidate);
            } else if (line instanceof ArchiveLine.Replication replication) {
                take(id, contents, replication);
            } else {
                throw in.refused("must not be a second header");
            }
        }

        private void take(ArchiveIndex contents, ArchiveLine.Evaluation line) {
            in.check(() -> ArchiveChecks.evaluation(line, contents));
            if (contents.candidates() + contents.baselines() + contents.replications() > 0) {
                throw in.refused("evaluations must come before baselines, candidates and replications");
            }
            if (contents.trainings() + evaluationBatch.size()
                    >= ArchiveChecks.mostEvaluations(contents.specification())) {
                throw in.refused("there are more evaluations than the search can have");
            }
            TrainingKey key = line.key(contents.specification());
            if (contents.training(key) != null || evaluationBatch.putIfAbsent(key, line.evaluation()) != null) {
                throw in.refused("there is already an evaluation of this function with these epochs and this seed");
            }
            if (evaluationBatch.size() == BATCH) {
                addEvaluations(contents);
            }
        }

        private void take(long id, ArchiveIndex contents, ArchiveLine.Baseline baseline) {
            requireBeforeReplications(contents);
            in.check(() -> ArchiveChecks.baseline(baseline, contents));
            contents.addBaseline(baseline);
            searches.addBaseline(id, baseline, contents.baselineTraining(baseline.fingerprint()));
        }

        private void take(long id, ArchiveIndex contents, ArchiveLine.Candidate line) {
            requireBeforeReplications(contents);
            in.check(() -> ArchiveChecks.candidate(line, contents));
            candidateBatch.add(contents.addCandidate(line));
            if (candidateBatch.size() == BATCH) {
                addCandidates(id);
            }
        }

        private void requireBeforeReplications(ArchiveIndex contents) {
            if (contents.replications() > 0) {
                throw in.refused("baselines and candidates must come before replications");
            }
        }

        private void take(long id, ArchiveIndex contents, ArchiveLine.Replication replication) {
            in.check(() -> ArchiveChecks.replication(replication, contents));
            if (!contents.addReplication(replication)) {
                throw in.refused("there is already a replication of this function with this seed");
            }
            SearchSpecification specification = contents.specification();
            searches.addReplication(id, specification, replication, contents.training(replication.key(specification)));
        }

        private void addCandidates(long id) {
            searches.addCandidates(id, candidateBatch);
            candidateBatch.clear();
        }

        private void addEvaluations(ArchiveIndex contents) {
            evaluationBatch.keySet().stream()
                    .collect(Collectors.groupingBy(key -> new Kind(key.epochs(), key.seed())))
                    .forEach((kind, keys) -> addEvaluations(contents, kind, keys));
            evaluationBatch.clear();
        }

        private void addEvaluations(ArchiveIndex contents, Kind kind, List<TrainingKey> keys) {
            ImportedEvaluations.Joined joined = evaluations.add(
                    contents.specification().recipe(kind.epochs),
                    kind.seed,
                    origin,
                    keys.stream().map(evaluationBatch::get).toList());
            for (TrainingKey key : keys) {
                ImportedEvaluation evaluation = evaluationBatch.get(key);
                contents.addTraining(
                        key,
                        evaluation.formula(),
                        new ImportedSearches.Training(
                                joined.ids().get(key.fingerprint()), evaluation.state(), evaluation.fitness()));
            }
            added += joined.added();
            contradicting += joined.contradicting();
        }
    }

    /** What the trainings of one batch share. */
    private record Kind(int epochs, long seed) {}
}
