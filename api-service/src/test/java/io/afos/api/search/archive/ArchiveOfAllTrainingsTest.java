package io.afos.api.search.archive;

import io.afos.api.system.Requests;
import io.afos.api.system.ScriptedWorker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static io.afos.api.search.archive.Archives.lines;
import static org.assertj.core.api.Assertions.assertThat;

/** Archives of searches that train their functions for different numbers of epochs and with further seeds. */
class ArchiveOfAllTrainingsTest extends SystemTest {

    private static final List<String> TOLD = List.of(
            "name",
            "state",
            "createdAt",
            "finishedAt",
            "progress",
            "spending",
            "endedBy",
            "best",
            "finalists",
            "recipeHash");

    private JsonNode completed(String request) {
        worker(Scripts.train());
        JsonNode search = service().awaitState(service().submit(request), "COMPLETED");
        endWorkers();
        return search;
    }

    private String export(long id) {
        return Archives.export(service(), id);
    }

    /** Brings an archive to an empty installation. */
    private long moved(String archive) {
        endWorkers();
        broker().empty();
        store().empty();
        Reply reply = Archives.read(service(), archive);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().get("id").asLong();
    }

    /** All of a search's candidates that decides what its strategy does next. */
    private List<String> rungs(long id) {
        return store().texts("""
                        select concat_ws(' ', ordinal, fingerprint, operator, parents, epochs, repeated, promoted, reused, state,
                                         fitness)
                        from candidate where search_id = ? order by ordinal""", id);
    }

    private static List<String> finished() {
        return List.of(
                Requests.AFOS,
                Requests.asha(40, 4, 1),
                Requests.replicated(Requests.asha(30, 4, 2), 3, 2),
                Requests.replicated(Requests.AFOS, 3, 4),
                Requests.with(Requests.replicated(Requests.asha(60, 4, 3), 2, 2), "\"stop\": {\"epochs\": 70}"),
                Requests.with(
                        Requests.replicated(Requests.evolution(60, 6, 4), 1, 1), "\"stop\": {\"fitness\": 0.0001}"));
    }

    @ParameterizedTest
    @MethodSource("finished")
    void aFinishedSearchIsTheSameElsewhereAndGivesTheSameFile(String request) {
        JsonNode search = completed(request);
        long id = search.get("id").asLong();
        String archive = export(id);
        List<String> rungs = rungs(id);
        search = service().search(id);

        long copy = moved(archive);

        JsonNode imported = service().search(copy);
        for (String field : TOLD) {
            assertThat(imported.get(field)).as(field).isEqualTo(search.get(field));
        }
        assertThat(Archives.withoutIds(imported.get("baselines")))
                .isEqualTo(Archives.withoutIds(search.get("baselines")));
        assertThat(rungs(copy)).isEqualTo(rungs);
        Archives.assertSame(export(copy), archive);
        assertNothingIsLeftOver();
    }

    @Test
    void aLineTellsTheEpochsAndTheSeedOfItsTrainingIfTheyAreNotTheSearchsOwn() {
        JsonNode search = completed(Requests.replicated(Requests.asha(20, 4, 1), 2, 2));

        List<String> lines = lines(export(search.get("id").asLong()));

        assertThat(Archives.of("evaluation", lines))
                .filteredOn(line -> line.contains("},\"epochs\":1}"))
                .hasSize(20);
        assertThat(Archives.of("evaluation", lines))
                .filteredOn(line -> line.contains("\"seed\":2"))
                .hasSize(3);
        assertThat(Archives.of("evaluation", lines))
                .filteredOn(line -> line.endsWith("]}}"))
                .isNotEmpty();
        assertThat(Archives.of("replication", lines)).hasSize(6);
        assertThat(lines.get(lines.size() - 1)).contains("\"replications\":6");
        assertThat(lines.get(0)).contains("\"version\":3").contains("\"endedBy\":\"STRATEGY\"");
    }

    @Test
    void shortenedTrainingsThatWereImportedAreNotTrainedAgain() {
        moved(export(completed(Requests.asha(20, 1, 3)).get("id").asLong()));
        assertThat(store().number("select count(*) from recipe where shortened"))
                .isEqualTo(2);

        long first = service().submit(Requests.evolution(10, 1, 3).replace("\"epochs\": 2", "\"epochs\": 1"));

        service().awaitState(first, "COMPLETED"); // no worker is there, and the first population is the same
    }

    @Test
    void replicationsThatWereImportedAreNotTrainedAgain() {
        String request = Requests.replicated(Requests.AFOS, 2, 2);
        JsonNode search = completed(request);
        moved(export(search.get("id").asLong()));

        long again = service().submit(request);

        assertThat(service().awaitState(again, "COMPLETED").get("best"))
                .isEqualTo(search.get("best")); // no worker is there
    }

