package io.afos.api.search;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches that wait for no generation, and trainings that end early. */
class WiserSearchTest extends SystemTest {

    @Test
    void evolutionTrainsEachOfItsFunctionsOnceAndLosesNone() {
        List<ScriptedWorker> workers =
                List.of(worker(Scripts.train()), worker(Scripts.train()), worker(Scripts.train()));

        JsonNode search = service().awaitState(service().submit(Requests.evolution(60, 6, 1)), "COMPLETED");

        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(60);
        assertThat(search.at("/progress/planned").asInt()).isEqualTo(60);
        assertThat(workers.stream().mapToInt(worker -> worker.pulled().size()).sum())
                .isEqualTo(60);
        assertThat(store().number("select count(*) from candidate where reused or repeated or rejection is not null"))
                .isZero();
        assertThat(store().texts("select distinct operator from candidate where ordinal >= 10"))
                .containsExactlyInAnyOrder("MUTATION", "CROSSOVER");
        assertThat(store().number("select max(ordinal) from candidate")).isEqualTo(59);
        assertNothingIsLeftOver();
    }

    @Test
    void noMoreCandidatesAreOpenThanAskedFor() {
        worker(Scripts.hang());
        long id = service().submit(Requests.evolution(60, 7, 1));

        eventually(() -> assertThat(store().number("select count(*) from evaluation where state = 'RUNNING'"))
                .isEqualTo(1));

        assertThat(store().number("select count(*) from candidate where search_id = ?", id))
                .isEqualTo(7);
    }

    @Test
    void successiveHalvingTrainsFewFunctionsToTheEndAndTellsTheBestOfThese() {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.asha(40, 4, 1)), "COMPLETED");

        long id = search.get("id").asLong();
        List<String> rungs = store().texts("""
                        select epochs || ' ' || count(*) from candidate where search_id = ? group by epochs order by epochs""", id);
        assertThat(rungs).first().isEqualTo("1 40");
        assertThat(rungs).hasSize(3);
        assertThat(store().number("select count(*) from candidate where epochs = 2"))
                .isBetween(20L, 30L);
        long full = store().number("select count(*) from candidate where epochs = 4");
        assertThat(full).isBetween(10L, 20L);
        assertThat(search.at("/progress/promotions").asLong())
                .isEqualTo(store().number("select count(*) from candidate where operator = 'PROMOTION'"));
        assertThat(worker.pulled())
                .extracting(task -> task.formula() + " " + task.recipe().epochs())
                .doesNotHaveDuplicates();
        assertThat(store().number("""
                        select count(*) from candidate c join candidate p
                          on p.search_id = c.search_id and p.ordinal = c.parents[1]
                        where c.operator = 'PROMOTION'
                          and (p.fingerprint <> c.fingerprint or p.epochs * 2 <> c.epochs or not p.promoted)""")).isZero();
        assertThat(search.at("/best/fitness").asDouble())
                .isEqualTo(service()
                        .read("/api/v1/searches/" + id + "/candidates?sort=FITNESS")
                        .at("/items/0/fitness")
                        .asDouble());
        assertThat(service().all("/api/v1/searches/" + id + "/candidates?sort=FITNESS"))
                .hasSize((int) full)
                .allMatch(candidate -> candidate.get("epochs").asInt() == 4);
        assertThat(service().all("/api/v1/searches/" + id + "/generations"))
                .extracting(generation -> generation.get("members").asInt())
                .containsExactly(10, 10, 10, 10);
        assertNothingIsLeftOver();
    }

    @Test
    void aSurrogateSearchTrainsEachOfItsFunctionsOnceAndLosesNone() {
        worker(Scripts.train());
        worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.surrogate(40, 4, 1)), "COMPLETED");

        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(40);
        assertThat(store().rows("evaluation")).isEqualTo(40);
        assertThat(store().number("select count(*) from candidate where operator <> 'RANDOM'"))
                .isPositive();
        assertNothingIsLeftOver();
    }

    @Test
    void theLeaderboardShowsFullTrainingsUnlessAskedForShortenedOnes() {
        worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.asha(10, 4, 1)), "COMPLETED");

        String recipe = search.get("recipeHash").asString();
        assertThat(service()
                        .read("/api/v1/leaderboard")
                        .at("/context/recipeHash")
                        .asString())
                .isEqualTo(recipe);
        assertThat(store().number("select count(*) from recipe where shortened"))
                .isEqualTo(2);

        service()
                .awaitState(
                        service().submit(Requests.evolution(5, 2, 1).replace("\"epochs\": 2", "\"epochs\": 1")),
                        "COMPLETED");

        assertThat(store().number("select count(*) from recipe where shortened"))
                .as("a recipe that a search asks for is no shortened one any more")
                .isEqualTo(1);
    }

    @Test
    void aShortenedTrainingIsSharedWithTheSearchesThatAskForSoManyEpochs() {
        ScriptedWorker worker = worker(Scripts.train());
        service().awaitState(service().submit(Requests.asha(20, 1, 3)), "COMPLETED");
        int before = worker.pulled().size();

        String one = Requests.evolution(10, 1, 3).replace("\"epochs\": 2", "\"epochs\": 1");
        service().awaitState(service().submit(one), "COMPLETED");

        assertThat(worker.pulled()).as("the first population is the same").hasSize(before);
    }

    /** One candidate at a time, so that results come in the same order. */
    @Test
    void anEvolutionThatIsDisturbedGoesAsIfItHadNotBeen() {
        String request = Requests.evolution(40, 1, 5);
        worker(Scripts.train());
        long quiet = service().submit(request);
        service().awaitState(quiet, "COMPLETED");
        List<String> course = store().course(quiet);
        endWorkers();
        beginEmpty();

        assertThat(store().course(disturbed(request))).isEqualTo(course);
    }

    @Test
    void aSuccessiveHalvingThatIsDisturbedLosesNothing() {
        long id = disturbed(Requests.asha(30, 4, 5));

        assertThat(store().texts("select distinct state from candidate where search_id = ?", id))
                .containsExactly("SCORED");
        assertThat(store().number("select count(*) from candidate where search_id = ? and operator <> 'PROMOTION'", id))
                .isEqualTo(30);
        assertThat(store().number("select count(*) from candidate where search_id = ? and epochs = 4", id))
                .isBetween(7L, 15L);
        eventually(this::assertNothingIsLeftOver);
    }

    /** A worker that is lost in mid-training, another one that says everything twice, pauses. */
    private long disturbed(String request) {
        worker(Scripts.first(3, Scripts.train(), Scripts.vanishAfterStart()));
        long id = service().submit(request);
        eventually(() -> assertThat(store().number("select count(*) from evaluation where state = 'SUCCEEDED'"))
                .isGreaterThanOrEqualTo(3));
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        store().change("update lease set expires_at = now() - interval '1 second'");
        worker(Scripts.answerTwice());
        var random = new Random(1);
        for (int i = 0; i < 10; i++) {
            service().control(id, random.nextBoolean() ? "pause" : "resume");
        }
        service().control(id, "resume");
        service().awaitState(id, "COMPLETED");
        return id;
    }

    @Test
    void aFailedTrainingDoesNotHoldTheSearchUp() {
        worker(Scripts.first(2, Scripts.fail("no such luck", false), Scripts.train()));

        JsonNode search = service().awaitState(service().submit(Requests.evolution(30, 3, 7)), "COMPLETED");

        assertThat(search.at("/progress/candidates/FAILED").asInt()).isEqualTo(2);
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(28);
    }
}
