package io.afos.api.job;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyTest extends SystemTest {

    @Test
    void theSameRequestUnderTheSameKeyIsOneSearch() {
        Reply first = submit("key-1", Requests.random(5, 1));
        Reply second = submit("key-1", Requests.random(5, 1));

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(store().rows("job")).isEqualTo(1);
    }

    @Test
    void theSameRequestWrittenInAnotherWayIsTheSame() {
        Reply first = submit("key-1", "{\"seed\": 3, \"name\": \"a\"}");
        Reply second = submit("key-1", "{ \"name\" : \"a\",\n \"priority\": null, \"seed\" : 3 }");

        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
    }

    @Test
    void anotherRequestUnderTheSameKeyIsAConflict() {
        long id = submit("key-1", Requests.random(5, 1)).json().get("id").asLong();
        Reply other = submit("key-1", Requests.random(5, 2));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("detail").asString())
                .isEqualTo(
                        "this Idempotency-Key was already used for another request, which created job %d; use a new"
                                + " key",
                        id);
        assertThat(store().rows("job")).isEqualTo(1);
    }

    @Test
    void withoutAKeyEverySubmissionIsASearchOfItsOwn() {
        service().submit(Requests.random(5, 1));
        service().submit(Requests.random(5, 1));
        submit("key-1", Requests.random(5, 1));
        submit("key-2", Requests.random(5, 1));

        assertThat(store().rows("job")).isEqualTo(4);
    }

    @Test
    void submissionsOfTheSameKeyAtTheSameTimeAreOneSearch() {
        var callers = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String key = "round-" + round;
                List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(() -> submit(key, Requests.random(20, 1)), callers))
                        .toList();
                assertThat(replies.stream().map(CompletableFuture::join))
                        .allSatisfy(reply ->
                                assertThat(reply.status()).as(reply.body()).isEqualTo(202))
                        .extracting(reply -> reply.json().get("id").asLong())
                        .containsOnly(replies.get(0).join().json().get("id").asLong());
                assertThat(store().rows("job")).isEqualTo(round + 1);
                assertThat(store().rows("candidate")).isEqualTo(20L * (round + 1));
            }
        } finally {
            callers.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with space", "tab\tulator"})
    void aKeyThatIsNoneIsRefused(String key) {
        Reply reply = submit(key, Requests.random(5, 1));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
        assertThat(store().rows("job")).isZero();
    }

    @Test
    void aKeyOfMoreThan128CharactersIsRefused() {
        assertThat(submit("k".repeat(128), Requests.random(5, 1)).status()).isEqualTo(202);
        assertThat(submit("k".repeat(129), Requests.random(5, 1)).status()).isEqualTo(400);
    }

    private Reply submit(String key, String request) {
        return service().post("/api/v1/searches", request, "Idempotency-Key", key);
    }
}
