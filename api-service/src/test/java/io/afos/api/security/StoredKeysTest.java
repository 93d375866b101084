package io.afos.api.security;

import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys come and go while the service runs. */
@Tag("any-backend")
class StoredKeysTest extends SystemTest {

    @Autowired
    private Environment environment;

    private ServiceClient administrator;

    @BeforeEach
    void beginWithoutStoredKeys() {
        store().change("delete from api_key");
        administrator = serviceAs(ServiceClient.ADMINISTRATOR);
    }

    @Test
    void aKeyThatIsAddedIsValidAtOnceAndOneThatIsRevokedIsNot() {
        Reply added = add("alice", "READ");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        String key = added.json().get("key").asString();

        assertThat(serviceAs(key).get("/api/v1/workers").status()).isEqualTo(200);
        assertThat(serviceAs(key).post("/api/v1/searches", "{}").status()).isEqualTo(403);
        assertThat(store().text("select sha256 || created_by from api_key"))
                .doesNotContain(key)
                .endsWith("administrator");

        assertThat(revoke("alice").status()).isEqualTo(204);
        assertThat(serviceAs(key).get("/api/v1/workers").status()).isEqualTo(401);
        assertThat(administrator.read("/api/v1/keys").at("/0/revokedBy").asString())
                .isEqualTo("administrator");
    }

    @Test
    void aNameIsUsedOnceEvenAfterItsKeyWasRevoked() {
        add("alice", "READ");
        revoke("alice");

        Reply again = add("alice", "READ");
        assertThat(again.status()).as(again.body()).isEqualTo(409);
        assertThat(add("submitter", "READ").status()).isEqualTo(409);
        assertThat(revoke("alice").status()).isEqualTo(404);
        assertThat(revoke("submitter").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoKeyIsRefusedByItsField() {
        assertThat(add("a b", "READ").json().at("/errors/0/field").asString()).isEqualTo("name");
        assertThat(add("bob", "KING").json().at("/errors/0/field").asString()).isEqualTo("role");
    }

    @Test
    void theCommandAddsAndRevokesAsWell() {
        String key = command("--add-api-key=carol:WORK").lines().reduce("", (before, line) -> line);
        eventually(
                () -> assertThat(serviceAs(key).get("/api/v1/workers").status()).isEqualTo(200));

        assertThat(command("--revoke-api-key=carol")).contains("carol is revoked");
        eventually(
                () -> assertThat(serviceAs(key).get("/api/v1/workers").status()).isEqualTo(401));
        assertThat(command("--revoke-api-key=carol")).contains("no valid API key");
    }

    @Test
    void whoComesWithUnknownKeysIsSlowedAndNobodyElseIs() {
        long begun = System.nanoTime();
        List<CompletableFuture<Integer>> refused = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> serviceAs("wrong " + i).get("/api/v1/workers").status()))
                .toList();
        int right = service().get("/api/v1/workers").status();
        var statuses = new ArrayList<Integer>();
        refused.forEach(reply -> statuses.add(reply.join()));

        assertThat(right).isEqualTo(200);
        assertThat(statuses).contains(401).containsAnyOf(401, 429).doesNotContain(200, 500);
        assertThat(System.nanoTime() - begun).isGreaterThan(100_000_000);
    }

    private Reply add(String name, String role) {
        return administrator.post("/api/v1/keys", """
                {"name": "%s", "role": "%s"}""".formatted(name, role));
    }

    private Reply revoke(String name) {
        return administrator.send(administrator
                .request("/api/v1/keys/" + name)
                .method("DELETE", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** What the command prints. */
    private String command(String argument) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        KeyCommand.run(List.of(argument, setting("url"), setting("username"), setting("password")), print, print);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String setting(String name) {
        return "--spring.datasource.%s=%s".formatted(name, environment.getProperty("spring.datasource." + name));
    }
}
