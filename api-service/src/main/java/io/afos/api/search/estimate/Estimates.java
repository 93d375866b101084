package io.afos.api.search.estimate;

import io.afos.api.search.Replication;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.estimate.SearchEstimate.Amount;
import io.afos.api.search.estimate.SearchEstimate.Basis;
import io.afos.api.search.estimate.SearchEstimate.Throughput;
import io.afos.api.strategy.dryrun.DryRun;
import io.afos.api.strategy.dryrun.DryRun.Training;
import io.afos.api.worker.Workers;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import static java.util.stream.Collectors.toSet;

/** Estimates the cost of searches. Stores nothing. */
@Service
public class Estimates {

    private static final double SECONDS_PER_HOUR = 3_600;

    private final Measurements measurements;
    private final Throughputs throughputs;
    private final Workers workers;

    Estimates(Measurements measurements, Throughputs throughputs, Workers workers) {
        this.measurements = measurements;
        this.throughputs = throughputs;
        this.workers = workers;
    }

    /** Takes at most a few seconds of processor time. */
    public SearchEstimate of(SearchSpecification specification) {
        Recipe recipe = specification.recipe();
        int full = recipe.epochs();
        var dryRun = DryRun.of(specification.strategy(), specification.problem(), specification.seed(), full);
        TrainingSpeed speed = throughputs.of(specification);

        Map<Integer, Double> own = new TreeMap<>();
        long known = 0;
        for (int length : specification.lengths()) {
            long trained = trained(functions(dryRun, length), length, specification);
            known += trained;
            own.put(length, Math.max(0, dryRun.expected(length) - trained));
        }
        Load candidates = Load.of(own, speed).stopped(specification.stopRules());

        Set<String> baselines = baselines(specification);
        Set<String> apart = new HashSet<>(baselines);
        apart.removeAll(functions(dryRun, full));
        long trainedApart = trained(apart, full, specification);
        known += trainedApart;
        Load others = Load.of(
                Map.of(
                        full,
                        apart.size() - trainedApart + replications(specification, baselines, dryRun.expected(full))),
                speed);

        int live = workers.countLive(recipe.queue());
        Amount trainings = new Amount(
                Math.round(candidates.trainings() + others.trainings()), WorstCase.trainings(specification, baselines));
        return new SearchEstimate(
                specification.plannedProposals(),
                trainings,
                new Amount(
                        Math.round(candidates.epochs() + others.epochs()), WorstCase.epochs(specification, baselines)),
                known,
                hours(specification, candidates, others, speed, live),
                new Throughput(
                        speed.basis(), speed.trainings(), speed.secondsPerEpoch(), speed.measuredEpochs(full), live),
                notes(specification, dryRun, speed));
    }

    private static Set<String> functions(DryRun dryRun, int length) {
        return dryRun.trainings().stream()
                .filter(training -> training.epochs() == length)
                .map(Training::fingerprint)
                .collect(toSet());
    }

    private static Set<String> baselines(SearchSpecification specification) {
        return specification.baselines().stream()
                .map(name ->
                        NamedActivations.find(name).orElseThrow().fingerprint().value())
                .collect(toSet());
    }

    private long trained(Set<String> functions, int length, SearchSpecification specification) {
        return measurements.countTrained(functions, specification.recipe(length).hash(), specification.trainingSeed());
    }

    /** @param finalists the number of functions trained to the end */
    private static double replications(SearchSpecification specification, Set<String> baselines, double finalists) {
        Replication replication = specification.replication();
        return replication == null
                ? 0
                : (Math.min(finalists, replication.candidates()) + baselines.size()) * replication.seeds();
    }

    private static @Nullable Double hours(
            SearchSpecification specification, Load candidates, Load others, TrainingSpeed speed, int live) {
        Double secondsPerEpoch = speed.secondsPerEpoch();
        if (secondsPerEpoch == null) {
            return null;
        }
        int able = Math.max(1, live);
        double search = candidates.epochs()
                * secondsPerEpoch
                / Math.min(able, specification.strategy().busyWorkers(candidates.trainings()));
        double afterwards =
                others.epochs() * secondsPerEpoch / Math.max(1, Math.min(able, Math.round(others.trainings())));
        return (Math.min(search, specification.stopRules().mostSeconds()) + afterwards) / SECONDS_PER_HOUR;
    }

    private List<String> notes(SearchSpecification specification, DryRun dryRun, TrainingSpeed speed) {
        var notes = new ArrayList<String>();
        if (dryRun.proposals() == 0) {
            notes.add("the space seems to have fewer functions than the search keeps open at once: the estimate"
                    + " assumes that each is trained");
        } else if (!dryRun.isComplete()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the dry run covered the first %,d candidates; the expected numbers extrapolate its second"
                            + " half, which is too high if functions repeat more and more",
                    dryRun.proposals()));
        }
        if (specification.strategy().dependsOnFitness()) {
            notes.add("a search that improves as it proceeds promotes more functions than this estimate assumes");
        }
        if (specification.stopRules().dependOnFitness()) {
            notes.add("the search may end earlier: the target fitness and patience rules cannot be predicted");
        }
        if (speed.basis() == Basis.NONE) {
            notes.add("there are no measurements of this network on this data set, so hours cannot be estimated:"
                    + " run a short search first");
        }
        if (speed.basis() == Basis.NETWORK) {
            notes.add("measured under other recipes: the estimate assumes that every training runs to its last epoch");
        }
        workers.obstacle(specification.recipe().queue())
                .ifPresent(obstacle -> notes.add(
                        speed.basis() == Basis.NONE ? obstacle : obstacle + "; the hours are for one worker"));
        return notes;
    }
}
