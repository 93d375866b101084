package io.afos.api.search;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.activation.NamedActivations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches that start from known functions, or take mirror images for one. */
class StartTest extends SystemTest {

    private static String formulas(long search) {
        return "select formula from candidate where search_id = %d and operator = 'START' order by ordinal"
                .formatted(search);
    }

    @Test
    void aSearchTriesTheFunctionsThatItIsGivenFirst() {
        worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.with(Requests.AFOS, """
                                        "start": {"functions": ["silu", "relu", "x*sigmoid(x)", "tanh(x)+tanh(x)*erf(x)"]}""")), "COMPLETED");

        assertThat(store().texts(formulas(search.get("id").asLong())))
                .as("the same function counts once")
                .hasSize(3);
        assertThat(service()
                        .read("/api/v1/searches/%s/candidates?operator=START&limit=1".formatted(search.get("id")))
                        .at("/items/0/fingerprint")
                        .asString())
                .isEqualTo(NamedActivations.find("silu")
                        .orElseThrow()
                        .fingerprint()
                        .value());
        assertThat(search.at("/progress/proposed").asInt()).isEqualTo(50);
        assertThat(search.at("/specification/start/0").asString()).isEqualTo("mul|x,sigmoid");
    }

    @Test
    void aSearchStartsFromTheTopOfAnotherOneAndOfTheLeaderboard() {
        worker(Scripts.train());
        JsonNode first = service().awaitState(service().submit(Requests.AFOS), "COMPLETED");
        String recipe = first.get("recipeHash").asString();

        assertThat(startedFrom("\"search\": " + first.get("id")))
                .first()
                .isEqualTo(first.at("/best/fingerprint").asString());
        assertThat(startedFrom("\"recipe\": \"%s\"".formatted(recipe)))
                .first()
                .isEqualTo(service()
                        .read("/api/v1/leaderboard?recipe=" + recipe)
                        .at("/items/0/fingerprint")
                        .asString());
    }

    /** The functions from which a search starts that starts from the best four of something. */
    private List<String> startedFrom(String source) {
        long search = service()
                .submit(Requests.with(
                        Requests.surrogate(12, 4, 9), "\"start\": {\"best\": [{%s, \"count\": 4}]}".formatted(source)));
        service().awaitState(search, "COMPLETED");
        List<String> start = store().texts(
                        "select fingerprint from candidate where search_id = ? and operator = 'START' order by ordinal",
                        search);
        assertThat(start).hasSizeBetween(1, 4);
        return start;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"functions\": [\"x\", \"gelu\"]}; start.functions[1]; cannot be built from the functions and shapes",
                "{\"functions\": [\"nonsense(x)\"]}; start.functions[0]; no name in /catalog/activations and no formula",
                "{\"functions\": [\"x/0\"]}; start.functions[0]; cannot be trained",
                "{\"functions\": [null]}; start.functions[0]; must be the name",
                "{\"best\": [{\"search\": 7, \"recipe\": \"00\"}]}; start.best[0].recipe; 64 lower-case",
                "{\"best\": [{\"search\": 77}]}; start.best[0].search; is not a search",
                "{\"best\": [{}]}; start.best[0]; either a search or a recipe",
                "{\"functions\": [\"x\", \"tanh\", \"sin(x)\"]}; start; the strategy allows at most 2",
            })
    void aStartThatIsNotPossibleIsRefused(String start, String field, String reason) {
        JsonNode problem = service()
                .post("/api/v1/searches", Requests.with(Requests.random(2, 1), "\"start\": " + start))
                .json();

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(problem.at("/errors/0/message").asString()).contains(reason);
    }

    @Test
    void anExhaustiveSearchHasNoStart() {
        JsonNode problem = service()
                .post("/api/v1/searches", Requests.with(Requests.exhaustive(), "\"start\": {\"functions\": [\"x*x\"]}"))
                .json();

        assertThat(problem.at("/errors/0/message").asString()).contains("tries all functions anyway");
    }

    @Test
    void ofAFunctionAndItsMirrorImageOneIsTrained() {
        ScriptedWorker worker = worker(Scripts.train());
        String request = Requests.with(Requests.random(60, 3).replace("\"seed\"", """
                        "space": {"unaries": ["x", "neg", "exp", "exp_neg"], "binaries": ["mul_erf"], "shapes": [3]}, "seed\""""), "\"baselines\": []");

        long plain = service().submit(request);
        service().awaitState(plain, "COMPLETED");
        int both = worker.pulled().size();
        long mirrored = service().submit(Requests.with(request, "\"mirrorInvariant\": true"));
        JsonNode search = service().awaitState(mirrored, "COMPLETED");

        assertThat(search.at("/specification/mirrorInvariant").asBoolean()).isTrue();
        assertThat(distinct(plain)).isEqualTo(both).isEqualTo(14);
        assertThat(distinct(mirrored)).as("6 pairs, and 2 that are even").isEqualTo(8);
        assertThat(store().texts("select distinct formula from candidate where search_id = ?", mirrored))
                .filteredOn(List.of("x*erf(exp(x))", "-x*erf(exp(-x))")::contains)
                .hasSize(1);
    }

    private long distinct(long search) {
        return store().number(
                        "select count(distinct fingerprint) from candidate where search_id = ? and rejection is null",
                        search);
    }
}
