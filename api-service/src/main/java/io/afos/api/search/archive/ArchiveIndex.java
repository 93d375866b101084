package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.search.SearchSpecification;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.FormerIdentity;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been read of an archive, as far as later lines refer to it. */
final class ArchiveIndex {

    private final SearchSpecification specification;
    private final boolean ended;
    private final Map<TrainingKey, Training> trainings = new HashMap<>();
    private final Map<String, String> baselines = new HashMap<>();
    private final Map<String, String> formulas = new HashMap<>();
    private final Map<TrainingKey, TrainingKey> functions = new HashMap<>();
    private final List<Proposed> candidates = new ArrayList<>();
    private final Set<TrainingKey> replications = new HashSet<>();
    private final List<Integer> shared = new ArrayList<>();

    ArchiveIndex(ArchiveLine.Header header) {
        this.specification = header.specification();
        this.ended = header.reason() != null;
    }

    /** State and fitness of a training in the archive. */
    record Training(EvaluationState state, @Nullable Double fitness) {}

    private record Proposed(TrainingKey key, boolean repeated, boolean scored) {}

    SearchSpecification specification() {
        return specification;
    }

    /** Whether the search proposes no more candidates. */
    boolean isEnded() {
        return ended;
    }

    /** @return whether there was none before with this key */
    boolean addTraining(TrainingKey key, ImportedEvaluation evaluation) {
        formulas.put(key.fingerprint(), evaluation.formula());
        return trainings.putIfAbsent(key, new Training(evaluation.state(), evaluation.fitness())) == null;
    }

    /** Whether a function is the one with this fingerprint, or was held for it by version 0.1 and shared its trainings. */
    boolean isOrShared(Expression function, @Nullable String fingerprint) {
        String trained = formulas.get(fingerprint);
        return InfixPrinter.print(function).equals(trained)
                || Fingerprint.of(function).value().equals(fingerprint)
                || trained != null && FormerIdentity.shared(function, ExpressionParser.parse(trained));
    }

    @Nullable
    Training training(TrainingKey key) {
        return trainings.get(key);
    }

    /** The training of a baseline with this function. */
    @Nullable
    Training baselineTraining(String fingerprint) {
        return trainings.get(
                new TrainingKey(fingerprint, specification.recipe().epochs(), specification.trainingSeed()));
    }

    void addBaseline(ArchiveLine.Baseline baseline) {
        baselines.put(baseline.name(), baseline.fingerprint());
    }

    boolean hasBaseline(String name) {
        return baselines.containsKey(name);
    }

    /** The candidate must have been validated. */
    void addCandidate(ArchiveLine.Candidate told) {
        TrainingKey key = told.key(specification);
        TrainingKey earlier = functions.putIfAbsent(key, key);
        boolean repeated = earlier != null;
        if (!told.formula().equals(formulas.get(told.fingerprint()))
                && !Fingerprint.of(ExpressionParser.parse(told.formula()))
                        .value()
                        .equals(told.fingerprint())) {
            shared.add(told.ordinal());
        }
        candidates.add(
                new Proposed(repeated ? earlier : key, repeated, told.rejection() == null && told.fitness() != null));
    }

    /** Whether the candidate has the function of this key and was trained for fewer epochs. */
    boolean isShorter(int ordinal, TrainingKey key) {
        TrainingKey other = candidates.get(ordinal).key;
        return other.fingerprint().equals(key.fingerprint()) && other.epochs() < key.epochs();
    }

    /** Whether the function can be trained with this further seed: that of a candidate, or otherwise of a baseline. */
    boolean isReplicable(ArchiveLine.Replication replication) {
        Integer ordinal = replication.ordinal();
        if (ordinal == null) {
            return baselines.containsValue(replication.fingerprint());
        }
        if (ordinal < 0 || ordinal >= candidates.size()) {
            return false;
        }
        Proposed candidate = candidates.get(ordinal);
        return candidate.scored
                && !candidate.repeated
                && candidate.key.epochs() == specification.recipe().epochs()
                && Objects.equals(candidate.key.fingerprint(), replication.fingerprint());
    }

    /** @return whether this function and seed had no replication before */
    boolean addReplication(ArchiveLine.Replication replication) {
        return replications.add(replication.key(specification));
    }

    /** Ordinals of candidates that have the training of another function, for which version 0.1 held theirs. */
    List<Integer> sharedWrongly() {
        return List.copyOf(shared);
    }

    int trainings() {
        return trainings.size();
    }

    int baselines() {
        return baselines.size();
    }

    int candidates() {
        return candidates.size();
    }

    int replications() {
        return replications.size();
    }
}
