package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.evaluation.transfer.ImportedEvaluations;
import io.afos.api.network.Networks;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports what {@link SearchExport} writes. The whole file is validated first. Its evaluations are then stored batch by batch, so
 * that other work need not wait, and at last the search with all that refers to them. An interrupted import leaves evaluations, each
 * with its result, and no search; a repeated one continues. A search with the same submission time, name and specification counts
 * as already imported and is left unchanged.
 */
@Service
public class SearchImport {

    private static final Logger LOG = LoggerFactory.getLogger(SearchImport.class);
    private static final int BATCH = 500;

    /** Points of learning curves that are held in memory and stored in one transaction. */
    private static final int MAX_POINTS = 20_000;

    private final ImportedSearches searches;
    private final Networks networks;
    private final EvaluationRequests recipes;
    private final ImportedEvaluations evaluations;
    private final TransactionTemplate transaction;
    private final ObjectReader reader;

    SearchImport(
            ImportedSearches searches,
            Networks networks,
            EvaluationRequests recipes,
            ImportedEvaluations evaluations,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.searches = searches;
        this.networks = networks;
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
    public Result read(Path file, Consumer<SearchSpecification> possible) {
        try {
            ArchiveLine.Header header;
            ArchiveIndex contents;
            try (InputStream in = Files.newInputStream(file)) {
                var validation = new ArchiveValidation(lines(in));
                header = validation.header(this::keepNetwork, possible);
                Optional<Result> known = known(header);
                if (known.isPresent()) {
                    return known.get();
                }
                contents = validation.contents(header);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new Storing(lines(in), header, contents).run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ArchiveReader lines(InputStream in) {
        return new ArchiveReader(new LineReader(in), reader);
    }

    /** A network that is kept though the rest of the file is refused does no harm: nobody uses it. */
    private void keepNetwork(ArchiveLine.Header header) {
        header.uploaded().ifPresent(architecture -> {
            if (header.network() != null) {
                networks.keep(
                        architecture.name(),
                        Objects.requireNonNull(architecture.graph()),
                        Base64.getDecoder().decode(header.network()));
            }
        });
    }

    private Optional<Result> known(ArchiveLine.Header header) {
        return searches.find(header).map(id -> new Result(id, true, searches.countCandidates(id), 0, 0, 0));
    }

    /** Stores a validated archive. */
    private final class Storing {

        private final ArchiveReader in;
        private final ArchiveLine.Header header;
        private final SearchSpecification specification;
        private final ArchiveIndex contents;
        private final @Nullable FormerArchive former;
        private final String origin;
        private final Map<TrainingKey, ImportedEvaluation> batch = new LinkedHashMap<>();
        private final Map<TrainingKey, Long> ids = new HashMap<>();
        private int points;
        private int added;
        private int contradicting;

        Storing(ArchiveReader in, ArchiveLine.Header header, ArchiveIndex contents) {
            this.in = in;
            this.header = header;
            this.specification = header.specification();
            this.contents = contents;
            this.former = FormerArchive.of(header);
            this.origin = searches.origin(header);
        }

        Result run() throws IOException {
            in.next();
            transaction.executeWithoutResult(status -> recipes.register(
                    specification.recipe(), specification.strategy().rungs()));
            ArchiveLine line = in.next(former);
            while (line instanceof ArchiveLine.Evaluation evaluation) {
                take(evaluation);
                line = in.next(former);
            }
            addEvaluations();
            ArchiveLine first = line;
            return transaction.execute(status -> {
                searches.waitForOthers();
                return known(header).orElseGet(() -> addSearch(first));
            });
        }

        private void take(ArchiveLine.Evaluation line) {
            batch.put(line.key(specification), line.evaluation());
            points += line.evaluation().curve().size();
            if (batch.size() == BATCH || points >= MAX_POINTS) {
                addEvaluations();
            }
        }

        private void addEvaluations() {
            batch.keySet().stream()
                    .collect(Collectors.groupingBy(key -> new Kind(key.epochs(), key.seed())))
                    .forEach(this::addEvaluations);
            batch.clear();
            points = 0;
        }

        private void addEvaluations(Kind kind, List<TrainingKey> keys) {
            ImportedEvaluations.Joined joined = evaluations.add(
                    specification.recipe(kind.epochs),
                    kind.seed,
                    origin,
                    keys.stream().map(batch::get).toList());
            keys.forEach(key -> ids.put(key, joined.ids().get(key.fingerprint())));
            added += joined.added();
            contradicting += joined.contradicting();
        }

        private Result addSearch(ArchiveLine first) {
            long id = searches.add(header);
            try {
                addRest(id, first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!contents.sharedWrongly().isEmpty()) {
                LOG.warn(
                        "Candidates {} of the imported search {} have the results of other functions, for which version 0.1"
                                + " held theirs",
                        contents.sharedWrongly(),
                        id);
            }
            return new Result(id, false, contents.candidates(), added, contents.trainings() - added, contradicting);
        }

        private void addRest(long id, ArchiveLine first) throws IOException {
            List<Candidate> candidates = new ArrayList<>();
            Set<TrainingKey> proposed = new HashSet<>();
            for (ArchiveLine line = first; !(line instanceof ArchiveLine.End); line = in.next(former)) {
                if (line instanceof ArchiveLine.Candidate candidate) {
                    candidates.add(row(candidate, !proposed.add(candidate.key(specification))));
                } else if (line instanceof ArchiveLine.Baseline baseline) {
                    var key = new TrainingKey(
                            baseline.fingerprint(), specification.recipe().epochs(), specification.trainingSeed());
                    searches.addBaseline(id, baseline, evaluation(key));
                } else if (line instanceof ArchiveLine.Replication replication) {
                    searches.addReplication(id, specification, replication, evaluation(replication.key(specification)));
                }
                if (candidates.size() == BATCH) {
                    searches.addCandidates(id, candidates);
                    candidates.clear();
                }
            }
            searches.addCandidates(id, candidates);
        }

        private Candidate row(ArchiveLine.Candidate told, boolean repeated) {
            TrainingKey key = told.key(specification);
            return new Candidate(
                    told.ordinal(),
                    told.generation(),
                    told.genes(),
                    told.formula(),
                    told.fingerprint(),
                    told.operator(),
                    told.parents(),
                    key.epochs(),
                    repeated,
                    told.rejection() == null ? evaluation(key) : null,
                    told.reused(),
                    told.rejection(),
                    told.state(),
                    told.fitness());
        }

        private long evaluation(TrainingKey key) {
            return Objects.requireNonNull(ids.get(key));
        }
    }

    /** What the trainings of one batch share. */
    private record Kind(int epochs, long seed) {}
}
