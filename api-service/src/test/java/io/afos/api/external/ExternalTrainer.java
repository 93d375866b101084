package io.afos.api.external;

import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A trainer that speaks plain HTTP. Its metrics follow from function, seed and epoch alone. */
record ExternalTrainer(ServiceClient service, String name, String network, String version) {

    static final String WORK = "/api/v1/external/work";

    /** What it was given. */
    record Task(JsonNode json) {
        long evaluation() {
            return json.get("evaluation").asLong();
        }

        int attempt() {
            return json.get("attempt").asInt();
        }

        int epochs() {
            return json.get("recipe").get("epochs").asInt();
        }

        /** From 0.3 to 0.9, higher after each epoch. */
        double accuracy(int epoch) {
            int mark = Math.floorMod((json.get("fingerprint").asString() + json.get("seed")).hashCode(), 1_000);
            return 0.3 + 0.4 * mark / 1_000 + 0.2 * epoch / epochs();
        }
    }

    Reply ask(int seconds) {
        return service.post(WORK, """
                {"network": "%s", "version": "%s", "worker": "%s", "host": "here", "device": "cpu", "engine": "none", "waitSeconds": %d}""".formatted(network, version, name, seconds));
    }

    Optional<Task> take(int seconds) {
        Reply reply = ask(seconds);
        if (reply.status() == 204) {
            return Optional.empty();
        }
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Optional.of(new Task(reply.json()));
    }

    Task take() {
        return Stream.generate(() -> take(20))
                .limit(6)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    Reply tell(Task task, String what, String fields) {
        return service.post(
                "%s/%d/%d/%s".formatted(WORK, task.evaluation(), task.attempt(), what),
                "{\"worker\": \"%s\"%s}".formatted(name, fields));
    }

    Reply report(Task task, int epoch) {
        return report(task, epoch, ", \"accuracy\": %s, \"loss\": 0.5".formatted(task.accuracy(epoch)));
    }

    Reply report(Task task, int epoch, String metrics) {
        return tell(task, "epochs", ", \"epoch\": %d%s".formatted(epoch, metrics));
    }

    /** Reports epoch by epoch, until it is told to stop. */
    String train(Task task) {
        for (int epoch = 1; ; epoch++) {
            String verdict = verdict(report(task, epoch));
            if (!verdict.equals("CONTINUE")) {
                return verdict;
            }
        }
    }

    static String verdict(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        JsonNode verdict = reply.json();
        assertThat(verdict.get("continue").asBoolean())
                .isEqualTo(verdict.get("verdict").asString().equals("CONTINUE"));
        return verdict.get("verdict").asString();
    }

    /** Trains what there is until the search is over. */
    void work(long search) {
        while (service.search(search).get("state").asString().equals("RUNNING")) {
            take(1).ifPresent(this::train);
        }
    }
}
