package io.afos.api.evaluation;

import io.afos.api.network.NetworkFile;
import io.afos.api.system.Broker;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.SystemTest;
import io.afos.api.worker.Workers;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.WorkerDescription;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Optimizer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Trainings of uploaded networks, which only workers that know such networks may be asked for. */
class UploadedNetworkTasksTest extends SystemTest {

    private static final ImageRecipe RECIPE = recipe("0123456789abcdef".repeat(4));

    private static final String SQUARE =
            Fingerprint.of(ExpressionParser.parse("x*x")).value();

    @Autowired
    private EvaluationRequests requests;

    @Autowired
    private Workers workers;

    @Autowired
    private TransactionTemplate transaction;

    private static ImageRecipe recipe(String graph) {
        return new ImageRecipe(
                new DataSpec(Broker.DATASET, 100, 50, null, 1),
                Architecture.uploaded("mine", graph),
                1,
                16,
                new Optimizer.Adam(0.001),
                null,
                Precision.FLOAT32,
                FitnessSplit.VALIDATION,
                false);
    }

    @Test
    void theyWaitInAQueueOfTheirOwn() {
        store().change("delete from network");
        ImageRecipe recipe = recipe(NetworkFile.upload(service(), "name=mine", NetworkFile.small())
                .json()
                .get("identity")
                .asString());
        long job = service().submit(Requests.one());
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(1));
        beat("able", true);
        eventually(() ->
                assertThat(broker().exists(broker().tasks(RECIPE.queue()))).isTrue());

        transaction.executeWithoutResult(status -> {
            requests.register(recipe);
            requests.request(job, 0, recipe.hash(), 1, List.of(new RequestedActivation(SQUARE, "x*x")));
        });

        eventually(
                () -> assertThat(broker().ready(broker().tasks(RECIPE.queue()))).isEqualTo(1));
        assertThat(broker().ready(broker().tasks())).isEqualTo(1);
        assertThat(store().texts("select distinct dataset from recipe")).containsExactly(Broker.DATASET);
        broker().purge(broker().tasks(RECIPE.queue()));
    }

    @Test
    void anEvaluationWhoseNetworkIsGoneFails() {
        long job = service().submit(Requests.one());

        transaction.executeWithoutResult(status -> {
            requests.register(RECIPE);
            requests.request(job, 0, RECIPE.hash(), 1, List.of(new RequestedActivation(SQUARE, "x*x")));
        });

        eventually(() -> assertThat(store().text("select failure from evaluation where state = 'FAILED'"))
                .startsWith("recipe.architecture cannot be trained: the network with the identity 0123"));
        assertThat(store().number("select count(*) from evaluation where state = 'QUEUED'"))
                .isEqualTo(1);
    }

    @Test
    void aWorkerOfBeforeIsNotAskedAndTheReasonIsSaid() {
        assertThat(workers.obstacle(RECIPE.queue()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no worker is live"));

        beat("older", false);
        eventually(() -> assertThat(workers.obstacle(RECIPE.dataset())).isEmpty());
        assertThat(workers.obstacle(RECIPE.queue()))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains(Broker.DATASET + " can train uploaded networks"));

        beat("newer", true);
        eventually(() -> assertThat(workers.obstacle(RECIPE.queue())).isEmpty());
        assertThat(workers.live())
                .allSatisfy(worker -> assertThat(worker.datasets()).containsExactly(Broker.DATASET));
    }

    private void beat(String id, boolean networks) {
        WorkerDescription known = ScriptedWorker.DESCRIPTION;
        broker().send(new WorkerEvent.Heartbeat(
                id,
                new WorkerDescription(
                        known.host(),
                        known.device(),
                        known.threads(),
                        known.engine(),
                        List.of(Broker.DATASET),
                        List.of(),
                        Instant.EPOCH,
                        List.of(),
                        null,
                        networks),
                null));
    }
}
