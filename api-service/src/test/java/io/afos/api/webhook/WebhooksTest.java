package io.afos.api.webhook;

import io.afos.api.system.Replica;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import io.afos.api.webhook.Receiver.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Webhooks: told once what state a job comes to, however often that takes. */
class WebhooksTest extends SystemTest {

    private static final int MAX_ATTEMPTS = 3;

    @Autowired
    private DeliveryDispatcher dispatcher;

    @Test
    void whoAsksIsToldHowASearchEnds() {
        try (var receiver = new Receiver(number -> 204)) {
            long id = service().submit(Requests.AFOS);
            JsonNode webhook = add(id, receiver.url());
            String secret = webhook.get("secret").asString();
            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING"));
            worker(Scripts.train());
            JsonNode search = service().awaitState(id, "COMPLETED");
            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING", "COMPLETED"));

            assertThat(receiver.received()).allSatisfy(message -> {
                assertThat(message.path()).isEqualTo("/hook");
                assertThat(message.isSignedWith(secret)).isTrue();
            });
            JsonNode told = receiver.received().get(1).json();
            assertThat(told.get("type").asString()).isEqualTo("job.completed");
            assertThat(told.at("/data/job").asLong()).isEqualTo(id);
            assertThat(told.at("/data/type").asString()).isEqualTo("search");
            assertThat(told.at("/data/name").asString()).isEqualTo("test");
            assertThat(told.at("/data/best")).hasSize(1);
            assertThat(told.at("/data/best/0/fitness").asDouble())
                    .isEqualTo(search.at("/best/fitness").asDouble());
            assertThat(told.at("/data/best/0/fingerprint")).isEqualTo(search.at("/best/fingerprint"));
            assertThat(told.at("/data/best/0/dataset").asString()).isEqualTo("fashion-mnist-mini");

            eventually(() -> assertThat(log(id, webhook))
                    .extracting(delivery -> delivery.get("state").asString())
                    .containsExactly("DELIVERED", "DELIVERED"));
            JsonNode newest = log(id, webhook).get(0);
            assertThat(newest.get("jobState").asString()).isEqualTo("COMPLETED");
            assertThat(newest.get("messageId").asString())
                    .isEqualTo(receiver.received().get(1).id());
            assertThat(newest.get("nextAttemptAt").isNull()).isTrue();
            assertThat(newest.at("/attempts/0/status").asInt()).isEqualTo(204);
            assertThat(newest.at("/attempts/0/seconds").asDouble()).isPositive();
            assertThat(service()
                            .all("/api/v1/jobs/%d/webhooks/%d/deliveries?limit=1"
                                    .formatted(id, webhook.get("id").asLong())))
                    .hasSize(2);
        }
    }

