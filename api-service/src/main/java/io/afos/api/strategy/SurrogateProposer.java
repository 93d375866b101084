package io.afos.api.strategy;

import io.afos.api.strategy.breeding.Breeding;
import io.afos.api.strategy.breeding.CandidateProperties;
import io.afos.api.strategy.breeding.Novelty;
import io.afos.api.strategy.breeding.RandomNumbers;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.api.strategy.model.GaussianProcess;
import io.afos.api.strategy.model.Targets;
import io.afos.model.space.Chromosome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Search with a model of fitness that is learnt from the scored members. From many new functions, random ones and
 * children of the best, it proposes those with the highest upper confidence bound. Pending members count as if they had
 * scored as predicted, so that proposals made at the same time differ. The first members are those of random functions
 * through which untrained networks propagate gradients best.
 *
 * <p>The cost of a step is bounded: the model uses the latest {@value #MAX_MEMBERS} members and rates {@value #POOL}
 * functions.
 */
final class SurrogateProposer implements Proposer {

    static final int MAX_MEMBERS = 256;
    static final int POOL = 256;

    private static final int PARENTS = 16;

    /** The number of random functions from which each initial function is selected. */
    private static final int FOUNDER_DRAWS = 16;

    /**
     * The number of standard deviations by which the upper confidence bound exceeds the mean; docs/strategies.md
     * compares others.
     */
    private static final double OPTIMISM = 3;

    private final SurrogateStrategy parameters;
    private final Breeding breeding;
    private final CandidateProperties properties;
    private final RandomNumbers random;

    SurrogateProposer(SurrogateStrategy parameters, Problem problem, long seed) {
        this.parameters = parameters;
        this.breeding = new Breeding(problem);
        this.properties = new CandidateProperties(problem);
        this.random = new RandomNumbers(seed);
    }

    @Override
    public Decision next(History history) {
        int proposed = history.proposals();
        int room = history.room(parameters.candidates(), parameters.concurrency());
        if (room < Math.min(parameters.batch(), parameters.candidates() - proposed)) {
            return Decision.none(history);
        }
        List<Member> members = proposed < founders() ? List.of() : history.latest(MAX_MEMBERS);
        List<Proposal> proposals =
                members.isEmpty() ? founders(proposed, room, history) : promising(members, room, history);
        return proposals.isEmpty() ? Decision.none(history) : new Decision.Propose(proposals);
    }

    /** The number of candidates selected without the model. */
    private int founders() {
        return breeding.problem().start().size() + parameters.initial();
    }

    private List<Proposal> founders(int proposed, int count, History history) {
        var novelty = new Novelty(properties, history);
        return IntStream.range(proposed, proposed + count)
                .mapToObj(ordinal -> founder(ordinal, novelty))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Proposal> founder(int ordinal, Novelty novelty) {
        RandomGenerator numbers = random.after(ordinal);
        if (ordinal < breeding.problem().start().size()) {
            return novelty.first(() -> breeding.founder(ordinal, 0, numbers));
        }
        List<Proposal> drawn = Stream.generate(() -> breeding.stranger(0, numbers))
                .limit(FOUNDER_DRAWS)
                .toList();
        return novelty.among(drawn).stream()
                .min(Comparator.comparingDouble(proposal -> properties.distanceFromEdge(proposal.chromosome())))
                .or(() -> novelty.first(() -> breeding.stranger(0, numbers)));
    }

    private List<Proposal> promising(List<Member> members, int count, History history) {
        List<Proposal> pool = pool(members, history);
        if (pool.isEmpty()) {
            return List.of();
        }
        List<Member> waiting = history.waiting();
        GaussianProcess model =
                GaussianProcess.fit(features(members.stream().map(Member::chromosome)), Targets.of(members));
        GaussianProcess.Beliefs beliefs = model.at(features(Stream.concat(
                pool.stream().map(Proposal::chromosome), waiting.stream().map(Member::chromosome))));
        IntStream.range(pool.size(), pool.size() + waiting.size()).forEach(beliefs::expect);
        return choice(pool, beliefs, count);
    }

    private double[][] features(Stream<Chromosome> chromosomes) {
        return chromosomes.map(properties::features).toArray(double[][]::new);
    }

    private static List<Proposal> choice(List<Proposal> pool, GaussianProcess.Beliefs beliefs, int count) {
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, pool.size()).boxed().toList());
        var chosen = new ArrayList<Proposal>();
        while (chosen.size() < count && !left.isEmpty()) {
            Integer best = left.get(0);
            for (Integer point : left) {
                if (bound(beliefs, point) > bound(beliefs, best)) {
                    best = point;
                }
            }
            left.remove(best);
            beliefs.expect(best);
            chosen.add(pool.get(best));
        }
        return chosen;
    }

    private static double bound(GaussianProcess.Beliefs beliefs, int point) {
        return beliefs.mean(point) + OPTIMISM * beliefs.deviation(point);
    }

    /** New functions to select from. */
    private List<Proposal> pool(List<Member> members, History history) {
        int proposed = history.proposals();
        int generation = 1 + (proposed - founders()) / parameters.batch();
        RandomGenerator numbers = random.after(proposed);
        List<Member> parents =
                members.stream().sorted(Member.BEST_FIRST).limit(PARENTS).toList();
        List<Proposal> drawn = IntStream.range(0, POOL)
                .mapToObj(
                        i -> i % 2 == 0 ? breeding.stranger(generation, numbers) : child(generation, parents, numbers))
                .toList();
        List<Proposal> fresh = new Novelty(properties, history).among(drawn);
        return fresh.isEmpty() ? founders(proposed, 1, history) : fresh;
    }

    private Proposal child(int generation, List<Member> parents, RandomGenerator numbers) {
        return breeding.child(
                generation, () -> parents.get(numbers.nextInt(parents.size())), numbers::nextBoolean, numbers);
    }
}
