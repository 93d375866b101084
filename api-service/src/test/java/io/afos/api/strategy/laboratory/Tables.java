package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.laboratory.TabularEvaluator.Curve;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Tables of trainings. */
public final class Tables {

    /** The AFOS space of 3 genes, which is the space of the tables. */
    public static final SearchSpace SPACE =
            new SearchSpace(Preset.AFOS.space().unaries(), Preset.AFOS.space().binaries(), List.of(Shape.GENES_3));

    private static final Chromosome EELU_1 = Chromosome.ofCode("mul_erf|x,exp");
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    private Tables() {}

    /** All functions of 3 genes, trained on small images of clothes. */
    public static TabularEvaluator fashionMnist() {
        return read("afos-3-genes");
    }

    /** All functions of 3 genes, trained on small images of digits. */
    public static TabularEvaluator mnist() {
        return read("afos-3-genes-mnist");
    }

    private static TabularEvaluator read(String name) {
        return TabularEvaluator.read(Path.of("..", "docs", "tables", name, "table.csv.gz"));
    }

    /**
     * A table without meaning: fitness grows with the epochs and is the higher, the closer a function is to EELU-1, up to
     * noise that is the smaller, the longer the training.
     */
    public static TabularEvaluator synthetic() {
        var curves = new LinkedHashMap<Chromosome, Map<Long, Curve>>();
        var seen = new HashSet<String>();
        SPACE.all(Shape.GENES_3)
                .filter(PlayedHistory::isUsable)
                .filter(chromosome -> seen.add(PlayedHistory.fingerprint(chromosome)))
                .forEach(chromosome -> {
                    var bySeed = new LinkedHashMap<Long, Curve>();
                    SEEDS.forEach(seed -> bySeed.put(seed, curve(chromosome, seed)));
                    curves.put(chromosome, bySeed);
                });
        return new TabularEvaluator(curves);
    }

    private static Curve curve(Chromosome chromosome, long seed) {
        double distance = IntStream.rangeClosed(-20, 20)
                .mapToDouble(i -> i / 10.0)
                .map(x -> Math.abs(Math.tanh(chromosome.expression().value(x))
                        - Math.tanh(EELU_1.expression().value(x))))
                .average()
                .orElseThrow();
        var noise = new SplittableRandom(PlayedHistory.fingerprint(chromosome).hashCode() * 31L + seed);
        double[] fitness = IntStream.rangeClosed(1, PlayedHistory.FULL)
                .mapToDouble(epoch -> Math.max(0, 1 - distance) * Math.sqrt((double) epoch / PlayedHistory.FULL)
                        + noise.nextDouble(0.05 / epoch + 0.01))
                .toArray();
        return new Curve(fitness, fitness);
    }
}
