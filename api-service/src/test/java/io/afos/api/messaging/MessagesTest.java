package io.afos.api.messaging;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.WorkerEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that cannot be read, cannot be handled, or are not for this version. */
class MessagesTest extends SystemTest {

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private RabbitListenerEndpointRegistry listeners;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "[]",
                "{}",
                "{\"version\": 1}",
                "{\"version\": 1, \"body\": {}}",
                "{\"version\": 1, \"body\": {\"type\": \"dance\"}}",
                "{\"version\": 1, \"body\": {\"type\": \"started\", \"workerId\": {}}}",
                "{\"version\": \"x\", \"body\": {\"type\": \"left\", \"workerId\": \"w\"}}"
            })
    void whatCannotBeReadIsPutAsideAndCounted(String body) {
        double before = dead();

        broker().sendRaw(body.getBytes(StandardCharsets.UTF_8));

        eventually(() -> assertThat(broker().ready(broker().dead())).isEqualTo(1));
        assertThat(broker().take(broker().dead())).singleElement().isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(dead()).isEqualTo(before + 1);
        assertThat(broker().ready(broker().events())).isZero();
    }

    @Test
    void randomBytesAreAllPutAside() {
        var random = new Random(5);
        IntStream.range(0, 50).forEach(i -> {
            byte[] bytes = new byte[random.nextInt(1, 400)];
            random.nextBytes(bytes);
            broker().sendRaw(bytes);
        });

        eventually(() -> assertThat(broker().ready(broker().dead())).isEqualTo(50));
    }

    @Test
    void whatLacksAFieldIsPutAsideAndHindersNothing() {
        var description = ScriptedWorker.DESCRIPTION;
        broker().sendRaw("{\"version\": 1, \"body\": {\"type\": \"heartbeat\", \"workerId\": \"w\"}}"
                .getBytes(StandardCharsets.UTF_8));
        broker().sendRaw("{\"version\": 1, \"body\": {\"type\": \"left\"}}".getBytes(StandardCharsets.UTF_8));
        broker().send(new WorkerEvent.Heartbeat("good", description, null));

        eventually(() -> assertThat(broker().ready(broker().dead())).isEqualTo(2));
        eventually(() -> assertThat(store().texts("select id from worker")).containsExactly("good"));
        assertThat(broker().ready(broker().events())).isZero();
    }

    @Test
    void whatAlwaysEndsInAnUnknownErrorIsPutAsideAndStopsNothing() {
        store().change("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'unforeseen'; end $$""");
        store().change("""
                create trigger fail before insert on worker for each row when (new.id like 'cursed%') execute function fail()""");
        try {
            for (int i = 1; i <= 4; i++) {
                broker().send(new WorkerEvent.Heartbeat("cursed-" + i, ScriptedWorker.DESCRIPTION, null));
            }
            worker(Scripts.train());
            service().awaitState(service().submit(Requests.random(5, 1)), "COMPLETED");

            eventually(() -> assertThat(broker().ready(broker().dead())).isEqualTo(4));
        } finally {
            store().change("drop trigger fail on worker");
            store().change("drop function fail");
        }
    }

    @Test
    void aNewerVersionStaysInItsQueueAndInNobodysWay() {
        Set<String> newer = IntStream.range(0, 12)
                .mapToObj(i ->
                        "{\"version\": 99, \"body\": {\"type\": \"left\", \"workerId\": \"future-%d\"}}".formatted(i))
                .collect(Collectors.toSet());
        newer.forEach(body -> broker().sendRaw(body.getBytes(StandardCharsets.UTF_8)));
        worker(Scripts.train());
        worker(Scripts.train());

        long id = service().submit(Requests.random(10, 1));
        service().awaitState(id, "COMPLETED");
        endWorkers();
        listeners.getListenerContainer("worker-events").stop();

        assertThat(broker().ready(broker().dead())).isZero();
        eventually(() -> assertThat(broker().ready(broker().events())).isGreaterThanOrEqualTo(12));
        assertThat(broker().take(broker().events()).stream().map(body -> new String(body, StandardCharsets.UTF_8)))
                .containsAll(newer);
        listeners.getListenerContainer("worker-events").start();
    }

    @Test
    void garbageOfAWorkerDoesNotHinderItsResults() {
        worker(Scripts.sendGarbage("not a message".getBytes(StandardCharsets.UTF_8)));

        long id = service().submit(Requests.random(5, 1));
        service().awaitState(id, "COMPLETED");

        eventually(() -> assertThat(broker().take(broker().dead())).isNotEmpty());
    }

    @Test
    void aWorkerThatSaysEverythingTwiceTrainsEverythingOnce() {
        ScriptedWorker worker = worker(Scripts.answerTwice());

        long id = service().submit(Requests.afos(6, 3, 1));
        service().awaitState(id, "COMPLETED");

        assertThat(worker.pulled()).hasSize((int) store().rows("evaluation"));
        eventually(() -> assertThat(broker().ready(broker().events())).isZero());
        assertThat(store().texts("select distinct seeds::text from standing")).containsExactly("1");
        assertThat(store().number("select max(epoch) from epoch")).isEqualTo(2);
        eventually(this::assertNothingIsLeftOver);
    }

    private double dead() {
        return meters.get("afos.messages.dead").counter().count();
    }
}
