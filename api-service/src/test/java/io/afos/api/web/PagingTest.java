package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Page by page comes everything once, also while more is added. */
class PagingTest extends SystemTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 11, 200})
    void pagesOfEverySizeMakeTheWholeList(int limit) {
        List<Long> submitted = submit(10);

        assertThat(ids(service().all("/api/v1/searches?limit=" + limit)))
                .containsExactlyElementsOf(
                        submitted.stream().sorted(Comparator.reverseOrder()).toList());
    }

    @Test
    void searchesThatAreAddedMeanwhileDisturbNoPage() {
        List<Long> submitted = submit(9);
        var seen = new ArrayList<Long>();
        JsonNode page = service().read("/api/v1/searches?limit=2");
        seen.addAll(ids(page.get("items")));
        while (!page.get("next").isNull()) {
            submit(1);
            page = service()
                    .read("/api/v1/searches?limit=2&cursor=" + page.get("next").asString());
            seen.addAll(ids(page.get("items")));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        submitted.stream().sorted(Comparator.reverseOrder()).toList());
    }

    @Test
    void functionsThatAreAddedMeanwhileDisturbNoPageOfTheLeaderboard() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(25, 1)), "COMPLETED");
        List<String> before = fingerprints(service().all("/api/v1/leaderboard"));
        var seen = new ArrayList<String>();
        JsonNode page = service().read("/api/v1/leaderboard?limit=3");
        int seed = 2;
        while (true) {
            page.get("items").forEach(entry -> seen.add(entry.get("fingerprint").asString()));
            if (page.get("next").isNull()) {
                break;
            }
            service().awaitState(service().submit(Requests.random(2, seed++)), "COMPLETED");
            page = service()
                    .read("/api/v1/leaderboard?limit=3&cursor="
                            + page.get("next").asString());
        }

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
    }

    @Test
    void functionsOfEqualFitnessAreAllListed() {
        worker(Scripts.train());
        service().awaitState(service().submit(Requests.random(30, 1)), "COMPLETED");
        store().change("update standing set fitness = case when accuracy > 0.6 then 1 else 2 end");

        List<String> pages = fingerprints(service().all("/api/v1/leaderboard?limit=2"));

        assertThat(pages).doesNotHaveDuplicates().hasSize((int) store().rows("standing"));
        assertThat(pages).isEqualTo(fingerprints(service().all("/api/v1/leaderboard?limit=200")));
    }

    @Test
    void candidatesCanBeFilteredAndSorted() {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(12, 4, 3));
        service().awaitState(id, "COMPLETED");
        String path = "/api/v1/searches/%d/candidates?limit=5".formatted(id);
        List<JsonNode> all = service().all(path);

        assertThat(ordinals(all)).containsExactlyElementsOf(range(48));
        assertThat(ordinals(service().all(path + "&generation=2")))
                .containsExactlyElementsOf(range(48).subList(24, 36));
        assertThat(ordinals(service().all(path + "&operator=ELITE")))
                .containsExactlyElementsOf(ordinals(all.stream()
                        .filter(candidate ->
                                candidate.get("operator").asString().equals("ELITE"))
                        .toList()));
        assertThat(service().all(path + "&state=OPEN")).isEmpty();
        assertThat(ordinals(service().all(path + "&sort=FITNESS")))
                .containsExactlyElementsOf(ordinals(all.stream()
                        .sorted(Comparator.comparing((JsonNode candidate) ->
                                        -candidate.get("fitness").asDouble())
                                .thenComparing(
                                        candidate -> candidate.get("ordinal").asInt()))
                        .toList()));
        assertThat(ordinals(service().all(path + "&sort=FITNESS&generation=1&state=SCORED")))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        submit(3);
        String next = service().read("/api/v1/searches?limit=1").get("next").asString();

        assertThat(service().get("/api/v1/leaderboard?cursor=" + next).status()).isEqualTo(400);
    }

    private List<Long> submit(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> service().submit(Requests.one()))
                .toList();
    }

    private static List<Long> ids(Iterable<JsonNode> items) {
        var ids = new ArrayList<Long>();
        items.forEach(item -> ids.add(item.get("id").asLong()));
        return ids;
    }

    private static List<Integer> ordinals(List<JsonNode> items) {
        return items.stream().map(item -> item.get("ordinal").asInt()).toList();
    }

    private static List<String> fingerprints(List<JsonNode> items) {
        return items.stream().map(item -> item.get("fingerprint").asString()).toList();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
