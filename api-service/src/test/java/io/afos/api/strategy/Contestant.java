package io.afos.api.strategy;

import io.afos.api.strategy.Simulation.Setting;
import io.afos.api.strategy.StrategySettings.Afos;
import io.afos.api.strategy.StrategySettings.Asha;
import io.afos.api.strategy.StrategySettings.Evolution;
import io.afos.api.strategy.StrategySettings.Exhaustive;
import io.afos.api.strategy.StrategySettings.Random;
import io.afos.api.strategy.StrategySettings.Surrogate;
import io.afos.model.space.Chromosome;
import io.afos.model.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The searches that are compared with each other. */
enum Contestant {
    AFOS_AS_PUBLISHED("AFOS as published, faults mended", Kit.AFOS, false),
    AFOS("AFOS with memory", Kit.AFOS, true),
    RANDOM("random", new Random(4_000), true),
    EXHAUSTIVE("exhaustive, in the order of enumeration", new Exhaustive(), true),
    SHUFFLED("exhaustive, in random order", new Exhaustive(), true) {
        @Override
        SearchStrategy on(SearchSpace space, long seed) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, Math.toIntExact(space.size())).boxed().toList());
            Collections.shuffle(order, new java.util.Random(seed));
            return new IndependentStrategy(
                    order.size(), i -> new Proposal(0, space.at(order.get(i)), Operator.ENUMERATION, List.of()));
        }
    },
    EVOLUTION("regularized evolution", Kit.EVOLUTION, true),
    SURROGATE("surrogate", Kit.SURROGATE, true),
    ASHA_EVOLUTION("ASHA + regularized evolution", new Asha(Kit.REDUCTION, Kit.RUNGS, Kit.EVOLUTION), true),
    ASHA_SURROGATE("ASHA + surrogate", Kit.ASHA_SURROGATE, true),
    FROM_MNIST("ASHA + surrogate, from the best on MNIST", Kit.ASHA_SURROGATE, true) {
        @Override
        List<Chromosome> start() {
            return Tables.bestOnMnist();
        }
    };

    private final String title;
    private final StrategySettings settings;
    private final boolean memory;

    Contestant(String title, StrategySettings settings, boolean memory) {
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

    List<Chromosome> start() {
        return List.of();
    }

    SearchStrategy on(SearchSpace space, long seed) {
        return settings.on(new Problem(space, start(), false), seed);
    }

    /** One search; the seed of its trainings is one of the table's, in turn. */
    Simulation.Run run(TabularEvaluator table, SearchSpace space, long seed, Setting setting) {
        long trainingSeed = table.seeds().get((int) (seed % table.seeds().size()));
        return Simulation.run(on(space, seed), table, trainingSeed, setting);
    }

    /** Settings that several of them share. */
    private static final class Kit {
        static final int WORKERS = 8;
        static final Afos AFOS = new Afos(30, 50, 6, 0.8, 1);
        static final Evolution EVOLUTION = new Evolution(300, 40, 10, 0.2, WORKERS);
        static final Surrogate SURROGATE = new Surrogate(150, 16, 4, WORKERS);
        static final int REDUCTION = 9;
        static final List<Integer> RUNGS = Asha.rungs(1, REDUCTION, 9);
        static final Asha ASHA_SURROGATE = new Asha(REDUCTION, RUNGS, SURROGATE);
    }
}