    @Test
    void aServerThatDoesNotRespondHoldsUpNoOther() throws IOException {
        try (var dead = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                var receiver = new Receiver(number -> 200)) {
            dispatcher.stop(); // so that all are due at once
            for (int i = 0; i < 10; i++) {
                long id = service().submit(Requests.one());
                add(id, "http://127.0.0.1:%d/hook".formatted(dead.getLocalPort()));
            }
            dispatcher.start();
            eventually(() -> assertThat(underWay()).isEqualTo(4));

            add(service().submit(Requests.one()), receiver.url());

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(receiver.states()).isNotEmpty());
            assertThat(underWay()).isLessThanOrEqualTo(4);
        }
    }

    /** Attempts that have begun and for which a lost process would be waited for. */
    private long underWay() {
        return store().number("""
                select count(*) from webhook_delivery
                where state = 'PENDING' and attempts > 0 and next_attempt_at > now() + interval '10 seconds'""");
    }

    @Test
    void messagesAreDeletedLongAfterTheirEnd() {
        try (var receiver = new Receiver(number -> 200)) {
            add(service().submit(Requests.one()), receiver.url());
            add(service().submit(Requests.one()), receiver.url());
            eventually(
                    () -> assertThat(store().number("select count(*) from webhook_delivery where state = 'DELIVERED'"))
                            .isEqualTo(2));
            store().change(
                            "update webhook_delivery set next_attempt_at = now() - interval '31 days' where id = (select min(id) from webhook_delivery)");

            dispatcher.deleteOld();

            assertThat(store().rows("webhook_delivery")).isEqualTo(1);
            assertThat(store().rows("webhook_attempt")).isEqualTo(1);
        }
    }

    @Test
    void aBenchmarkTellsTheBestOfEachRecipe() {
        try (var receiver = new Receiver(number -> 200)) {
            long id = service().submitBenchmark("""
                    {"name": "b", "architectures": ["afos-base", "afos-base-plain"], "datasets": ["fashion-mnist-mini"],
                     "seeds": [1, 2], "activations": ["silu"], "baselines": ["relu"], "metric": "ACCURACY",
                     "recipe": {"trainImages": 100, "validationImages": 50, "epochs": 1, "batchSize": 10}}""");
            add(id, receiver.url());
            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING"));
            worker(Scripts.train());
            service().awaitBenchmark(id, "COMPLETED");

            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING", "COMPLETED"));
            JsonNode data = receiver.received().get(1).json().get("data");
            assertThat(data.get("type").asString()).isEqualTo("benchmark");
            assertThat(data.get("best").findValuesAsString("architecture"))
                    .containsExactlyInAnyOrder("afos-base", "afos-base-plain");
            data.get("best").forEach(best -> {
                assertThat(best.get("seeds").asInt()).isEqualTo(2);
                assertThat(best.get("fitness").asDouble())
                        .isEqualTo(Double.parseDouble(
                                store().text("""
                                select max(mean)::text from (
                                    select avg(fitness) as mean from evaluation where recipe_hash = ? group by fingerprint) f""", best.get("recipeHash").asString())));
            });
        }
    }

    @Test
    void everyChangeOfStateIsTold() {
        try (var receiver = new Receiver(number -> 200)) {
            long id = service().submit(Requests.random(5, 1));
            add(id, receiver.url());
            for (String action : List.of("pause", "resume", "cancel")) {
                int told = receiver.received().size();
                eventually(() -> assertThat(receiver.received()).hasSizeGreaterThanOrEqualTo(Math.max(1, told)));
                service().control(id, action);
            }

            eventually(() -> assertThat(receiver.states())
                    .containsExactlyInAnyOrder("RUNNING", "PAUSED", "RUNNING", "CANCELLED"));
        }
    }

    @Test
    void aSearchThatFailedTellsWhy() {
        try (var receiver = new Receiver(number -> 200)) {
            long id = service().submit(Requests.random(20, 1));
            add(id, receiver.url());
            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING"));
            worker(Scripts.fail("data set is missing", false));

            eventually(() -> assertThat(receiver.states()).containsExactly("RUNNING", "FAILED"));
            JsonNode data = receiver.received().get(1).json().get("data");
            assertThat(data.get("failure").asString()).contains("data set is missing");
            assertThat(data.get("best")).isEmpty();
        }
    }

    @Test
    void aReceiverThatFailsIsTriedAgainWithTheSameMessage() {
        try (var receiver = new Receiver(number -> number == 1 ? 500 : 200)) {
            long id = service().submit(Requests.one());
            JsonNode webhook = add(id, receiver.url());

            eventually(() -> assertThat(log(id, webhook))
                    .extracting(delivery -> delivery.get("state").asString())
                    .containsExactly("DELIVERED"));
            assertThat(log(id, webhook).get(0).get("attempts").findValuesAsString("status"))
                    .containsExactly("500", "200");
            assertThat(receiver.received()).hasSize(2);
            assertThat(receiver.received())
                    .extracting(Received::id)
                    .containsOnly(receiver.received().get(0).id());
            assertThat(receiver.received())
                    .extracting(Received::body)
                    .containsOnly(receiver.received().get(0).body());
            assertThat(receiver.received())
                    .allMatch(message ->
                            message.isSignedWith(webhook.get("secret").asString()));
        }
    }

    @Test
    void aMessageThatNeverArrivesIsGivenUp() {
        try (var receiver = new Receiver(number -> 503)) {
            long id = service().submit(Requests.one());
            JsonNode webhook = add(id, receiver.url());

            eventually(() -> assertThat(log(id, webhook))
                    .extracting(delivery -> delivery.get("state").asString())
                    .containsExactly("FAILED"));
            assertThat(log(id, webhook).get(0).get("attempts")).hasSize(MAX_ATTEMPTS);
            assertThat(receiver.received()).hasSize(MAX_ATTEMPTS);
        }
    }

    @Test
    void aReceiverThatIsGoneIsNotTriedAgain() {
        try (var receiver = new Receiver(number -> 410)) {
            long id = service().submit(Requests.one());
            JsonNode webhook = add(id, receiver.url());

            eventually(() -> assertThat(log(id, webhook))
                    .extracting(delivery -> delivery.get("state").asString())
                    .containsExactly("FAILED"));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void aDeletedWebhookIsToldNothingMore() {
        try (var deleted = new Receiver(number -> 200);
                var kept = new Receiver(number -> 200)) {
            long id = service().submit(Requests.one());
            long webhook = add(id, deleted.url()).get("id").asLong();
            eventually(() -> assertThat(deleted.received()).hasSize(1));
            add(id, kept.url());
            String path = "/api/v1/jobs/%d/webhooks/%d".formatted(id, webhook);
            assertThat(delete(path).status()).isEqualTo(204);
            service().control(id, "cancel");

            eventually(() -> assertThat(kept.states()).containsExactlyInAnyOrder("RUNNING", "CANCELLED"));
            assertThat(deleted.received()).hasSize(1);
            assertThat(delete(path).status()).isEqualTo(404);
            assertThat(service().get(path + "/deliveries").status()).isEqualTo(404);
            assertThat(store().rows("webhook_delivery")).isEqualTo(2);
        }
    }

    @Test
    void replicasShareTheWorkAndDeliverOnce() {
        int jobs = 6;
        int each = 5;
        try (var receiver = new Receiver(number -> 200);
                var replica = Replica.start(installation())) {
            List<Long> ids = IntStream.range(0, jobs)
                    .mapToObj(seed -> replica.service().submit(Requests.random(1, seed)))
                    .toList();
            ids.forEach(id -> IntStream.range(0, each).forEach(number -> add(id, receiver.url())));
            ids.forEach(id -> service().control(id, "cancel"));

            eventually(
                    () -> assertThat(store().number("select count(*) from webhook_delivery where state = 'DELIVERED'"))
                            .isEqualTo(2 * jobs * each));
            assertThat(receiver.received())
                    .hasSize(2 * jobs * each)
                    .extracting(Received::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aMessageWhoseProcessWasLostIsDeliveredByAnother() {
        try (var receiver = new Receiver(number -> 200)) {
            long id = service().submit(Requests.one());
            JsonNode webhook = add(id, receiver.url());
            eventually(() -> assertThat(receiver.received()).hasSize(1));
            eventually(() -> assertThat(store().rows("webhook_attempt")).isEqualTo(1));
            store().change("""
                    update webhook_delivery
                    set state = 'PENDING', attempts = 1, next_attempt_at = now() - interval '1 second'""");

            eventually(() -> assertThat(receiver.received()).hasSize(2));
            eventually(() ->
                    assertThat(log(id, webhook).get(0).get("state").asString()).isEqualTo("DELIVERED"));
        }
    }

    /** As one whose answer ends the process would otherwise do at each start. */
    @Test
    void aMessageWhoseProcessesWereLostAtEachAttemptIsGivenUp() {
        try (var receiver = new Receiver(number -> 200)) {
            long id = service().submit(Requests.one());
            JsonNode webhook = add(id, receiver.url());
            eventually(() -> assertThat(receiver.received()).hasSize(1));
            eventually(() -> assertThat(store().rows("webhook_attempt")).isEqualTo(1));
            store().change("""
                    update webhook_delivery
                    set state = 'PENDING', attempts = %d, next_attempt_at = now() - interval '1 second'""".formatted(MAX_ATTEMPTS));

            eventually(() ->
                    assertThat(log(id, webhook).get(0).get("state").asString()).isEqualTo("FAILED"));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void secretsAreShownOnceAndWebhooksAreFew() {
        long id = service().submit(Requests.one());
        String path = "/api/v1/jobs/%d/webhooks".formatted(id);
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Reply added = service().post(path, "{\"url\": \"http://127.0.0.1:9/\", \"secret\": \"%s\"}".formatted(secret));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().get("secret").asString()).isEqualTo(secret);

        assertThat(service().get(path).body()).contains("127.0.0.1:9").doesNotContain("secret", "whsec_");
        for (int number = 2; number <= 10; number++) {
            add(id, "http://127.0.0.1:9/");
        }
        Reply tooMany = service().post(path, "{\"url\": \"http://127.0.0.1:9/\"}");
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.json().get("detail").asString()).contains("already has the maximum of 10 webhooks");
        assertThat(service()
                        .post("/api/v1/jobs/123456789/webhooks", "{\"url\": \"http://127.0.0.1:9/\"}")
                        .status())
                .isEqualTo(404);
        assertThat(service().get("/api/v1/jobs/123456789/webhooks").status()).isEqualTo(404);
        assertThat(serviceAs(ServiceClient.READER).get(path).status()).isEqualTo(200);
        assertThat(serviceAs(ServiceClient.READER)
                        .post(path, "{\"url\": \"http://127.0.0.1:9/\"}")
                        .status())
                .isEqualTo(403);
    }

    private JsonNode add(long job, String url) {
        Reply reply = service().post("/api/v1/jobs/%d/webhooks".formatted(job), "{\"url\": \"%s\"}".formatted(url));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json();
    }

    private List<JsonNode> log(long job, JsonNode webhook) {
        return service()
                .all("/api/v1/jobs/%d/webhooks/%d/deliveries"
                        .formatted(job, webhook.get("id").asLong()));
    }

    private Reply delete(String path) {
        HttpRequest request = service().request(path).DELETE().build();
        return service().send(request);
    }
}
