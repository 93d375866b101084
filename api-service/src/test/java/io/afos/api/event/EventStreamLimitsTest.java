package io.afos.api.event;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where streams of live events begin, and how many and how old they may be. */
class EventStreamLimitsTest extends EventSystemTest {

    private static final int MAX_STREAMS = 8;

    @Test
    void theIdMayStandInTheAddress() {
        Watcher first = watch("", null);
        insert(1);

        Watcher second = watch("?lastEventId=" + first.lastId(), null);

        eventually(() -> assertThat(numbers(second)).containsExactly(1));
    }

    @Test
    void heartbeatsMoveTheIdOnThoughNothingIsTold() {
        worker(Scripts.train());
        long quiet = service().submit(Requests.one());
        service().awaitState(quiet, "COMPLETED");
        Watcher watcher = watch("?job=" + quiet, null);
        String begin = watcher.lastId();
        insert(1);

        eventually(() -> assertThat(watcher.lastId()).isNotEqualTo(begin));
        assertThat(watcher.comments()).contains("heartbeat");
        assertThat(watcher.told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1", "5:4:", "1:999999999999:", "1:1:"})
    void anIdFromElsewhereMeansLoadingAnew(String id) {
        store().change("update event_retention set gone = '2'");
        Watcher watcher = watch("", id);
        insert(1);

        eventually(() -> assertThat(watcher.told()).hasSize(2));
        assertThat(watcher.told().get(0).kind()).isEqualTo("reset");
        assertThat(watcher.told().get(0).data().get("reason").asString()).contains("reload everything");
        assertThat(watcher.told().get(0).id()).isNotEqualTo(id);
        assertThat(number(watcher.told().get(1))).isEqualTo(1);
    }

    @Test
    void whoMissedWhatIsNoLongerKeptIsTold() {
        Watcher early = watch("", null);
        String before = early.lastId();
        early.close();
        store().change("""
                insert into event (kind, jobs, data)
                select 'epoch', '{}', json_build_object('number', number) from generate_series(1, 60000) number""");
        Watcher late = watch("", null);
        String after = late.lastId();
        late.close();
        eventually(() -> assertThat(store().rows("event")).isEqualTo(50_000));

        Watcher missed = watch("", before);
        Watcher in = watch("", after);
        insert(0);

        eventually(() -> assertThat(missed.told()).hasSize(2));
        assertThat(missed.told().get(0).kind()).isEqualTo("reset");
        assertThat(number(missed.told().get(1))).isZero();
        eventually(() -> assertThat(numbers(in)).containsExactly(0));
    }

    @Test
    void whatIsOldIsDeleted() {
        insert(1);
        insert(2);
        store().change("update event set created_at = created_at - interval '2 days' where data->>'number' = '1'");

        eventually(() ->
                assertThat(store().texts("select data->>'number' from event")).containsExactly("2"));
    }

    @Test
    void eventsOfAnotherServerAreForgottenAfterARestore() {
        store().change("insert into event (transaction, kind, jobs, data) values ('99999999', 'job', '{}', '{}')");
        store().change("update event_retention set gone = '88888888'");

        eventually(() -> assertThat(store().rows("event")).isZero());
        Watcher watcher = watch("", null);
        insert(1);
        eventually(() -> assertThat(numbers(watcher)).containsExactly(1));
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherEnds() {
        for (int i = 0; i < MAX_STREAMS; i++) {
            watch("", null);
        }

        ServiceClient.Reply refused = service().get("/api/v1/events");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("all 8 event streams are in use; close one, or try again later");
        watchers.get(0).close();
        eventually(() -> assertThat(streams()).isEqualTo(MAX_STREAMS - 1));
        Watcher next = watch("", null);
        insert(1);
        eventually(() -> assertThat(numbers(next)).containsExactly(1));
    }

    @Test
    void whoDoesNotReadIsCutOffAndTheOthersAreNotKeptWaiting() throws IOException {
        Watcher reading = watch("", null);
        try (var stalled = new Socket()) {
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress("127.0.0.1", port));
            stalled.getOutputStream()
                    .write(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n"
                                    .formatted(ServiceClient.READER))
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(() -> assertThat(streams()).isEqualTo(2));

            store().change("""
                    insert into event (kind, jobs, data)
                    select 'epoch', '{}', json_build_object('number', number, 'text', repeat('x', 1000))
                    from generate_series(1, 20000) number""");

            eventually(() -> assertThat(reading.told()).hasSize(20_000));
            eventually(() -> assertThat(streams()).isEqualTo(1));
        }
    }

    @Test
    void requestsThatCannotBeServedAreProblems() {
        assertThat(service().get("/api/v1/events?job=123456789").status()).isEqualTo(404);
        assertThat(service().get("/api/v1/events?job=x").status()).isEqualTo(400);
        assertThat(service().get("/api/v1/events?" + "job=1&".repeat(51)).status())
                .isEqualTo(400);
        assertThat(serviceAs("nobody's key").get("/api/v1/events").status()).isEqualTo(401);
        watchers.add(Watcher.open(serviceAs(ServiceClient.READER), "", null));
    }
}