    @Test
    void aSuccessiveHalvingInMidCourseIsPausedAndGoesOnToItsEnd() {
        ScriptedWorker before = worker(Scripts.first(25, Scripts.train(), Scripts.hang()));
        long id = service().submit(Requests.asha(30, 4, 5));
        eventually(() -> assertThat(service()
                        .search(id)
                        .at("/progress/evaluations/SUCCEEDED")
                        .asInt())
                .isEqualTo(25));
        String archive = export(id);
        List<String> rungs = rungs(id);
        assertThat(rungs).anyMatch(row -> row.contains("PROMOTION")).anyMatch(row -> row.contains("OPEN"));

        long copy = moved(archive);

        JsonNode paused = service().search(copy);
        assertThat(paused.get("state").asString()).isEqualTo("PAUSED");
        assertThat(paused.get("endedBy").isNull()).isTrue();
        assertThat(rungs(copy)).isEqualTo(rungs);
        ScriptedWorker after = worker(Scripts.train());
        service().control(copy, "resume");
        JsonNode search = service().awaitState(copy, "COMPLETED");
        assertThat(search.at("/progress/candidates/SCORED")).isEqualTo(search.at("/progress/proposed"));
        assertThat(store().number("select count(*) from candidate where operator <> 'PROMOTION'"))
                .isEqualTo(30);
        assertThat(store().number("select count(*) from candidate where epochs = 4"))
                .isBetween(7L, 15L);
        assertThat(store().texts("select ordinal::text from candidate where promoted"))
                .containsExactlyInAnyOrderElementsOf(
                        store().texts("select parents[1]::text from candidate where operator = 'PROMOTION'"));
        assertThat(after.pulled()).hasSize((int) store().rows("evaluation") - 25);
        assertThat(before.pulled()).hasSize(26);
        assertNothingIsLeftOver();
    }

    @Test
    void aSearchInMidReplicationIsPausedAndFindsTheSameBest() {
        String request = Requests.replicated(Requests.AFOS, 3, 2);
        JsonNode end = completed(request);
        store().empty();
        var further = new AtomicInteger();
        worker(scene -> (scene.task().seed() > 1 && further.getAndIncrement() >= 3 ? Scripts.hang() : Scripts.train())
                .play(scene));
        long id = service().submit(request);
        String succeeded = "select count(*) from evaluation where seed > 1 and state = 'SUCCEEDED'";
        eventually(() -> assertThat(store().number(succeeded)).isEqualTo(3));
        String archive = export(id);
        JsonNode running = service().search(id);

        long copy = moved(archive);

        JsonNode paused = service().search(copy);
        assertThat(paused.get("state").asString()).isEqualTo("PAUSED");
        for (String field : List.of("endedBy", "best", "finalists", "spending")) {
            assertThat(paused.get(field)).as(field).isEqualTo(running.get(field));
        }
        assertThat(store().number(succeeded)).isEqualTo(3);
        ScriptedWorker worker = worker(Scripts.train());
        service().control(copy, "resume");
        JsonNode search = service().awaitState(copy, "COMPLETED");
        assertThat(search.get("best")).isEqualTo(end.get("best"));
        assertThat(search.get("finalists")).isEqualTo(end.get("finalists"));
        assertThat(worker.pulled()).hasSize(8 - 3).allMatch(task -> task.seed() > 1);
        assertNothingIsLeftOver();
    }

    @Test
    void aSearchThatEndedWithTrainingsOpenWaitsForTheseAfterwards() {
        worker(Scripts.first(5, Scripts.train(), Scripts.hang()));
        long id = service().submit(Requests.with(Requests.evolution(60, 6, 1), "\"stop\": {\"trainings\": 10}"));
        eventually(
                () -> assertThat(service().search(id).get("endedBy").asString()).isEqualTo("TRAININGS"));
        eventually(() -> assertThat(
                        service().search(id).at("/progress/candidates/SCORED").asInt())
                .isEqualTo(5));

        long copy = moved(export(id));

        assertThat(service().search(copy).at("/progress/candidates/OPEN").asInt())
                .isEqualTo(5);
        worker(Scripts.train());
        service().control(copy, "resume");
        JsonNode search = service().awaitState(copy, "COMPLETED");
        assertThat(search.get("endedBy").asString()).isEqualTo("TRAININGS");
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(10);
        assertNothingIsLeftOver();
    }

    @Test
    void anOpenCandidateTakesTheResultThatAnotherSearchGotMeanwhile() {
        worker(Scripts.first(4, Scripts.train(), Scripts.hang()));
        String request = Requests.evolution(4 + 3, 3, 1);
        long id = service().submit(request);
        eventually(() -> assertThat(
                        service().search(id).at("/progress/candidates/SCORED").asInt())
                .isEqualTo(4));
        long copy = moved(export(id));
        JsonNode other = completed(request);
        assertThat(service().search(copy).at("/progress/candidates/OPEN").asInt())
                .isEqualTo(3);

        service().control(copy, "resume"); // no worker is there

        JsonNode search = service().awaitState(copy, "COMPLETED");
        assertThat(search.get("best")).isEqualTo(other.get("best"));
        assertThat(search.at("/progress/candidates/SCORED").asInt()).isEqualTo(7);
        assertThat(search.at("/spending/epochs").asInt()).isEqualTo(14);
        assertNothingIsLeftOver();
    }

    @Test
    void aFileOfTheFirstVersionIsRead() {
        JsonNode search = completed(Requests.AFOS);
        String archive = export(search.get("id").asLong());

        long copy = moved(Archives.ofVersion1(archive));

        assertThat(service().search(copy).get("endedBy").asString()).isEqualTo("STRATEGY");
        Archives.assertSame(export(copy), archive);
    }
}
