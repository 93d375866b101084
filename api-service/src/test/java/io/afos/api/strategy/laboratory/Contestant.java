package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.AfosStrategy;
import io.afos.api.strategy.AshaStrategy;
import io.afos.api.strategy.EvolutionStrategy;
import io.afos.api.strategy.ExhaustiveStrategy;
import io.afos.api.strategy.IndependentProposer;
import io.afos.api.strategy.RandomStrategy;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.SurrogateStrategy;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.api.strategy.laboratory.Simulation.Setting;
import io.afos.model.space.Chromosome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The searches that are compared with each other. */
enum Contestant {
    AFOS_AS_PUBLISHED("AFOS as published, faults mended", Kit::afos, false),
    AFOS("AFOS with memory", Kit::afos, true),
    RANDOM("random", workers -> new RandomStrategy(4_000), true),
    EXHAUSTIVE("exhaustive, in the order of enumeration", workers -> new ExhaustiveStrategy(), true),
    SHUFFLED("exhaustive, in random order", workers -> new ExhaustiveStrategy(), true) {
        @Override
        Proposer on(Landscape landscape, long seed, int workers) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, Math.toIntExact(Tables.SPACE.size()))
                    .boxed()
                    .toList());
            Collections.shuffle(order, new java.util.Random(seed));
            return new IndependentProposer(
                    order.size(), i -> new Proposal(0, Tables.SPACE.at(order.get(i)), Operator.ENUMERATION, List.of()));
        }
    },
    EVOLUTION("regularized evolution", Kit::evolution, true),
    SURROGATE("surrogate", Kit::surrogate, true),
    ASHA_EVOLUTION("ASHA + regularized evolution", workers -> Kit.asha(Kit.evolution(workers)), true),
    ASHA_SURROGATE("ASHA + surrogate", workers -> Kit.asha(Kit.surrogate(workers)), true),
    STARTED("surrogate, from other images", Kit::surrogate, true) {
        @Override
        List<Chromosome> start(Landscape landscape) {
            return landscape.knownElsewhere();
        }
    },
    ASHA_STARTED("ASHA + surrogate, from other images", workers -> Kit.asha(Kit.surrogate(workers)), true) {
        @Override
        List<Chromosome> start(Landscape landscape) {
            return landscape.knownElsewhere();
        }
    };

    private final String title;
    private final IntFunction<Strategy> settings;
    private final boolean memory;

    Contestant(String title, IntFunction<Strategy> settings, boolean memory) {
        this.title = title;
        this.settings = settings;
        this.memory = memory;
    }

    String title() {
        return title;
    }

    boolean memory() {
        return memory;
    }

    /** Whether it starts from what other images have shown. */
    boolean informed() {
        return this == STARTED || this == ASHA_STARTED;
    }

    /** How many searches. Those in a fixed order differ by nothing but the seed of the trainings, of which a table has three. */
    int searches() {
        return this == EXHAUSTIVE ? 3 : 600;
    }

    List<Chromosome> start(Landscape landscape) {
        return List.of();
    }

    Proposer on(Landscape landscape, long seed, int workers) {
        return settings.apply(workers).on(new Problem(Tables.SPACE, start(landscape), false), seed);
    }

    /** One search; the seed of its trainings is one of the table's, in turn. */
    Simulation.Run run(Landscape landscape, long seed, Setting setting) {
        TabularEvaluator table = landscape.table();
        long trainingSeed = table.seeds().get((int) (seed % table.seeds().size()));
        return Simulation.run(on(landscape, seed, setting.workers()), table, trainingSeed, setting);
    }

    /** Settings that several of them share, for a number of workers. */
    private static final class Kit {

        static Strategy afos(int workers) {
            return new AfosStrategy(30, 50, 6, 0.8, 1.0);
        }

        static Strategy evolution(int workers) {
            return new EvolutionStrategy(300, 40, 10, 0.2, workers);
        }

        static Strategy surrogate(int workers) {
            return new SurrogateStrategy(120, 4, Math.min(4, workers), workers);
        }

        static Strategy asha(Strategy base) {
            return new AshaStrategy(9, 1, base, List.of(1));
        }
    }
}
