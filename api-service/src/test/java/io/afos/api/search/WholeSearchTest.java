package io.afos.api.search;

import io.afos.api.system.Marks;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class WholeSearchTest extends SystemTest {

    @Test
    void anAfosSearchRunsToItsEnd() {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.afos(10, 5, 1)), "COMPLETED");

        long id = search.get("id").asLong();
        assertThat(store().texts(
                                "select generation || ' ' || count(*) from candidate where search_id = ?"
                                        + " group by generation order by generation",
                                id))
                .containsExactly("0 10", "1 10", "2 10", "3 10", "4 10");
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(50);
        assertThat(search.at("/progress/evaluations/SUCCEEDED").asInt())
                .isEqualTo(worker.pulled().size());
        assertThat(worker.pulled())
                .as("nothing is trained twice")
                .extracting(EvaluationTask::formula)
                .doesNotHaveDuplicates();
        assertThat(store().texts("select distinct state || ' ' || attempt || ' ' || failures from evaluation"))
                .containsExactly("SUCCEEDED 1 0");
        assertThat(store().number("select count(*) from candidate where search_id = ? and operator = 'ELITE'", id))
                .isEqualTo(4 * 3);
        assertThat(store().number("select count(*) from candidate where search_id = ? and operator = 'MUTATION'", id))
                .isEqualTo(4);
        assertNothingIsLeftOver();
    }

    @Test
    void everyCandidateHasTheFitnessThatTheWorkerMeasuredOrNone() {
        ScriptedWorker worker = worker(Scripts.train());

        long id = service().submit(Requests.afos(10, 3, 2));
        service().awaitState(id, "COMPLETED");

        for (EvaluationTask task : worker.pulled()) {
            assertThat(store().texts("select distinct fitness::text from evaluation where id = ?", task.evaluationId()))
                    .containsExactly(Double.toString(Marks.fitness(task)));
        }
        assertThat(store().number("""
                        select count(*) from candidate c left join evaluation e on e.id = c.evaluation_id
                        where c.search_id = ? and c.fitness is distinct from coalesce(e.fitness, 0)""", id)).isZero();
    }

    @Test
    void parentsAreOfTheGenerationBefore() {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(12, 4, 3));
        service().awaitState(id, "COMPLETED");

        assertThat(store().number("""
                        select count(*) from candidate c cross join unnest(c.parents) p
                        join candidate parent on parent.search_id = c.search_id and parent.ordinal = p
                        where c.search_id = ? and parent.generation <> c.generation - 1""", id)).isZero();
        assertThat(store().texts("""
                        select distinct operator || ' ' || cardinality(parents) from candidate where search_id = ?
                        order by 1""", id)).containsExactly("CROSSOVER 2", "ELITE 1", "MUTATION 1", "RANDOM 0");
    }

    @Test
    void aRandomSearchRunsToItsEnd() {
        worker(Scripts.train());
        worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.random(100, 1)), "COMPLETED");

        assertThat(search.at("/progress/proposed").asInt()).isEqualTo(100);
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(100);
        assertThat(store().texts("select distinct operator || generation from candidate"))
                .containsExactly("RANDOM0");
        assertThat(store().texts("select ordinal::text from candidate order by ordinal"))
                .hasSize(100)
                .startsWith("0")
                .endsWith("99");
        assertNothingIsLeftOver();
    }

    /** Sums and products in another order are one function, and so are x*max(x,0) and max(x,0)*max(x,0). */
    @Test
    void aSearchOfWhichEverythingIsKnownDoesNotWaitForItsBaselines() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.evolution(60, 1, 1)), "COMPLETED");
        endWorkers();

        long id = service()
                .submit(Requests.evolution(60, 1, 1).replace("\"baselines\": []", "\"baselines\": [\"eelu-1\"]"));

        eventually(() -> assertThat(
                        service().search(id).at("/progress/candidates/SCORED").asInt())
                .isEqualTo(60));
        assertThat(service().search(id).at("/progress/evaluations/SUCCEEDED").asInt())
                .isEqualTo(service()
                                .search(id)
                                .at("/progress/evaluations")
                                .valueStream()
                                .mapToInt(JsonNode::asInt)
                                .sum()
                        - 1);
    }

    @Test
    void anExhaustiveSearchTrainsEachFunctionOfTheSpaceOnce() {
        worker(Scripts.train());
        worker(Scripts.train());

        JsonNode search = service().awaitState(service().submit(Requests.exhaustive()), "COMPLETED");

        assertThat(search.at("/progress/proposed").asInt()).isEqualTo(18);
        assertThat(search.at("/progress/planned").asInt()).isEqualTo(18);
        assertThat(store().texts("""
                        select min(formula) from candidate where not reused and rejection is null
                        group by evaluation_id order by min(ordinal)"""))
                .containsExactly(
                        "x+x",
                        "x+tanh(x)",
                        "x+max(x,0)",
                        "tanh(x)+tanh(x)",
                        "tanh(x)+max(x,0)",
                        "max(x,0)+max(x,0)",
                        "x^2",
                        "x*tanh(x)",
                        "x*max(x,0)",
                        "tanh(x)^2",
                        "tanh(x)*max(x,0)");
        assertThat(store().number("select count(*) from candidate where reused"))
                .isEqualTo(7);
        assertThat(store().rows("evaluation")).isEqualTo(11);
        assertNothingIsLeftOver();
    }

    @Test
    void theSameRequestOnAFreshDatabaseGivesTheSameSearch() {
        worker(Scripts.train());
        long first = service().submit(Requests.afos(10, 4, 7));
        JsonNode winner = service().awaitState(first, "COMPLETED").get("best");
        List<String> course = store().course(first);
        store().empty();
        worker(Scripts.train());

        long second = service().submit(Requests.afos(10, 4, 7));

        assertThat(service().awaitState(second, "COMPLETED").get("best")).isEqualTo(winner);
        assertThat(store().course(second)).isEqualTo(course);
        store().empty();
        long other = service().submit(Requests.afos(10, 4, 8));
        service().awaitState(other, "COMPLETED");
        assertThat(store().course(other)).isNotEqualTo(course);
    }

    @Test
    void aSecondEqualSearchTrainsNothing() {
        ScriptedWorker worker = worker(Scripts.train());
        long first = service().submit(Requests.afos(10, 4, 1));
        service().awaitState(first, "COMPLETED");
        int trained = worker.pulled().size();

        long second = service().submit(Requests.afos(10, 4, 1));
        JsonNode search = service().awaitState(second, "COMPLETED");

        assertThat(second).isNotEqualTo(first);
        assertThat(worker.pulled()).hasSize(trained);
        assertThat(store().course(second)).isEqualTo(store().course(first));
        assertThat(search.at("/progress/reused").asInt()
                        + search.at("/progress/rejected").asInt())
                .isEqualTo(40);
        assertNothingIsLeftOver();
    }

    @Test
    void searchesAtTheSameTimeTrainWhatTheyShareOnce() {
        long first = service().submit(Requests.afos(10, 4, 1));
        long second = service().submit(Requests.afos(10, 4, 1));
        long third = service().submit(Requests.afos(10, 4, 2));
        List<ScriptedWorker> workers =
                List.of(worker(Scripts.train()), worker(Scripts.train()), worker(Scripts.train()));
        List.of(first, second, third).forEach(id -> service().awaitState(id, "COMPLETED"));

        assertThat(workers.stream().flatMap(worker -> worker.pulled().stream()).map(EvaluationTask::evaluationId))
                .doesNotHaveDuplicates()
                .hasSize((int) store().rows("evaluation"));
        assertThat(store().course(second)).isEqualTo(store().course(first));
        assertNothingIsLeftOver();
    }

    @Test
    void anotherTrainingSeedOrRecipeIsTrainedAnew() {
        ScriptedWorker worker = worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(5, 1)), "COMPLETED");
        int once = worker.pulled().size();

        service()
                .awaitState(
                        service().submit(Requests.random(5, 1).replace("\"seed\"", "\"trainingSeed\": 2, \"seed\"")),
                        "COMPLETED");
        service()
                .awaitState(
                        service().submit(Requests.random(5, 1).replace("\"epochs\": 2", "\"epochs\": 3")), "COMPLETED");

        assertThat(worker.pulled()).hasSize(3 * once);
    }

    @Test
    void whatIsNotFiniteOrConstantHasFitnessZeroAndIsNotTrained() {
        ScriptedWorker worker = worker(Scripts.train());

        JsonNode search =
                service().awaitState(service().submit(Requests.random(40, 1).replace("\"name\"", """
                                "space": {"unaries": ["min0", "max0", "atanh"], "binaries": ["mul"], "shapes": [3]}, "name\"""")), "COMPLETED");

        assertThat(search.at("/progress/rejected").asLong())
                .isEqualTo(store().number("select count(*) from candidate where rejection is not null"));
        assertThat(store().texts("""
                        select distinct concat_ws(' ', genes, rejection, state, fitness, reused) from candidate
                        where rejection is not null and genes in ('mul|min0,max0', 'mul|max0,atanh') order by 1"""))
                .containsExactly("mul|max0,atanh NOT_FINITE SCORED 0 f", "mul|min0,max0 CONSTANT SCORED 0 f");
        List<String> untrained = store().texts("select formula from candidate where rejection is not null");
        assertThat(worker.pulled()).extracting(EvaluationTask::formula).doesNotContainAnyElementsOf(untrained);
    }

    @Test
    void baselinesAreTrainedUnderTheSameRecipeAndMarked() {
        ScriptedWorker worker = worker(Scripts.train());
        String request = Requests.random(3, 1)
                .replace("\"name\"", "\"baselines\": [\"relu\", \"gelu\", \"relu\", \"eelu-2\"], \"name\"");

        JsonNode search = service().awaitState(service().submit(request), "COMPLETED");

        assertThat(search.get("baselines")).hasSize(3).allSatisfy(baseline -> {
            assertThat(baseline.get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(baseline.get("fitness").isNumber()).isTrue();
        });
        assertThat(search.get("baselines"))
                .extracting(baseline -> baseline.get("name").asString())
                .containsExactlyInAnyOrder("relu", "gelu", "eelu-2");
        assertThat(worker.pulled())
                .extracting(EvaluationTask::formula)
                .contains("max(x,0)", "0.5*x*(1+erf(x*0.7071067811865476))", "-x*erf(exp(-x))");
        assertThat(worker.pulled())
                .extracting(EvaluationTask::recipe)
                .containsOnly(worker.pulled().get(0).recipe());
        assertThat(service().all("/api/v1/leaderboard"))
                .filteredOn(entry -> entry.get("baseline").asBoolean())
                .extracting(entry -> entry.get("name").asString())
                .contains("relu", "gelu", "eelu-2");
    }

    @Test
    void aSearchWithoutBaselinesTrainsItsCandidatesOnly() {
        worker(Scripts.train());
        String request = Requests.random(3, 1).replace("\"name\"", "\"baselines\": [], \"name\"");

        JsonNode search = service().awaitState(service().submit(request), "COMPLETED");

        assertThat(search.get("baselines")).isEmpty();
        assertThat(store().number("""
                        select count(*) from evaluation
                        where id not in (select evaluation_id from candidate where evaluation_id is not null)""")).isZero();
    }

    @Test
    void aDivergedTrainingIsAResultWithFitnessZero() {
        ScriptedWorker worker = worker(Scripts.diverge());

        JsonNode search = service().awaitState(service().submit(Requests.afos(4, 2, 1)), "COMPLETED");

        assertThat(search.get("best").isNull()).isTrue();
        assertThat(store().texts("select distinct state || fitness from candidate"))
                .containsExactly("SCORED0");
        assertThat(store().texts("""
                        select distinct concat_ws(' ', state, outcome, fitness, epochs, coalesce(loss::text, '-'),
                                                  coalesce(accuracy::text, '-'), attempt) from evaluation""")).containsExactly("SUCCEEDED DIVERGED 0 2 - - 1");
        assertThat(worker.pulled()).hasSize((int) store().rows("evaluation"));
        assertThat(store().rows("standing"))
                .as("what diverged with every seed has no place on the leaderboard")
                .isZero();
    }

    @Test
    void aScreenedOutTrainingKeepsWhatItReached() {
        worker(Scripts.screenOut());

        service().awaitState(service().submit(Requests.random(3, 1)), "COMPLETED");

        assertThat(store().texts("select distinct concat_ws(' ', state, outcome, epochs) from evaluation"))
                .containsExactly("SUCCEEDED SCREENED_OUT 1");
        assertThat(store().number("select count(*) from evaluation where fitness <> accuracy / loss"))
                .isZero();
        assertThat(store().number("select count(*) from standing where screened_out <> 1"))
                .isZero();
    }
}
