package io.afos.api.leaderboard;

import io.afos.api.system.Measurement;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.Store;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the time of a leaderboard's page grows with the number of evaluations, over HTTP: five recipes, two seeds of each
 * function under each. Times are medians.
 */
class LeaderboardMeasurement extends Measurement {

    private static final int[] SIZES = {1_000, 100_000, 1_000_000};
    private static final int RECIPES = 5;
    private static final int SEEDS = 2;
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 300;

    @Test
    void measure() {
        var service = new ServiceClient(port(), ServiceClient.READER);
        installation().store().empty();
        Map<String, double[]> medians = new LinkedHashMap<>();
        for (int i = 0; i < SIZES.length; i++) {
            fill(SIZES[i]);
            Map<String, String> pages = pages(service);
            for (var page : pages.entrySet()) {
                medians.computeIfAbsent(page.getKey(), name -> new double[SIZES.length])[i] =
                        median(service, page.getValue(), WARM_UP, ROUNDS);
            }
        }
        medians.forEach((name, times) -> System.out.printf(
                "%s: %s ms at %s evaluations; growth %.2f%n",
                name,
                Arrays.stream(times).mapToObj("%.2f"::formatted).collect(Collectors.joining(", ")),
                Arrays.stream(SIZES).mapToObj("%,d"::formatted).collect(Collectors.joining(", ")),
                times[times.length - 1] / times[0]));
    }

    private static Map<String, String> pages(ServiceClient service) {
        String one = "/api/v1/leaderboard?limit=50&recipe=" + recipe(0);
        String all = "/api/v1/leaderboard/overall?limit=50&"
                + IntStream.range(0, RECIPES)
                        .mapToObj(r -> "recipe=" + recipe(r))
                        .collect(Collectors.joining("&"));
        var pages = new LinkedHashMap<String, String>();
        pages.put("one recipe, first page", one);
        pages.put(
                "one recipe, second page",
                one + "&cursor=" + service.read(one).get("next").asString());
        pages.put("five recipes, first page", all);
        pages.put(
                "five recipes, second page",
                all + "&cursor=" + service.read(all).get("next").asString());
        return pages;
    }

    private static String recipe(int number) {
        return "%064x".formatted(number + 1);
    }

    /** As many evaluations, and the standings that go with them; what was there before stays. */
    private void fill(int evaluations) {
        Store store = installation().store();
        int functions = evaluations / RECIPES / SEEDS;
        for (int r = 0; r < RECIPES; r++) {
            store.change("""
                    insert into recipe (hash, dataset, architecture, document)
                    values (?, 'mnist', 'afos-base', cast(? as jsonb)) on conflict do nothing""", recipe(r), """
                    {"data": {"dataset": "mnist", "trainImages": 1, "validationImages": 1, "testImages": 1, "splitSeed": 1},
                     "architecture": {"name": "afos-base", "width": 1}, "epochs": 1, "batchSize": 1,
                     "optimizer": {"type": "adam", "learningRate": 0.1}, "screening": null, "precision": "FLOAT32",
                     "fitnessSplit": "VALIDATION", "reportTest": false}""");
        }
        store.change("""
                insert into activation (fingerprint, formula, simplest)
                select md5(f::text), 'x*tanh(' || f || '*x)', 'x*tanh(' || f || '*x)' from generate_series(1, ?) f on conflict do nothing""", functions);
        store.change("""
                insert into evaluation (fingerprint, recipe_hash, dataset, seed, state, outcome, epochs, loss, accuracy, fitness,
                                        seconds)
                select md5(f::text), hash, dataset, seed, 'SUCCEEDED', 'TRAINED', 1, l, 0.5, 0.5 / l, 1
                from generate_series(1, ?) f, recipe, generate_series(1, ?) seed, lateral (select 0.1 + random() as l) x
                on conflict do nothing""", functions, SEEDS);
        store.change("""
                insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss,
                                      fitness_deviation, accuracy_deviation, loss_deviation)
                select recipe_hash, fingerprint, count(*), 0, 0, avg(fitness), avg(accuracy), avg(loss), stddev_samp(fitness),
                       stddev_samp(accuracy), stddev_samp(loss)
                from evaluation group by recipe_hash, fingerprint on conflict do nothing""");
        store.change("delete from board");
        store.change("analyze");
        assertThat(store.rows("evaluation")).isEqualTo(evaluations);
    }
}
