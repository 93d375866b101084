package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.api.search.Replication;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.archive.ArchiveIndex.Training;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.strategy.history.Operator;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Seeds;
import io.afos.model.space.Chromosome;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Validates lines of an archive. A failed check throws an {@link IllegalArgumentException} with the reason. */
final class ArchiveChecks {

    private static final int MAX_NAME = 100;
    private static final int MAX_FAILURE = 4_000;
    private static final int MAX_PRIORITY = 100;
    private static final double MAX_SECONDS = 1e10;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private ArchiveChecks() {}

    static void header(ArchiveLine.Header header) {
        require(
                header.version() >= 1 && header.version() <= ArchiveLine.VERSION,
                String.format(
                        Locale.ROOT,
                        "version is %d, but this service only reads versions 1 to %d",
                        header.version(),
                        ArchiveLine.VERSION));
        require(
                header.name() != null
                        && header.name().length() <= MAX_NAME
                        && header.name().matches("[^\\p{Cntrl}]*"),
                "name must have at most 100 characters and no control characters");
        require(header.state() != null, "state is missing");
        specification(header.specification());
        require(Math.abs(header.priority()) <= MAX_PRIORITY, "priority must be -100 to 100");
        require(isTime(header.createdAt()), "createdAt is missing or out of range");
        require(
                header.state().isFinal()
                        ? isTime(header.finishedAt()) && !header.finishedAt().isBefore(header.createdAt())
                        : header.finishedAt() == null,
                "finishedAt does not match the state");
        require(
                header.pausedSeconds() >= 0
                        && header.pausedSeconds() <= MAX_SECONDS
                        && header.elapsedSeconds() >= 0
                        && header.elapsedSeconds() <= MAX_SECONDS,
                "pausedSeconds or elapsedSeconds is out of range");
        require((header.state() == JobState.FAILED) == (header.failure() != null), "failure does not match the state");
        require(
                header.failure() == null
                        || header.failure().length() <= MAX_FAILURE
                                && header.failure().indexOf('\0') < 0,
                "failure is too long or contains a null character");
    }

    private static void specification(@Nullable SearchSpecification specification) {
        require(
                specification != null
                        && specification.strategy() != null
                        && specification.space() != null
                        && specification.recipe() != null,
                "specification lacks strategy, space or recipe");
        require(
                !(specification.recipe() instanceof ImageRecipe recipe)
                        || recipe.data() != null
                                && recipe.architecture() != null
                                && recipe.optimizer() != null
                                && recipe.precision() != null
                                && recipe.fitnessSplit() != null,
                "specification.recipe lacks data, architecture, optimizer, precision or fitnessSplit");
    }

    static void evaluation(ArchiveLine.Evaluation line, ArchiveIndex contents) {
        require(line.evaluation() != null, "evaluation is missing");
        SearchSpecification specification = contents.specification();
        line.evaluation().requirePlausible(specification.recipe().objective());
        TrainingKey key = line.key(specification);
        requireLength(key.epochs(), specification);
        if (key.seed() != specification.trainingSeed()) {
            requireFurtherSeed(key.seed(), specification);
            require(
                    key.epochs() == specification.recipe().epochs(),
                    "epochs must equal the recipe's, since the seed is that of a replication");
        }
    }

