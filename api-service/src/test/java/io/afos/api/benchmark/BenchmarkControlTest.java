package io.afos.api.benchmark;

import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Pausing, resuming, cancelling, extending and retrying benchmarks, and their budgets. */
class BenchmarkControlTest extends BenchmarkSystemTest {

    @Test
    void aBenchmarkCanBePausedResumedAndCancelled() {
        long id = service().submitBenchmark(REQUEST);
        assertThat(control(id, "pause").json().get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select distinct held::text from evaluation")).containsExactly("true");
        broker().empty(); // of tasks from before the pause, which the worker would count
        assertThat(control(id, "resume").json().get("state").asString()).isEqualTo("RUNNING");
        ScriptedWorker worker = worker(DATASETS, Scripts.first(3, Scripts.train(), Scripts.hang()));
        eventually(() -> assertThat(worker.pulled()).hasSize(4));
        eventually(() -> assertThat(
                        service().benchmark(id).at("/progress/states/SUCCEEDED").asInt())
                .isEqualTo(3));

        JsonNode cancelled = control(id, "cancel").json();

        assertThat(cancelled.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/progress/states/SUCCEEDED").asInt()).isEqualTo(3);
        assertThat(cancelled.at("/progress/states/CANCELLED").asInt()).isEqualTo(21);
        assertThat(control(id, "resume").status()).isEqualTo(409);
        assertThat(service()
                        .post("/api/v1/benchmarks/%d/extend".formatted(id), "{\"seeds\": [9]}")
                        .status())
                .isEqualTo(409);
        assertNothingIsLeftOver();
    }

    @Test
    void anExtensionTrainsOnlyWhatIsNew() {
        ScriptedWorker worker = worker(DATASETS, Scripts.train());
        long id = service()
                .submitBenchmark(with("\"exclude\": [{\"architecture\": \"afos-base\", \"dataset\": \"mnist\"}]"));
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(18);

        extend(id, "{\"seeds\": [2, 3]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(27).doesNotHaveDuplicates();

        extend(id, "{\"activations\": [\"gelu\", \"relu\"]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(36).doesNotHaveDuplicates();

        extend(id, "{\"cells\": [{\"architecture\": \"afos-base\", \"dataset\": \"mnist\", \"seed\": 1}]}");
        service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(40).doesNotHaveDuplicates();

        extend(id, "{\"datasets\": [\"fashion-mnist\"], \"recipe\": {\"epochs\": 5}}");
        JsonNode benchmark = service().awaitBenchmark(id, "COMPLETED");
        assertThat(worker.pulled()).hasSize(64).doesNotHaveDuplicates();
        JsonNode added = recipe(benchmark.get("matrix"), "afos-base", "fashion-mnist");
        assertThat(added.get("epochs").asInt()).isEqualTo(5);
        assertThat(added.get("batchSize").asInt()).isEqualTo(50);
        assertThat(benchmark.at("/progress/cells").asInt()).isEqualTo(64);
    }

    @Test
    void anExtensionOfAPausedBenchmarkWaitsForItsResumption() {
        long id = service().submitBenchmark(REQUEST);
        control(id, "pause");

        extend(id, "{\"seeds\": [3]}");

        assertThat(service().benchmark(id).get("state").asString()).isEqualTo("PAUSED");
        assertThat(store().texts("select distinct held::text from evaluation")).containsExactly("true");
        worker(DATASETS, Scripts.train());
        control(id, "resume");
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/cells")
                        .asInt())
                .isEqualTo(36);
    }

    @Test
    void aFailedCellShowsItsReasonAndCanBeTriedAgain() {
        ScriptedWorker worker =
                worker(DATASETS, Scripts.first(2, Scripts.fail("data set mnist is missing", false), Scripts.train()));
        long id = service().submitBenchmark(REQUEST);
        JsonNode benchmark = service().awaitBenchmark(id, "COMPLETED");
        assertThat(benchmark.at("/progress/states/FAILED").asInt()).isEqualTo(2);

        List<JsonNode> failed = service().all("/api/v1/benchmarks/%d/cells?state=FAILED&limit=1".formatted(id));
        assertThat(failed)
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.get("failure").asString()).isEqualTo("data set mnist is missing"));
        extend(id, "{\"seeds\": [1]}");
        assertThat(service().benchmark(id).at("/progress/states/FAILED").asInt())
                .isEqualTo(2);

        JsonNode tried = service()
                .post("/api/v1/benchmarks/%d/retry".formatted(id), "{}")
                .json();
        assertThat(tried.at("/progress/states/FAILED").asInt()).isZero();
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/states/SUCCEEDED")
                        .asInt())
                .isEqualTo(24);
        assertThat(worker.pulled()).hasSize(26);
        assertNothingIsLeftOver();
    }

