package io.afos.api.leaderboard;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Measurement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The leaderboard of one recipe, against what workers said. */
class LeaderboardTest extends SystemTest {

    @ParameterizedTest
    @CsvSource({"FITNESS, fitness, -1", "ACCURACY, accuracy, -1", "LOSS, loss, 1"})
    void theLeaderboardIsSortedAndComparedWithRelu(String metric, String field, int direction) {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.random(20, 1));
        service().awaitState(id, "COMPLETED");

        List<JsonNode> entries = service().all("/api/v1/leaderboard?limit=4&metric=" + metric);

        assertThat(entries).hasSize(worker.pulled().size());
        assertThat(entries)
                .extracting(entry -> entry.get("rank").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(entries)
                .extracting(entry -> direction * entry.get(field).asDouble())
                .isSorted();
        double relu = entries.stream()
                .filter(entry -> entry.get("name").asString("").equals("relu"))
                .findFirst()
                .orElseThrow()
                .get(field)
                .asDouble();
        assertThat(entries).allSatisfy(entry -> {
            EvaluationTask task = worker.taskOf(entry.get("formula").asString());
            Measurement measured = Marks.measurement(task, 2);
            assertThat(entry.get("accuracy").asDouble()).isEqualTo(measured.accuracy());
            assertThat(entry.get("loss").asDouble()).isEqualTo(measured.loss());
            assertThat(entry.get("seeds").asInt()).isEqualTo(1);
            assertThat(entry.get("differenceToRelu").asDouble())
                    .isEqualTo(entry.get(field).asDouble() - relu);
            assertThat(entry.get("baseline").asBoolean())
                    .isEqualTo(!entry.get("name").isNull());
        });
    }

    @Test
    void theLeaderboardIsAMeanOverSeeds() {
        ScriptedWorker worker = worker(Scripts.train());
        for (int seed = 1; seed <= 3; seed++) {
            service()
                    .awaitState(
                            service()
                                    .submit(Requests.one()
                                            .replace("\"name\"", "\"trainingSeed\": %d, \"name\"".formatted(seed))),
                            "COMPLETED");
        }

        JsonNode entry = service().read("/api/v1/leaderboard").at("/items/0");

        assertThat(entry.get("seeds").asInt()).isEqualTo(3);
        assertThat(entry.get("fitness").asDouble())
                .isCloseTo(
                        worker.pulled().stream()
                                .mapToDouble(Marks::fitness)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(entry.get("differenceToRelu").isNull()).isTrue();
    }

    @Test
    void aLeaderboardIsOfOneRecipe() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(4, 1)), "COMPLETED");
        service()
                .awaitState(
                        service().submit(Requests.random(4, 1).replace("\"epochs\": 2", "\"epochs\": 3")), "COMPLETED");
        service()
                .awaitState(
                        service().submit(Requests.random(4, 1).replace("afos-base", "afos-base-plain")), "COMPLETED");

        JsonNode contexts = service().read("/api/v1/leaderboard/contexts");

        assertThat(contexts).hasSize(3).allSatisfy(context -> {
            JsonNode board = service()
                    .read("/api/v1/leaderboard?recipe="
                            + context.get("recipeHash").asString());
            assertThat(board.at("/context/recipeHash")).isEqualTo(context.get("recipeHash"));
            assertThat(board.get("items")).hasSize(context.get("functions").asInt());
        });
        assertThat(service()
                        .read("/api/v1/leaderboard?architecture=afos-base")
                        .at("/context/recipe/epochs")
                        .asInt())
                .as("the newest that fits")
                .isEqualTo(3);
        assertThat(service().read("/api/v1/leaderboard/contexts?architecture=afos-base"))
                .hasSize(2);
        assertThat(service().get("/api/v1/leaderboard?recipe=" + "0".repeat(64)).status())
                .isEqualTo(404);
        assertThat(service()
                        .get("/api/v1/leaderboard?dataset=mnist&recipe="
                                + contexts.get(0).get("recipeHash").asString())
                        .status())
                .isEqualTo(404);
        assertThat(service().read("/api/v1/leaderboard?dataset=mnist").get("items"))
                .isEmpty();
    }

    @Test
    void anEmptyLeaderboardHasNoContext() {
        JsonNode board = service().read("/api/v1/leaderboard");

        assertThat(board.get("context").isNull()).isTrue();
        assertThat(board.get("items")).isEmpty();
        assertThat(board.get("next").isNull()).isTrue();
    }
}