    private static void requireLength(int epochs, SearchSpecification specification) {
        require(
                specification.lengths().contains(epochs),
                "epochs must be one of "
                        + specification.lengths().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static void requireFurtherSeed(long seed, SearchSpecification specification) {
        Replication replication = specification.replication();
        require(replication != null, "the search has no replication");
        require(
                IntStream.rangeClosed(1, replication.seeds())
                        .anyMatch(i -> seed == Seeds.after(specification.trainingSeed(), i)),
                String.format(
                        Locale.ROOT, "seed must be one of the %d seeds after the training seed", replication.seeds()));
    }

    private static boolean isTime(@Nullable Instant time) {
        return time != null && time.isAfter(EARLIEST) && time.isBefore(LATEST);
    }

    static long mostEvaluations(SearchSpecification specification) {
        return (long) specification.mostProposals() + specification.baselines().size() + specification.replications();
    }

    static void baseline(ArchiveLine.Baseline baseline, ArchiveIndex contents) {
        require(baseline.name() != null, "name is missing");
        require(!contents.hasBaseline(baseline.name()), "there is already a baseline of this name");
        require(
                contents.specification().baselines().contains(baseline.name()),
                "the specification has no baseline of this name");
        Expression expression = NamedActivations.find(baseline.name())
                .orElseThrow(() -> new IllegalArgumentException("there is no activation function of this name"))
                .expression();
        require(contents.isOrShared(expression, baseline.fingerprint()), "fingerprint does not match the name");
        require(InfixPrinter.print(expression).equals(baseline.formula()), "formula does not match the name");
        require(contents.baselineTraining(baseline.fingerprint()) != null, "its evaluation is missing");
    }

    static void candidate(ArchiveLine.Candidate candidate, ArchiveIndex contents) {
        SearchSpecification specification = contents.specification();
        int ordinal = contents.candidates();
        require(candidate.ordinal() == ordinal, "ordinal must be " + ordinal);
        require(ordinal < specification.mostProposals(), "there are more candidates than the search can have");
        require(candidate.generation() >= 0 && candidate.generation() <= ordinal, "generation is out of range");
        require(candidate.genes() != null, "genes are missing");
        Expression expression = specification.problem().function(Chromosome.ofCode(candidate.genes()));
        require(InfixPrinter.print(expression).equals(candidate.formula()), "formula does not match the genes");
        require(contents.isOrShared(expression, candidate.fingerprint()), "fingerprint does not match the formula");
        require(candidate.operator() != null && candidate.state() != null, "operator or state is missing");
        require(
                candidate.parents() != null
                        && candidate.parents().size() <= 2
                        && candidate.parents().stream()
                                .allMatch(parent -> parent != null && parent >= 0 && parent < ordinal),
                "parents must be at most two earlier candidates");
        TrainingKey key = candidate.key(specification);
        length(candidate, key, contents);
        outcome(candidate, expression, contents.training(key));
    }

    private static void length(ArchiveLine.Candidate candidate, TrainingKey key, ArchiveIndex contents) {
        requireLength(key.epochs(), contents.specification());
        if (candidate.operator() == Operator.PROMOTION) {
            require(
                    candidate.parents().size() == 1
                            && contents.isShorter(candidate.parents().get(0), key),
                    "parents must be, for a promotion, a candidate of the same function with fewer epochs");
        } else {
            int first = contents.specification().lengths().get(0);
            require(
                    key.epochs() == first,
                    String.format(Locale.ROOT, "epochs must be %d, since the candidate is not a promotion", first));
        }
    }

    private static void outcome(ArchiveLine.Candidate candidate, Expression expression, @Nullable Training training) {
        Usability usability = Usability.of(expression);
        String rejection = usability == Usability.USABLE ? null : usability.name();
        require(Objects.equals(rejection, candidate.rejection()), "rejection must be " + rejection);
        require(
                (candidate.state() == CandidateState.SCORED) == (candidate.fitness() != null),
                "only a candidate in state SCORED may have a fitness");
        if (rejection != null) {
            require(Objects.equals(candidate.fitness(), 0.0), "a rejected candidate has fitness 0");
            return;
        }
        require(training != null, "its evaluation is missing");
        if (candidate.fitness() != null) {
            require(
                    training.state() == EvaluationState.SUCCEEDED
                            && Objects.equals(training.fitness(), candidate.fitness()),
                    "fitness does not match its evaluation");
        }
    }

    static void replication(ArchiveLine.Replication replication, ArchiveIndex contents) {
        SearchSpecification specification = contents.specification();
        requireFurtherSeed(replication.seed(), specification);
        require(contents.isEnded(), "a search without endedBy cannot have replications");
        require(
                contents.replications() < specification.replications(),
                "there are more replications than the search can have");
        require(
                contents.isReplicable(replication),
                "ordinal must be that of the first fully trained candidate with this function, or absent for a baseline");
        require(contents.training(replication.key(specification)) != null, "its evaluation is missing");
    }

    static void counts(ArchiveLine.End end, ArchiveIndex contents) {
        int replications = end.replications() == null ? 0 : end.replications();
        require(
                end.evaluations() == contents.trainings()
                        && end.baselines() == contents.baselines()
                        && end.candidates() == contents.candidates()
                        && replications == contents.replications(),
                String.format(
                        Locale.ROOT,
                        "it does not match the %d evaluations, %d baselines, %d candidates and %d replications before it",
                        contents.trainings(),
                        contents.baselines(),
                        contents.candidates(),
                        contents.replications()));
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
