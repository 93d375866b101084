package io.afos.api.external;

import io.afos.api.external.ExternalTrainer.Task;
import io.afos.api.system.Replica;
import io.afos.api.system.ServiceClient.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Trainings by programs of the users, over HTTP alone. */
class ExternalWorkTest extends ExternalSystemTest {

    private static final Duration WAIT = Duration.ofSeconds(20);

    @Test
    void aSearchIsTrainedByTwoProgramsUpToItsEnd() throws Exception {
        long search = service().submit("""
                {"name": "own", "strategy": {"type": "evolution", "candidates": 12, "population": 4, "sample": 2, "concurrency": 4},
                 "recipe": {%s}, "replication": {"candidates": 2, "seeds": 2}, "baselines": ["relu", "silu"]}""".formatted(NETWORK));
        assertThat(service().search(search).get("obstacle").asString())
                .contains("no external trainer is live for leaves@v1");

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> trainer("a").work(search)),
                        CompletableFuture.runAsync(() -> trainer("b").work(search)))
                .get();

        JsonNode done = service().awaitState(search, "COMPLETED");
        assertThat(done.get("finalists")).hasSize(2);
        assertThat(done.get("best").get("replicated").get("succeeded").asInt()).isEqualTo(2);
        JsonNode board = service().read("/api/v1/leaderboard?dataset=external:leaves@v1");
        assertThat(board.get("items").size()).isGreaterThan(4);
        assertThat(board.get("context").get("recipe").get("external").asString())
                .isEqualTo("leaves");
        assertNothingIsLeftOver();
    }

    @Test
    void workTellsAllThatATrainingNeeds() {
        service().submit(one("""
                "external": {"network": "leaves", "version": "v1", "settings": {"lr": 0.10, "size": 64, "aug": true, "opt": "sgd"}},
                "epochs": 3"""));

        JsonNode task = trainer("a").take().json();

        assertThat(task.get("seed").asLong()).isEqualTo(1);
        assertThat(task.get("formula").asString()).isEqualTo("x^2");
        assertThat(task.get("leaseSeconds").asDouble()).isEqualTo(180);
        assertThat(task.get("source").asString()).contains("class", "torch.nn.Module");
        assertThat(task.get("recipe").toString()).isEqualTo("""
                {"external":"leaves","version":"v1","settings":{"aug":true,"lr":0.1,"opt":"sgd","size":64},"epochs":3,\
                "objective":{"type":"accuracy_per_loss"}}""");
        JsonNode worker = service().read("/api/v1/workers").get(0);
        assertThat(worker.get("id").asString()).isEqualTo("submitter:a");
        assertThat(worker.get("task").get("totalSteps").asInt()).isEqualTo(3);
    }

    @Test
    void workOfAnotherVersionIsNotGiven() {
        service().submit(one(NETWORK));

        assertThat(new ExternalTrainer(service(), "a", "leaves", "v2").ask(0).status())
                .isEqualTo(204);
        assertThat(new ExternalTrainer(service(), "a", "trees", "v1").ask(0).status())
                .isEqualTo(204);
        assertThat(trainer("a").ask(0).status()).isEqualTo(200);
    }

    @Test
    void aTrainerThatWaitsGetsWorkAsSoonAsThereIsSome() {
        var waiting = CompletableFuture.supplyAsync(() -> trainer("a").take());
        eventually(() -> assertThat(service().read("/api/v1/workers").size()).isEqualTo(1));

        service().submit(one(NETWORK));

        assertThat(waiting.join().json().get("formula").asString()).isEqualTo("x^2");
    }

    @Test
    void externalWorkNeverEntersTheBroker() {
        service().submit(one(NETWORK));
        worker(task -> task.start());

        trainer("a").train(trainer("a").take());

        assertThat(state()).startsWith("SUCCEEDED TRAINED 1 0 ");
        assertThat(store().number("select count(*) from evaluation where queued_at is not null"))
                .isZero();
    }

    @Test
    void theLastEpochIsTheResultAndMayBeToldTwice() {
        long search = service().submit(one(NETWORK));
        var trainer = trainer("a");
        Task task = trainer.take();

        assertThat(ExternalTrainer.verdict(trainer.report(task, 1))).isEqualTo("CONTINUE");
        assertThat(ExternalTrainer.verdict(trainer.report(task, 2))).isEqualTo("TRAINED");
        assertThat(ExternalTrainer.verdict(trainer.report(task, 2))).isEqualTo("ENDED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 " + task.accuracy(2) / 0.5);
        assertThat(store().number("select count(*) from epoch")).isEqualTo(2);
        service().awaitState(search, "COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void whoAsksAgainWhileItHoldsWorkGetsTheSame() {
        service().submit(one(NETWORK));
        Task first = trainer("a").take();

        assertThat(trainer("a").take().json()).isEqualTo(first.json());
        assertThat(trainer("b").ask(0).status()).isEqualTo(204);
    }

    @Test
    void screeningLooksAtWhatIsReported() {
        service().submit(one(NETWORK + ", \"screening\": {\"afterEpoch\": 1, \"minAccuracy\": 0.95}"));
        var trainer = trainer("a");

        assertThat(trainer.train(trainer.take())).isEqualTo("SCREENED_OUT");

        assertThat(state()).startsWith("SUCCEEDED SCREENED_OUT 1 0 ");
    }

    @Test
    void aDivergedTrainingHasFitnessZero() {
        service().submit(one(NETWORK));
        var trainer = trainer("a");

        trainer.tell(trainer.take(), "end", ", \"type\": \"DIVERGED\", \"epoch\": 2");

        assertThat(state()).isEqualTo("SUCCEEDED DIVERGED 1 0 0");
    }

    @Test
    void aFailureIsTriedAgainAndThenTold() {
        long search = service().submit(one(NETWORK));
        var trainer = trainer("a");

        for (int attempt = 1; attempt <= 3; attempt++) {
            Task task = trainer.take();
            assertThat(task.attempt()).isEqualTo(attempt);
            trainer.tell(task, "end", ", \"type\": \"FAILED\", \"reason\": \"KeyError: 'x'\"");
        }

        assertThat(store().text("select failure from evaluation"))
                .isEqualTo("gave up after 3 failed attempts: KeyError: 'x'");
        service().awaitState(search, "COMPLETED");
        assertNothingIsLeftOver();
    }

    @Test
    void whatIsGivenBackIsNoFailure() {
        service().submit(one(NETWORK));
        trainer("a").tell(trainer("a").take(), "end", ", \"type\": \"RELEASED\"");

        assertThat(state()).isEqualTo("PENDING 2 0");
        assertThat(trainer("b").take().attempt()).isEqualTo(2);
    }

    @Test
    void aTrainerThatWasLostIsSupersededAndTheNextOneScoresTheSame() {
        service().submit(one(NETWORK));
        Task lost = trainer("a").take();
        trainer("a").report(lost, 1);
        store().change("update lease set expires_at = now() - interval '1 s'");
        Task next = trainer("b").take();
        assertThat(next.attempt()).isEqualTo(2);

        assertThat(ExternalTrainer.verdict(trainer("a").report(lost, 2))).isEqualTo("SUPERSEDED");
        assertThat(ExternalTrainer.verdict(trainer("a").tell(lost, "heartbeat", "")))
                .isEqualTo("SUPERSEDED");
        assertThat(trainer("b").train(next)).isEqualTo("TRAINED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 2 1 " + lost.accuracy(2) / 0.5);
    }

    @Test
    void aSilentTrainerThatNobodyMissedYetGoesOn() {
        service().submit(one(NETWORK));
        Task task = trainer("a").take();
        store().change("update lease set expires_at = now() + interval '1 s'");

        assertThat(ExternalTrainer.verdict(trainer("a").tell(task, "heartbeat", "")))
                .isEqualTo("CONTINUE");

        assertThat(store().number("select count(*) from lease where expires_at > now() + interval '2 minutes'"))
                .isEqualTo(1);
    }

    @Test
    void pauseAndCancelAreToldAtTheNextReport() {
        long search = service().submit(one(NETWORK));
        Task task = trainer("a").take();

        service().control(search, "pause");
        assertThat(ExternalTrainer.verdict(trainer("a").report(task, 1))).isEqualTo("PAUSED");
        assertThat(trainer("a").ask(0).status()).isEqualTo(204);
        service().control(search, "resume");
        Task again = trainer("a").take();
        service().control(search, "cancel");
        assertThat(ExternalTrainer.verdict(trainer("a").tell(again, "heartbeat", "")))
                .isEqualTo("CANCELLED");
        assertNothingIsLeftOver();
    }

    @Test
    void aTrainerGoesOnWithAnotherProcessOfTheService() {
        service().submit(one(NETWORK));
        Task task;
        try (Replica replica = Replica.start(installation())) {
            var there = new ExternalTrainer(replica.service(), "a", "leaves", "v1");
            task = there.take();
            assertThat(ExternalTrainer.verdict(there.report(task, 1))).isEqualTo("CONTINUE");
        }

        assertThat(ExternalTrainer.verdict(trainer("a").report(task, 2))).isEqualTo("TRAINED");

        assertThat(state()).isEqualTo("SUCCEEDED TRAINED 1 0 " + task.accuracy(2) / 0.5);
    }

    @Test
    void aTrainerLearnsThatItsSearchHasEnded() {
        long search = service().submit(one(NETWORK));
        trainer("a").train(trainer("a").take());
        service().awaitState(search, "COMPLETED");

        assertThat(askFor(search).status()).isEqualTo(410);
    }

    @Test
    void aTrainerThatWaitsIsToldAtOnceThatItsSearchHasEnded() {
        long search = service().submit(one(NETWORK));
        Task only = trainer("a").take();
        var waiting = CompletableFuture.supplyAsync(() -> askFor(search));
        eventually(() -> assertThat(service().read("/api/v1/workers").size()).isEqualTo(2));
        long before = System.nanoTime();

        trainer("a").train(only);

        assertThat(waiting.join().status()).isEqualTo(410);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(WAIT);
    }

    private Reply askFor(long search) {
        return service().post(ExternalTrainer.WORK, """
                {"network": "leaves", "version": "v1", "worker": "b", "job": %d, "waitSeconds": %d}""".formatted(search, WAIT.toSeconds()));
    }
}
