package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.ImportedEvaluation;
import io.afos.api.job.JobState;
import io.afos.api.search.CandidateState;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.archive.ImportedSearches.Training;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.Chromosome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether lines of an archive can be true. Each check ends with an {@link IllegalArgumentException} that gives the reason. */
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
                header.version() == ArchiveLine.VERSION,
                "version is %d, but only %d can be read here".formatted(header.version(), ArchiveLine.VERSION));
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
                "finishedAt does not suit the state");
        require(
                header.pausedSeconds() >= 0
                        && header.pausedSeconds() <= MAX_SECONDS
                        && header.elapsedSeconds() >= 0
                        && header.elapsedSeconds() <= MAX_SECONDS,
                "pausedSeconds or elapsedSeconds is out of range");
        require((header.state() == JobState.FAILED) == (header.failure() != null), "failure does not suit the state");
        require(
                header.failure() == null
                        || header.failure().length() <= MAX_FAILURE
                                && header.failure().indexOf('\0') < 0,
                "failure is too long, or no text");
    }

    private static void specification(@Nullable SearchSpecification specification) {
        require(
                specification != null
                        && specification.strategy() != null
                        && specification.space() != null
                        && specification.recipe() != null,
                "specification lacks strategy, space or recipe");
        require(specification.strategy().rungs().isEmpty(), "searches with rungs (asha) cannot be imported");
        Recipe recipe = specification.recipe();
        require(
                recipe.data() != null
                        && recipe.architecture() != null
                        && recipe.optimizer() != null
                        && recipe.precision() != null
                        && recipe.fitnessSplit() != null,
                "specification.recipe lacks data, architecture, optimizer, precision or fitnessSplit");
    }

    static void evaluation(@Nullable ImportedEvaluation evaluation) {
        require(evaluation != null, "evaluation is missing");
        evaluation.requirePlausible();
    }

    private static boolean isTime(@Nullable Instant time) {
        return time != null && time.isAfter(EARLIEST) && time.isBefore(LATEST);
    }

    static long mostEvaluations(SearchSpecification specification) {
        return (long) specification.plannedProposals()
                + specification.baselines().size();
    }

    static void baseline(
            ArchiveLine.Baseline baseline,
            SearchSpecification specification,
            Map<String, Training> trainings,
            boolean first) {
        require(baseline.name() != null, "name is missing");
        require(first, "there is a baseline of this name already");
        require(specification.baselines().contains(baseline.name()), "the specification has no baseline of this name");
        Expression expression = NamedActivations.find(baseline.name())
                .orElseThrow(() -> new IllegalArgumentException("there is no activation function of this name"))
                .expression();
        require(Fingerprint.of(expression).value().equals(baseline.fingerprint()), "fingerprint is not the name's");
        require(InfixPrinter.print(expression).equals(baseline.formula()), "formula is not the name's");
        require(trainings.containsKey(baseline.fingerprint()), "its evaluation is missing");
    }

    static void candidate(
            ArchiveLine.Candidate candidate,
            int ordinal,
            SearchSpecification specification,
            Map<String, Training> trainings) {
        require(candidate.ordinal() == ordinal, "ordinal must be " + ordinal);
        require(ordinal < specification.plannedProposals(), "there are more candidates than the search can have");
        require(candidate.generation() >= 0 && candidate.generation() <= ordinal, "generation is out of range");
        require(candidate.genes() != null, "genes are missing");
        Expression expression = specification.problem().function(Chromosome.ofCode(candidate.genes()));
        require(InfixPrinter.print(expression).equals(candidate.formula()), "formula is not that of the genes");
        require(
                Fingerprint.of(expression).value().equals(candidate.fingerprint()),
                "fingerprint is not that of the formula");
        require(candidate.operator() != null && candidate.state() != null, "operator or state is missing");
        require(
                candidate.parents() != null
                        && candidate.parents().size() <= 2
                        && candidate.parents().stream()
                                .allMatch(parent -> parent != null && parent >= 0 && parent < ordinal),
                "parents must be at most two earlier candidates");
        outcome(candidate, expression, trainings.get(candidate.fingerprint()));
    }

    private static void outcome(ArchiveLine.Candidate candidate, Expression expression, @Nullable Training training) {
        Usability usability = Usability.of(expression);
        String rejection = usability == Usability.USABLE ? null : usability.name();
        require(Objects.equals(rejection, candidate.rejection()), "rejection must be " + rejection);
        require(
                (candidate.state() == CandidateState.SCORED) == (candidate.fitness() != null),
                "a fitness belongs to the state SCORED");
        if (rejection != null) {
            require(Objects.equals(candidate.fitness(), 0.0), "a rejected candidate has fitness 0");
            return;
        }
        require(training != null, "its evaluation is missing");
        if (candidate.fitness() != null) {
            require(
                    training.state() == EvaluationState.SUCCEEDED
                            && Objects.equals(training.fitness(), candidate.fitness()),
                    "fitness is not that of its evaluation");
        }
    }

    static void counts(ArchiveLine.End end, int evaluations, int baselines, int candidates) {
        require(
                end.evaluations() == evaluations && end.baselines() == baselines && end.candidates() == candidates,
                "there are %d evaluations, %d baselines and %d candidates before"
                        .formatted(evaluations, baselines, candidates));
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