    @Test
    void aBenchmarkOfWhichEverythingFailsFailsWithTheReason() {
        worker(DATASETS, Scripts.fail("no data", false));
        long id = service().submitBenchmark(REQUEST);

        JsonNode benchmark = service().awaitBenchmark(id, "FAILED");

        assertThat(benchmark.get("failure").asString()).isEqualTo("all cells failed; last failure: no data");
        endWorkers();
        worker(DATASETS, Scripts.train());
        control(id, "resume");
        service().awaitBenchmark(id, "COMPLETED");
    }

    @Test
    void aBudgetOfTrainingsIsCheckedBeforeAnythingIsTrained() {
        Reply refused = service().post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 23}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("budget.maxTrainings is too small: the cells need 24 new trainings");
        assertThat(store().rows("evaluation")).isZero();

        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 24}"))
                        .status())
                .isEqualTo(202);
        assertThat(service()
                        .post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 0}"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void whatWasCancelledBeforeItWasTrainedCostsWhoeverAsksAgain() {
        control(service().submitBenchmark(REQUEST), "cancel");
        worker(DATASETS, Scripts.train());

        Reply refused = service().post("/api/v1/benchmarks", with("\"budget\": {\"maxTrainings\": 23}"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("budget.maxTrainings is too small: the cells need 24 new trainings");

        long id = service().submitBenchmark(with("\"budget\": {\"maxTrainingSeconds\": 10}"));
        JsonNode benchmark = service().awaitBenchmark(id, "FAILED");
        assertThat(benchmark.get("failure").asString()).startsWith("the budget of 10.0 s of training time is used up");
        assertThat(benchmark.at("/progress/reused").asInt()).isZero();
    }

    @Test
    void whatAnotherBenchmarkGaveUpCostsTheOneThatResumes() {
        long first = service().submitBenchmark(REQUEST);
        long second = service().submitBenchmark(with("\"budget\": {\"maxTrainings\": 0}"));
        assertThat(service().benchmark(second).at("/progress/reused").asInt()).isEqualTo(24);
        store().change("update job set state = 'FAILED', finished_at = now() where id = ?", second);
        store().change("delete from demand where job_id = ?", second);
        control(first, "cancel");

        Reply refused = control(second, "resume");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo(
                        "the budget of 0 trainings is too small: the cells need 24 new trainings; extend the benchmark"
                                + " with a larger budget");
        extend(second, "{\"budget\": {\"maxTrainings\": 24}}");
        assertThat(service().benchmark(second).at("/progress/reused").asInt()).isZero();
    }

    @Test
    void aBudgetOfTimeEndsTheBenchmarkAndALargerOneLetsItGoOn() {
        worker(DATASETS, Scripts.train());
        long id = service().submitBenchmark(with("\"budget\": {\"maxTrainingSeconds\": 10}"));

        JsonNode benchmark = service().awaitBenchmark(id, "FAILED");

        assertThat(benchmark.get("failure").asString())
                .isEqualTo("the budget of 10.0 s of training time is used up with 4 of 24 cells done; extend the"
                        + " benchmark to continue");
        assertThat(control(id, "resume").status()).isEqualTo(409);
        extend(id, "{\"budget\": {\"maxTrainingSeconds\": 1000}}");
        assertThat(service()
                        .awaitBenchmark(id, "COMPLETED")
                        .at("/progress/states/SUCCEEDED")
                        .asInt())
                .isEqualTo(24);
    }
}
