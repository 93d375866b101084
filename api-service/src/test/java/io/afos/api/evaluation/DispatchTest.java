package io.afos.api.evaluation;

import io.afos.api.system.Broker;
import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.EvaluationTask;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes to the broker, and in which order. */
class DispatchTest extends SystemTest {

    private static final int QUEUED_PER_WORKER = 8;

    @Test
    void aBoundedNumberWaitsAtTheBroker() {
        service().submit(Requests.random(60, 1));

        eventually(() -> assertThat(queued()).isEqualTo(QUEUED_PER_WORKER));
        assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER);
        assertThat(store().number("select count(*) from evaluation where state = 'PENDING'"))
                .isEqualTo(store().rows("evaluation") - QUEUED_PER_WORKER);
        worker(Scripts.hang());
        eventually(() -> assertThat(store().number("select count(*) from evaluation where state = 'RUNNING'"))
                .isEqualTo(1));
        eventually(() -> assertThat(queued()).isEqualTo(QUEUED_PER_WORKER));
        assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER);
    }

    @Test
    void asManyMoreWaitAsThereAreMoreWorkersThatHaveTheDataSet() {
        service().submit(Requests.random(60, 1));
        worker(Scripts.hang());
        worker(Scripts.hang());
        eventually(() -> assertThat(queued()).isEqualTo(2 * QUEUED_PER_WORKER));

        assertThat(broker().ready(broker().tasks())).isEqualTo(2 * QUEUED_PER_WORKER);
    }

    @Test
    void aMoreImportantSearchGoesFirst() {
        long low = service().submit(Requests.random(30, 1));
        eventually(() -> assertThat(queued()).isEqualTo(QUEUED_PER_WORKER));
        long high = service().submit(Requests.random(15, 2).replace("\"name\"", "\"priority\": 5, \"name\""));
        ScriptedWorker worker = worker(Scripts.passThrough());
        service().awaitState(high, "COMPLETED");
        service().awaitState(low, "COMPLETED");

        List<Long> order =
                worker.pulled().stream().map(EvaluationTask::evaluationId).toList();
        List<Long> important = Stream.concat(
                        Stream.of(0L),
                        store().texts("select id::text from evaluation where priority = 5 order by id").stream()
                                .map(Long::valueOf))
                .skip(1)
                .toList();
        assertThat(important).hasSizeGreaterThan(8);
        List<Long> afterTheQueued = order.stream()
                .skip(QUEUED_PER_WORKER)
                .limit(important.stream()
                        .filter(id -> order.indexOf(id) >= QUEUED_PER_WORKER)
                        .count())
                .toList();
        assertThat(afterTheQueued).isSubsetOf(important).isSorted();
    }

    @Test
    void aSharedEvaluationIsAsUrgentAsTheMostUrgentRunningSearchThatWantsIt() {
        long first = service().submit(Requests.one());
        long urgent = service().submit(Requests.one().replace("\"name\"", "\"priority\": 5, \"name\""));
        assertThat(priority()).isEqualTo(5);

        service().control(urgent, "pause");
        assertThat(priority()).isZero();
        service().control(urgent, "resume");
        assertThat(priority()).isEqualTo(5);
        service().control(urgent, "cancel");
        assertThat(priority()).isZero();
        long alone = service().submit(Requests.one().replace("\"name\"", "\"priority\": 7, \"name\""));
        service().control(first, "cancel");
        service().control(alone, "cancel");
        service().submit(Requests.one());
        assertThat(priority()).as("whoever wanted it before").isZero();
    }

    private long priority() {
        return store().number("select priority from evaluation");
    }

    @Test
    void ofEqualImportanceTheEarlierGoesFirst() {
        long id = service().submit(Requests.random(40, 1));
        ScriptedWorker worker = worker(Scripts.passThrough());
        service().awaitState(id, "COMPLETED");

        assertThat(worker.pulled()).extracting(EvaluationTask::evaluationId).isSorted();
    }

    @Test
    void aTaskTellsEverythingThatATrainingNeeds() {
        ScriptedWorker worker = worker(Scripts.train());
        long id = service().submit(Requests.one().replace("\"name\"", "\"trainingSeed\": -77, \"name\""));
        service().awaitState(id, "COMPLETED");

        assertThat(worker.pulled()).singleElement().satisfies(task -> {
            assertThat(task.formula()).isEqualTo("x^2");
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.seed()).isEqualTo(-77);
            assertThat(task.recipe().data().dataset()).isEqualTo("fashion-mnist-mini");
            assertThat(task.recipe().data().trainImages()).isEqualTo(1000);
            assertThat(task.recipe().hash())
                    .isEqualTo(service().search(id).get("recipeHash").asString());
        });
    }

    @Test
    void messagesThatWereLostAreSentAgain() {
        long id = service().submit(Requests.random(20, 1));
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER));
        broker().purge(broker().tasks());
        store().ageQueued();
        worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertThat(store().texts("select attempt || ' ' || count(*) from evaluation group by attempt order by attempt"))
                .contains("2 " + QUEUED_PER_WORKER);
        assertThat(store().number("select count(*) from evaluation where failures > 0"))
                .isZero();
        assertNothingIsLeftOver();
    }

    @Test
    void tasksThatNoWorkerTakesAreNotSentAgain() {
        service().submit(Requests.random(20, 1));
        service().submit(Requests.random(20, 1).replace(Broker.DATASET, Broker.OTHER_DATASET));
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER));

        for (int sweep = 1; sweep <= 2; sweep++) { // when the second is seen, the first is over
            eventually(() -> assertThat(broker().ready(broker().tasks(Broker.OTHER_DATASET)))
                    .isEqualTo(QUEUED_PER_WORKER));
            broker().purge(broker().tasks(Broker.OTHER_DATASET));
            store().ageQueued();
        }
        eventually(() ->
                assertThat(broker().ready(broker().tasks(Broker.OTHER_DATASET))).isEqualTo(QUEUED_PER_WORKER));

        assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER);
        assertThat(store().number("select max(attempt) from evaluation where dataset = ?", Broker.DATASET))
                .isEqualTo(1);
    }

    @Test
    void aQueueThatSomebodyDeletedIsMadeAnew() {
        long id = service().submit(Requests.random(20, 1));
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(QUEUED_PER_WORKER));
        broker().delete(broker().tasks());
        store().ageQueued();
        eventually(() -> assertThat(broker().exists(broker().tasks())).isTrue());
        worker(Scripts.train());

        service().awaitState(id, "COMPLETED");

        assertNothingIsLeftOver();
    }

    @Test
    void queuedTasksSurviveATransactionThatFailedAfterPublishing() throws InterruptedException {
        var signal = new CountDownLatch(1);
        long id = service().submit(Requests.one());
        eventually(() -> assertThat(queued()).isEqualTo(1));
        store().change("update evaluation set state = 'PENDING', queued_at = null");
        eventually(() -> assertThat(broker().ready(broker().tasks())).isEqualTo(2));
        ScriptedWorker one = worker(Scripts.trainWhen(signal));
        ScriptedWorker two = worker(Scripts.trainWhen(signal));
        eventually(() -> assertThat(one.pulled().size() + two.pulled().size()).isEqualTo(2));
        signal.countDown();

        service().awaitState(id, "COMPLETED");

        assertThat(store().text("select concat_ws(' ', state, attempt, failures) from evaluation"))
                .isEqualTo("SUCCEEDED 1 0");
        eventually(this::assertNothingIsLeftOver);
    }

    private long queued() {
        return store().number("select count(*) from evaluation where state = 'QUEUED'");
    }
}
