package io.afos.api.job;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import io.afos.model.message.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches that share many evaluations, while they are paused, resumed and cancelled all the time. */
class TurmoilTest extends SystemTest {

    private static final int ACTIONS = 25;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void allSearchesEndAsIfEachHadBeenAlone(long seed) {
        List<String> requests = List.of(narrow(seed), narrow(seed + 1), narrow(seed), narrow(seed + 2));
        Map<String, List<String>> alone = new HashMap<>();
        requests.stream().distinct().forEach(request -> alone.put(request, undisturbed(request)));
        worker(Scripts.train());
        worker(Scripts.answerTwice());
        worker(Scripts.first(
                15,
                scene -> {
                    scene.start();
                    scene.finish(new Outcome.Released("so it goes"));
                },
                Scripts.train()));
        List<Long> searches = requests.stream().map(service()::submit).toList();
        List<Long> doomed = List.of(service().submit(narrow(seed)), service().submit(narrow(seed + 1)));

        var disturbers = Stream.of(seed, -seed, 7 * seed)
                .map(random -> CompletableFuture.supplyAsync(() -> disturb(new Random(random), searches)))
                .toList();
        List<Reply> replies = new ArrayList<>();
        doomed.forEach(id -> replies.add(service().control(id, "cancel")));
        disturbers.forEach(disturber -> replies.addAll(disturber.join()));
        searches.forEach(id -> replies.add(service().control(id, "resume")));

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.body()).isIn(200, 409));
        for (int i = 0; i < searches.size(); i++) {
            service().awaitState(searches.get(i), "COMPLETED");
            assertThat(store().course(searches.get(i))).isEqualTo(alone.get(requests.get(i)));
        }
        assertThat(store().number("select sum(failures) from evaluation")).isZero();
        eventually(this::assertNothingIsLeftOver);
    }

    private List<Reply> disturb(Random random, List<Long> searches) {
        var replies = new ArrayList<Reply>();
        for (int i = 0; i < ACTIONS; i++) {
            long id = searches.get(random.nextInt(searches.size()));
            replies.add(service().control(id, random.nextBoolean() ? "pause" : "resume"));
        }
        return replies;
    }

    /** Few functions, so that searches meet often. */
    private static String narrow(long seed) {
        return Requests.afos(12, 6, seed).replace("\"name\"", """
                "space": {"unaries": ["x", "tanh", "erf", "max0"], "binaries": ["add", "mul"], "shapes": [3, 5]},
                "name\"""");
    }
}
