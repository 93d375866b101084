package io.afos.api.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Three processes of the service on one database and one broker, of which two are killed at work. */
@EnabledIfSystemProperty(named = "afos.test.external", matches = "true")
class ReplicasTest extends SystemTest {

    private static final int QUEUED_PER_WORKER = 8;
    private static final int WORKERS = 3;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Test
    void theSurvivorsGoOnAsIfThereHadBeenOne() throws IOException {
        List<String> requests = List.of(Requests.afos(12, 6, 1), Requests.afos(12, 6, 2), Requests.afos(12, 6, 1));
        List<List<String>> undisturbed =
                requests.stream().map(this::undisturbed).toList();
        HttpServer receiver = receiver();
        Replica first = Replica.startMortal(installation());
        Replica second = Replica.startMortal(installation());
        List<ServiceClient> services = new ArrayList<>(List.of(service(), first.service(), second.service()));
        for (int i = 0; i < WORKERS; i++) {
            worker(i == 0 ? Scripts.answerTwice() : Scripts.train());
        }
        List<Long> searches = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            long id = services.get(i).submit(requests.get(i));
            searches.add(id);
            String webhook = "{\"url\": \"http://127.0.0.1:%d/\"}"
                    .formatted(receiver.getAddress().getPort());
            assertThat(services.get((i + 1) % 3)
                            .post("/api/v1/jobs/%d/webhooks".formatted(id), webhook)
                            .status())
                    .isEqualTo(201);
        }

        disturbUntilSucceeded(15, services, searches);
        first.kill();
        services.remove(1);
        disturbUntilSucceeded(35, services, searches);
        second.kill();
        services.remove(1);
        searches.forEach(id -> service().control(id, "resume"));

        for (int i = 0; i < searches.size(); i++) {
            service().awaitState(searches.get(i), "COMPLETED");
            assertThat(store().course(searches.get(i))).isEqualTo(undisturbed.get(i));
        }
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
        eventually(this::assertNothingIsLeftOver);
        // A lost process is waited for; here no longer than necessary.
        store().change("update webhook_delivery set next_attempt_at = now() where state = 'PENDING'");
        eventually(() -> assertThat(told)
                .containsAll(searches.stream().map(id -> id + " COMPLETED").toList()));
        receiver.stop(0);
    }

    /** Pauses and resumes searches by way of any replica, and looks at what must hold at any time. */
    private void disturbUntilSucceeded(int number, List<ServiceClient> services, List<Long> searches) {
        var random = new Random(number);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            long id = searches.get(random.nextInt(searches.size()));
            ServiceClient one = services.get(random.nextInt(services.size()));
            ServiceClient other = services.get(random.nextInt(services.size()));
            one.control(id, "pause");
            other.control(id, "resume");
            Map<String, Object> now = store().row("""
                    select (select count(*) from evaluation where state = 'QUEUED') as queued,
                           (select count(*) from evaluation e where (state = 'RUNNING')
                                <> exists (select from lease l where l.evaluation_id = e.id and l.attempt = e.attempt))
                           as unleased,
                           (select count(*) from evaluation where state = 'SUCCEEDED') as succeeded""");
            assertThat((long) now.get("queued")).isLessThanOrEqualTo(QUEUED_PER_WORKER * WORKERS);
            assertThat((long) now.get("unleased")).isZero();
            return (long) now.get("succeeded") >= number;
        });
    }

    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var data =
                        JsonMapper.shared().readTree(exchange.getRequestBody()).get("data");
                told.add(data.get("job").asLong() + " " + data.get("state").asString());
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        return server;
    }
}
