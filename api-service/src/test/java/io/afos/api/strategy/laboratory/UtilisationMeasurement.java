package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.AfosStrategy;
import io.afos.api.strategy.AshaStrategy;
import io.afos.api.strategy.EvolutionStrategy;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.SurrogateStrategy;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.laboratory.Simulation.Setting;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

/** How busy strategies keep many workers. Writes a page of docs/strategies. No test, so it is run by its name only. */
class UtilisationMeasurement {

    private static final int WORKERS = 64;
    private static final int MANY = 10_000;
    private static final int FEW = 500;
    private static final long SEED = 1;

    private final TabularEvaluator table = Tables.fashionMnist();

    @Test
    void measure() throws IOException {
        var report = new Report("Busy workers", UtilisationMeasurement.class);
        report.line(
                "%d workers, epochs that take 1 to 10 times as long depending on the function (log-uniform): share of the workers'"
                        + " time spent in training, from the first training to the end of the last one. A search of about"
                        + " %,d candidates in the space of all shapes, where fitness has no meaning, and one of the table.",
                WORKERS, MANY);
        report.line("");
        report.line("| strategy | all shapes, %,d candidates | the table, until its functions are used up |", MANY);
        report.line("|---|---:|---:|");
        Map<String, Strategy> few = strategies(FEW);
        strategies(MANY).entrySet().parallelStream()
                .map(many -> row(many, few.get(many.getKey())))
                .toList()
                .forEach(row -> report.line("%s", row));
        report.write("busy-workers.md");
    }

    private String row(Entry<String, Strategy> many, Strategy few) {
        return "| %s | %s | %s |"
                .formatted(
                        many.getKey(),
                        busy(many.getValue(), Preset.AFOS.space(), new ArbitraryEvaluator(table.epochs())),
                        busy(few, Tables.SPACE, table));
    }

    private static String busy(Strategy strategy, SearchSpace space, Evaluator evaluator) {
        Setting setting =
                Setting.of(WORKERS, true, Races.SCREENING, Long.MAX_VALUE).timed(UtilisationMeasurement::slowness);
        double share = Simulation.run(strategy.on(Problem.of(space), SEED), evaluator, SEED, setting)
                .overall();
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static Map<String, Strategy> strategies(int candidates) {
        int batch = 32;
        var evolution = new EvolutionStrategy(candidates, 100, 25, 0.2, WORKERS);
        var strategies = new LinkedHashMap<String, Strategy>();
        strategies.put("AFOS with memory, 30 members", new AfosStrategy(30, candidates / 30, 6, 0.8, 1.0));
        strategies.put("AFOS with memory, 128 members", new AfosStrategy(128, candidates / 128, 6, 0.8, 1.0));
        strategies.put("regularized evolution", evolution);
        strategies.put("surrogate, batches of " + batch, new SurrogateStrategy(candidates, 64, batch, WORKERS + batch));
        strategies.put("ASHA + regularized evolution", new AshaStrategy(9, 1, evolution, List.of(1)));
        return strategies;
    }

    /** From 1 to 10. */
    private static double slowness(String fingerprint) {
        return Math.pow(10, Integer.parseInt(fingerprint.substring(0, 6), 16) / (double) 0xffffff);
    }
}
