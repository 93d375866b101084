package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.ImportedEvaluation;
import io.afos.api.evaluation.ImportedEvaluations;
import io.afos.api.search.SearchSpecification;
import io.afos.api.web.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@link SearchExport} writes, all of it or nothing. A search that is here already, by its time of submission, name
 * and specification, is found again and stays as it is.
 */
@Service
public class SearchImport {

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
     * What became of an import.
     *
     * @param id of the search here
     * @param known whether it was here already; then nothing has changed
     * @param evaluationsAdded trainings that were not known here
     * @param evaluationsKnown trainings that were known here and stay as they are
     * @param evaluationsContradicting of these, how many have another fitness here than in the file
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
     * @param possible throws an exception for a specification that could not be submitted either
     * @throws InvalidRequest with the number of the line at fault
     */
    @Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
    public Result read(Path file, Consumer<SearchSpecification> possible) {
        return transaction.execute(status -> readOnce(file, possible));
    }

    private Result readOnce(Path file, Consumer<SearchSpecification> possible) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Reading(new Lines(in)).run(possible);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over a file. */
    private final class Reading {

        private final Lines lines;
        private final String origin = "imported " + UUID.randomUUID();
        private final Map<String, ImportedSearches.Training> trainings = new HashMap<>();
        private final Set<String> baselines = new HashSet<>();
        private final List<ArchiveLine.Candidate> candidates = new ArrayList<>();
        private final Set<String> functions = new HashSet<>();
        private final List<ImportedEvaluation> batch = new ArrayList<>();
        private int proposed;
        private int added;
        private int contradicting;

        Reading(Lines lines) {
            this.lines = lines;
        }

        Result run(Consumer<SearchSpecification> possible) throws IOException {
            if (!(next() instanceof ArchiveLine.Header header)) {
                throw refused("must be the header of an archive");
            }
            check(() -> ArchiveChecks.header(header));
            check(() -> possible.accept(header.specification()));
            searches.waitForOthers();
            Optional<Long> earlier = searches.find(header);
            if (earlier.isPresent()) {
                return new Result(earlier.get(), true, searches.countCandidates(earlier.get()), 0, 0, 0);
            }
            recipes.register(header.specification().recipe());
            long id = searches.add(header);
            ArchiveLine line = next();
            while (!(line instanceof ArchiveLine.End end)) {
                take(id, header.specification(), line);
                line = next();
            }
            addEvaluations(header.specification());
            addCandidates(id, header.specification());
            check(() -> ArchiveChecks.counts(end, trainings.size(), baselines.size(), proposed));
            if (next(true) != null) {
                throw refused("must not come after the end");
            }
            return new Result(id, false, proposed, added, trainings.size() - added, contradicting);
        }

        private void take(long id, SearchSpecification specification, @Nullable ArchiveLine line) {
            if (line instanceof ArchiveLine.Evaluation training) {
                add(specification, training.evaluation());
            } else if (line instanceof ArchiveLine.Baseline baseline) {
                addEvaluations(specification);
                check(() -> ArchiveChecks.baseline(baseline, specification, trainings, baselines.add(baseline.name())));
                searches.addBaseline(id, baseline, trainings);
            } else if (line instanceof ArchiveLine.Candidate candidate) {
                addEvaluations(specification);
                check(() -> ArchiveChecks.candidate(candidate, proposed, specification, trainings));
                proposed++;
                candidates.add(candidate);
                if (candidates.size() == BATCH) {
                    addCandidates(id, specification);
                }
            } else {
                throw refused("must not be a second header");
            }
        }

        private void addCandidates(long id, SearchSpecification specification) {
            searches.addCandidates(id, candidates, specification.recipe().epochs(), functions, trainings);
            candidates.clear();
        }

        private void add(SearchSpecification specification, @Nullable ImportedEvaluation evaluation) {
            check(() -> ArchiveChecks.evaluation(evaluation));
            if (proposed > 0 || !baselines.isEmpty()) {
                throw refused("evaluations must come before baselines and candidates");
            }
            if (trainings.size() + batch.size() >= ArchiveChecks.mostEvaluations(specification)) {
                throw refused("there are more evaluations than the search can have");
            }
            if (trainings.containsKey(evaluation.fingerprint())
                    || batch.stream().anyMatch(other -> other.fingerprint().equals(evaluation.fingerprint()))) {
                throw refused("there is an evaluation of this function already");
            }
            batch.add(evaluation);
            if (batch.size() == BATCH) {
                addEvaluations(specification);
            }
        }

        private void addEvaluations(SearchSpecification specification) {
            if (batch.isEmpty()) {
                return;
            }
            ImportedEvaluations.Joined joined =
                    evaluations.add(specification.recipe(), specification.trainingSeed(), origin, batch);
            batch.forEach(evaluation -> trainings.put(
                    evaluation.fingerprint(),
                    new ImportedSearches.Training(
                            joined.ids().get(evaluation.fingerprint()), evaluation.state(), evaluation.fitness())));
            added += joined.added();
            contradicting += joined.contradicting();
            batch.clear();
        }

        private ArchiveLine next() throws IOException {
            ArchiveLine line = next(false);
            if (line == null) {
                throw refused("is missing: the file is incomplete");
            }
            return line;
        }

        private @Nullable ArchiveLine next(boolean endMayCome) throws IOException {
            String text = lines.next();
            if (text == null || endMayCome && text.isBlank()) {
                return null;
            }
            try {
                ArchiveLine line = reader.readValue(text);
                if (line == null) {
                    throw refused("must be an object");
                }
                return line;
            } catch (JacksonException e) {
                throw refused("cannot be read: " + Reasons.of(e));
            }
        }

        private void check(Runnable check) {
            try {
                check.run();
            } catch (IllegalArgumentException | InvalidRequest e) {
                throw refused("is not possible: " + e.getMessage());
            }
        }

        private ArchiveRefused refused(String reason) {
            return new ArchiveRefused(lines.number(), reason);
        }
    }
}
