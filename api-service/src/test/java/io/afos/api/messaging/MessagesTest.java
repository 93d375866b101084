package io.afos.api.messaging;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.WorkerEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that cannot be read, cannot be handled, or are not for this version. */
class MessagesTest extends SystemTest {

    @Autowired
    private MeterRegistry meters;

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
        eventually(() -> assertThat(broker().ready(broker().events())).isZero());
    }

    @Test
    void hostileMessagesHinderNoSearch() {
        var hostile = new HostileMessages(new Random(3));
        worker(Scripts.train());
        long id = service().submit(Requests.random(10, 1));

        IntStream.range(0, 500).forEach(i -> hostile.sendOne(broker()));

        service().awaitState(id, "COMPLETED");
        eventually(() -> assertThat(broker().ready(broker().events())).isZero());
        assertThat(store().number("select count(*) from evaluation where state = 'FAILED' or attempt > 1"))
                .isZero();
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
    void newerVersionsAreKeptForANewerServiceAndHoldNobodyUp() {
        byte[] newer = "{\"version\": 99, \"body\": {\"type\": \"left\", \"workerId\": \"future\"}}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            broker().sendRaw(newer);
        }
        long begun = System.nanoTime();
        broker().send(new WorkerEvent.Heartbeat("present", ScriptedWorker.DESCRIPTION, null));

        eventually(() -> assertThat(store().texts("select id from worker")).containsExactly("present"));
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(30));
        eventually(() -> assertThat(store().rows("newer_event")).isEqualTo(1_000));
        assertThat(store().number("select count(*) from newer_event where body = ?", newer))
                .isEqualTo(1_000);
        assertThat(broker().ready(broker().dead())).isZero();
    }

    @Test
    void whatAnEarlierServiceKeptIsHandled() {
        store().change(
                        "insert into newer_event (version, body) values (?, ?), (?, ?)",
                        MessageCodec.VERSION,
                        MessageCodec.encode(new WorkerEvent.Heartbeat("kept", ScriptedWorker.DESCRIPTION, null)),
                        MessageCodec.VERSION,
                        "{\"version\": 2, \"body\": {\"type\": \"dance\"}}".getBytes(StandardCharsets.UTF_8));

        eventually(() -> assertThat(store().rows("newer_event")).isZero());
        assertThat(store().texts("select id from worker")).containsExactly("kept");
        assertThat(broker().ready(broker().dead())).isEqualTo(1);
    }

    /** Workers send heartbeats only then. */
    @Test
    void theBrokerTellsThatEventsAreRead() {
        assertThat(broker().consumers(broker().events())).isPositive();
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
