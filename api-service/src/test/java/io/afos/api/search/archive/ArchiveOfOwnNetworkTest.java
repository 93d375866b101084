package io.afos.api.search.archive;

import io.afos.api.network.NetworkFile;
import io.afos.api.system.Broker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import io.afos.model.recipe.ImageRecipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The archive of a search on an uploaded network brings the network along. */
class ArchiveOfOwnNetworkTest extends SystemTest {

    private String archive;
    private String identity;

    @BeforeEach
    void exportOne() {
        store().change("delete from network");
        identity = NetworkFile.upload(service(), "name=mine", NetworkFile.small())
                .json()
                .get("identity")
                .asString();
        worker(ImageRecipe.networksQueue(Broker.DATASET), Scripts.train());
        long id = service().submit("""
                {"name": "own", "replication": {"candidates": 0}, "strategy": {"type": "random", "candidates": 3},
                 "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 100, "validationImages": 50, "architecture": "mine",
                            "epochs": 2}}""");
        service().awaitState(id, "COMPLETED");
        archive = Archives.export(service(), id);
        endWorkers();
        beginEmpty();
        store().change("delete from network");
    }

    @Test
    void theNetworkIsHereAfterTheImport() {
        Reply imported = Archives.read(service(), archive);

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(service().read("/api/v1/networks/mine").get("identity").asString())
                .isEqualTo(identity);
        Archives.assertSame(Archives.export(service(), imported.json().get("id").asLong()), archive);
    }

    @Test
    void aNetworkWhoseNameIsTakenGetsAnother() {
        NetworkFile.upload(service(), "name=mine&keep=" + firstActivation(), NetworkFile.small());

        Reply imported = Archives.read(service(), archive);

        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(service()
                        .read("/api/v1/networks/network-" + identity.substring(0, 12))
                        .get("identity")
                        .asString())
                .isEqualTo(identity);
    }

    @Test
    void anArchiveWithoutItsNetworkOrWithAnotherIsRefused() {
        String without = archive.replaceFirst("\"network\":\"[^\"]*\"", "\"network\":null");
        String damaged = archive.replaceFirst("\"network\":\"....", "\"network\":\"AAAA");
        String text = archive.replaceFirst("\"network\":\"....", "\"network\":\"!!!!");

        for (String wrong : new String[] {without, damaged, text}) {
            Reply reply = Archives.read(service(), wrong);
            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        }
        assertThat(store().rows("job")).isZero();
    }

    private String firstActivation() {
        String name = NetworkFile.upload(service(), "name=first", NetworkFile.small())
                .json()
                .at("/description/activations/0/name")
                .asString();
        service().send(service().request("/api/v1/networks/first").DELETE().build());
        return name;
    }
}
