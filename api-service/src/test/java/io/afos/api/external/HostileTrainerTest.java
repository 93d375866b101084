package io.afos.api.external;

import io.afos.api.external.ExternalTrainer.Task;
import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What trainers may not do. */
class HostileTrainerTest extends ExternalSystemTest {

    @Test
    void aTrainerEndsOnlyItsOwnAttempts() {
        service().submit(one(NETWORK));
        Task task = trainer("a").take();
        var sameName = new ExternalTrainer(serviceAs(ServiceClient.ADMINISTRATOR), "a", "leaves", "v1");

        for (var stranger : List.of(trainer("b"), sameName)) {
            assertThat(stranger.report(task, 2).status()).isEqualTo(409);
            assertThat(stranger.tell(task, "heartbeat", "").status()).isEqualTo(409);
            assertThat(stranger.tell(task, "end", ", \"type\": \"FAILED\"").status())
                    .isEqualTo(409);
        }

        assertThat(state()).isEqualTo("RUNNING 1 0");
    }

    @Test
    void evaluationsOfOurOwnNetworksAreNobodysWork() {
        service().submit(Requests.one());
        long evaluation = store().number("select id from evaluation");

        Reply reply = service()
                .post(
                        ExternalTrainer.WORK + "/" + evaluation + "/1/end",
                        "{\"worker\": \"a\", \"type\": \"DIVERGED\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(new ExternalTrainer(service(), "a", "fashion-mnist-mini", "1")
                        .ask(0)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void numbersThatCannotBeAreRefusedAndHarmNothing() {
        service().submit(one(NETWORK));
        var trainer = trainer("a");
        Task task = trainer.take();

        for (String metrics : List.of(
                "",
                ", \"accuracy\": 0.5",
                ", \"loss\": 0.5",
                ", \"accuracy\": NaN, \"loss\": 1",
                ", \"accuracy\": \"NaN\", \"loss\": 1",
                ", \"accuracy\": 1.5, \"loss\": 1",
                ", \"accuracy\": 0.5, \"loss\": -1",
                ", \"accuracy\": 0.5, \"loss\": 1e999",
                ", \"accuracy\": 0.5, \"loss\": 1, \"score\": 3",
                ", \"accuracy\": 0.5, \"loss\": 1, \"what\": 3")) {
            Reply reply = trainer.report(task, 2, metrics);
            assertThat(reply.status()).as(metrics + reply.body()).isEqualTo(400);
            assertThat(reply.json().get("errors")).as(reply.body()).isNotEmpty();
        }
        for (int epoch : List.of(-1, 0, 3, 1_001)) {
            assertThat(trainer.report(task, epoch).status()).isEqualTo(400);
        }
        assertThat(trainer.tell(task, "end", ", \"type\": \"FAILED\", \"reason\": \"" + "x".repeat(10_000_000) + "\"")
                        .status())
                .isEqualTo(413);

        assertThat(state()).isEqualTo("RUNNING 1 0");
    }

    @Test
    void aKeyThatUsesEverNewNamesIsRefusedAndKeepsItsOwn() {
        Reply first = trainer("first").ask(0);
        store().change("""
                insert into worker (id, host, device, threads, engine, datasets, fetchable, started_at, last_seen)
                select split_part(id, ':', 1) || ':' || n, host, device, threads, engine, datasets, fetchable, started_at, last_seen
                from worker, generate_series(1, 4999) n""");

        assertThat(first.status()).isEqualTo(204);
        assertThat(trainer("another").ask(0).status()).isEqualTo(503);
        assertThat(trainer("first").ask(0).status()).isEqualTo(204);
    }

    @Test
    void aReaderMayNotTrainAndAWorkerMayNotSubmit() {
        service().submit(one(NETWORK));

        assertThat(new ExternalTrainer(serviceAs(ServiceClient.READER), "a", "leaves", "v1")
                        .ask(0)
                        .status())
                .isEqualTo(403);
        ServiceClient worker = serviceAs(ServiceClient.WORKER);
        assertThat(worker.post("/api/v1/searches", one(NETWORK)).status()).isEqualTo(403);
        var trainer = new ExternalTrainer(worker, "a", "leaves", "v1");
        assertThat(trainer.train(trainer.take())).isEqualTo("TRAINED");
    }
}
