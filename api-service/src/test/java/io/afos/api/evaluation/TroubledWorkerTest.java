package io.afos.api.evaluation;

import io.afos.api.system.Broker;
import io.afos.api.system.ScriptedWorker;
import io.afos.model.message.FolderFacts;
import io.afos.model.message.FolderFacts.ClassCounts;
import io.afos.model.message.FolderFacts.Finding;
import io.afos.model.message.FolderFacts.Kind;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.Trouble;
import io.afos.model.message.WorkerEvent.WorkerDescription;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong on one worker, or with what it says, ends no search that others can go on with. */
class TroubledWorkerTest extends EvaluationSystemTest {

    private static final FolderFacts LEAVES = new FolderFacts(
            "folder:leaves",
            "a".repeat(64),
            1,
            List.of(new ClassCounts("healthy", 4, 0, 1)),
            List.of(new Finding(Kind.IGNORED, "hidden", 1, List.of(".DS_Store"))));

    @Test
    void aSearchWaitsWhileItsOnlyWorkerIsInTroubleAndSaysWhy() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            started("w1", attempt);
            tell(List.of(), List.of(new Trouble(Broker.DATASET, "the disk is full")), null);
            finished("w1", attempt, new Outcome.Released("the disk is full"));
            awaitQueued(attempt + 1);
        }
        JsonNode status = service().search(search);
        assertThat(status.get("state").asString()).isEqualTo("RUNNING");
        assertThat(status.get("obstacle").asString()).contains(Broker.DATASET, "w1: the disk is full");
        assertThat(service().read("/api/v1/workers").at("/0/troubles/0/reason").asString())
                .isEqualTo("the disk is full");

        tell(List.of(Broker.DATASET), List.of(), null);
        assertThat(service().search(search).path("obstacle").isNull()).isTrue();
    }

    @Test
    void theCatalogueTellsWhatWorkersFoundInFolders() {
        tell(List.of("folder:leaves"), List.of(), List.of(LEAVES));
        tell(List.of("folder:leaves"), List.of(), null);
        JsonNode folder = service().read("/api/v1/catalog/folders").get(0);
        assertThat(folder.at("/contents/0/workers/0").asString()).isEqualTo("w1");
        assertThat(folder.at("/contents/0/facts/classes/0/train").asInt()).isEqualTo(4);
        assertThat(folder.at("/contents/0/facts/findings/0/kind").asString()).isEqualTo("IGNORED");

        tell(List.of(), List.of(new Trouble("folder:leaves", "class folder c is empty")), null);
        assertThat(service()
                        .read("/api/v1/catalog/folders")
                        .at("/0/troubles/0/reason")
                        .asString())
                .isEqualTo("class folder c is empty");
    }

    @Test
    void aReasonWithCharactersThatNobodySeesIsStored() {
        started("w1", 1);
        finished("w1", 1, new Outcome.Failed("x\0y\u202ez", false));
        assertThat(store().text("select failure from evaluation")).isEqualTo("x\\u0000y\\u202Ez");
    }

    private void tell(List<String> datasets, List<Trouble> troubles, List<FolderFacts> folders) {
        WorkerDescription known = ScriptedWorker.DESCRIPTION;
        handler.handle(new WorkerEvent.Heartbeat(
                "w1",
                new WorkerDescription(
                        known.host(),
                        known.device(),
                        known.threads(),
                        known.engine(),
                        datasets,
                        List.of(),
                        Instant.now(),
                        troubles,
                        folders,
                        false),
                null));
    }
}
