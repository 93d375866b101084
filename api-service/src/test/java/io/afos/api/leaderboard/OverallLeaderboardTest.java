package io.afos.api.leaderboard;

import io.afos.api.system.SystemTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Leaderboards over several recipes. */
class OverallLeaderboardTest extends SystemTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ranksAreAveragedOverTheRecipesInCommonWithTiesShared(long seed) {
        var random = new Random(seed);
        List<String> recipes = IntStream.range(0, 5).mapToObj(this::recipe).toList();
        Map<String, double[]> fitness = new TreeMap<>();
        for (int f = 0; f < 40; f++) {
            String function = function(f);
            double[] values =
                    random.doubles(5).map(v -> Math.round(v * 10) / 10.0).toArray();
            int missing = random.nextInt(10);
            for (int r = 0; r < 5; r++) {
                if (r != missing) {
                    stand(recipes.get(r), function, values[r], 3);
                }
            }
            if (missing >= 5) {
                fitness.put(function, values);
            }
        }

        List<JsonNode> items = service().all(overall(recipes) + "&limit=7");

        assertThat(items).hasSize(fitness.size());
        for (JsonNode item : items) {
            double[] mine = fitness.get(item.get("fingerprint").asString());
            double sum = 0;
            for (int r = 0; r < 5; r++) {
                int recipe = r;
                long better = fitness.values().stream()
                        .filter(v -> v[recipe] > mine[recipe])
                        .count();
                long equal = fitness.values().stream()
                        .filter(v -> v[recipe] == mine[recipe])
                        .count();
                sum += better + (equal + 1) / 2.0;
            }
            assertThat(item.get("averageRank").asDouble()).isCloseTo(sum / 5, within(1e-9));
            assertThat(item.get("tooLittleData").asBoolean()).isFalse();
        }
        assertThat(items.stream()
                        .map(item -> item.get("averageRank").asDouble())
                        .toList())
                .isSorted();
    }

    @Test
    void newResultsComeInWithoutAnybodyWaitingForThem() {
        List<String> recipes = List.of(recipe(0), recipe(1));
        recipes.forEach(recipe -> stand(recipe, function(1), 0.5, 1));
        assertThat(service().read(overall(recipes)).get("functions").asInt()).isEqualTo(1);

        recipes.forEach(recipe -> stand(recipe, function(2), 0.7, 1));

        eventually(() -> assertThat(service().read(overall(recipes)).get("items"))
                .extracting(item -> item.get("fingerprint").asString())
                .containsExactly(function(2), function(1)));
    }

    @Test
    void aResultThatIsCommittedAfterTheBoardWasComputedComesInAllTheSame() throws SQLException {
        List<String> recipes = List.of(recipe(0), recipe(1));
        recipes.forEach(recipe -> stand(recipe, function(1), 0.5, 1));
        function(2);
        try (Connection connection = store().connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss)
                        select recipe_hash, '%s', 1, 0, 0, 0.7, 0.5, 1 from standing""".formatted(function(2)));
            }
            assertThat(service().read(overall(recipes)).get("functions").asInt())
                    .isEqualTo(1);
            connection.commit();
            connection.setAutoCommit(true);
        }

        eventually(() -> assertThat(
                        service().read(overall(recipes)).get("functions").asInt())
                .isEqualTo(2));
    }

    @Test
    void tooLittleDataIsSaid() {
        List<String> recipes = List.of(recipe(0), recipe(1));
        recipes.forEach(recipe -> stand(recipe, function(1), 0.5, 5));

        JsonNode board = service().read(overall(recipes));

        assertThat(board.get("tooLittleData").asBoolean()).isTrue();
        assertThat(board.at("/items/0/tooLittleData").asBoolean()).isTrue();
        assertThat(board.at("/items/0/seeds").asInt()).isEqualTo(5);
    }

    @Test
    void theOrderAndNumberOfTheRecipesMakeNoOtherBoard() {
        List<String> recipes = List.of(recipe(0), recipe(1));
        service().read(overall(recipes));
        service().read(overall(List.of(recipes.get(1), recipes.get(0), recipes.get(1))));

        assertThat(store().rows("board")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"recipe=abc&recipe=abc, 400", "recipe=, 400", "metric=FITNESS, 400"})
    void whatIsNoBoardIsRefused(String query, int status) {
        assertThat(service().get("/api/v1/leaderboard/overall?" + query).status())
                .isEqualTo(status);
    }

    @Test
    void aRecipeThatIsNotThereIsNotFound() {
        assertThat(service().get(overall(List.of(recipe(0), "f".repeat(64)))).status())
                .isEqualTo(404);
    }

    private static String overall(List<String> recipes) {
        var parts = new ArrayList<String>();
        recipes.forEach(recipe -> parts.add("recipe=" + recipe));
        return "/api/v1/leaderboard/overall?" + String.join("&", parts);
    }

    private String recipe(int number) {
        String hash = "%064x".formatted(number);
        store().change("""
                insert into recipe (hash, dataset, architecture, document)
                values (?, 'mnist', 'afos-base', cast(? as jsonb)) on conflict do nothing""", hash, """
                {"data": {"dataset": "mnist", "trainImages": 1, "validationImages": 1, "testImages": 1, "splitSeed": 1},
                 "architecture": {"name": "afos-base", "width": 1}, "epochs": 1, "batchSize": 1,
                 "optimizer": {"type": "adam", "learningRate": 0.1}, "screening": null, "precision": "FLOAT32",
                 "fitnessSplit": "VALIDATION", "reportTest": false}""");
        return hash;
    }

    private String function(int number) {
        String fingerprint = "%032x".formatted(number);
        store().change(
                        "insert into activation (fingerprint, formula, simplest) values (?, 'x', 'x') on conflict do nothing",
                        fingerprint);
        return fingerprint;
    }

    private void stand(String recipe, String function, double fitness, int seeds) {
        store().change("""
                insert into standing (recipe_hash, fingerprint, seeds, diverged, screened_out, fitness, accuracy, loss)
                values (?, ?, ?, 0, 0, ?, 0.5, 1)""", recipe, function, seeds, fitness);
    }
}
