package io.afos.api.system;

import java.util.regex.Matcher;

/** Searches that tests ask for, without replication unless they say so. */
public final class Requests {

    private static final String RECIPE = """
            {"dataset": "fashion-mnist-mini", "trainImages": 1000, "validationImages": 500, "architecture": "afos-base",
             "width": 0.125, "epochs": 2, "batchSize": 50}""";

    /** Five generations of ten. */
    public static final String AFOS = afos(10, 5, 1);

    private Requests() {}

    public static String afos(int population, int generations, long seed) {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": {"type": "afos", "population": %d, "generations": %d, "elites": %d},
                 "recipe": %s, "seed": %d}""".formatted(population, generations, (population - 1) / 3, RECIPE, seed);
    }

    /** One candidate, x^2, and nothing else. */
    public static String one() {
        return random(1, 1).replace("\"name\"", """
                "space": {"unaries": ["x"], "binaries": ["mul"], "shapes": [3]}, "baselines": [], "name\"""");
    }

    /** The 18 trees of 3 genes of a small space, and nothing else. */
    public static String exhaustive() {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": {"type": "exhaustive"}, "baselines": [], "recipe": %s,
                 "space": {"unaries": ["x", "tanh", "max0"], "binaries": ["add", "mul"], "shapes": [3]}}""".formatted(RECIPE);
    }

    public static String evolution(int candidates, int concurrency, long seed) {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": %s, "baselines": [], "recipe": %s, "seed": %d}""".formatted(evolutionStrategy(candidates, concurrency), RECIPE, seed);
    }

    public static String surrogate(int candidates, int concurrency, long seed) {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": {"type": "surrogate", "candidates": %d, "initial": 8, "batch": 2,
                 "concurrency": %d}, "baselines": [], "recipe": %s, "seed": %d}""".formatted(candidates, concurrency, RECIPE, seed);
    }

    /** Rungs after 1 and 2 epochs, full trainings of 4. */
    public static String asha(int candidates, int concurrency, long seed) {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": {"type": "asha", "reduction": 2, "strategy": %s}, "recipe": %s,
                 "seed": %d}""".formatted(
                evolutionStrategy(candidates, concurrency), RECIPE.replace("\"epochs\": 2", "\"epochs\": 4"), seed);
    }

    private static String evolutionStrategy(int candidates, int concurrency) {
        return """
                {"type": "evolution", "candidates": %d, "population": 10, "sample": 3, "concurrency": %d}""".formatted(candidates, concurrency);
    }

    public static String random(int candidates, long seed) {
        return """
                {"name": "test", "replication": {"candidates": 0}, "strategy": {"type": "random", "candidates": %d}, "recipe": %s, "seed": %d}""".formatted(candidates, RECIPE, seed);
    }

    /** The same request with its best functions trained again. */
    public static String replicated(String request, int candidates, int seeds) {
        return request.replace(
                "\"replication\": {\"candidates\": 0}",
                "\"replication\": {\"candidates\": %d, \"seeds\": %d}".formatted(candidates, seeds));
    }

    /** The same request with a further field. */
    public static String with(String request, String field) {
        return request.replaceFirst("\\{", Matcher.quoteReplacement("{" + field + ", "));
    }
}
