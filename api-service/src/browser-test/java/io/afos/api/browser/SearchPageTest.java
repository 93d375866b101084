package io.afos.api.browser;

import com.microsoft.playwright.Download;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page of a search. */
class SearchPageTest extends BrowserSystemTest {

    @Test
    void aSearchThatFoundNothingSaysSo() {
        long id = service().submit("""
                {"strategy": {"type": "exhaustive"}, "baselines": [], "replication": {"candidates": 0},
                 "space": {"unaries": ["atanh"], "binaries": ["mul"], "shapes": [3]}}""");
        service().awaitState(id, "COMPLETED");
        signIn(ServiceClient.READER);

        page.navigate(address("/searches/" + id));

        assertThat(section("Best function")).containsText("None: no candidate reached a fitness above 0.");
    }

    @Test
    void aCloneHasTheSeedsOfTheOriginalToTheLastDigit() {
        long id = service().submit("""
                {"strategy": {"type": "random", "candidates": 1}, "seed": 9007199254740991, "trainingSeed": -9007199254740991,
                 "recipe": {"dataset": "fashion-mnist-mini"}}""");
        signIn(ServiceClient.SUBMITTER);
        page.navigate(address("/searches/new?clone=" + id));

        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Waiting");
        assertThat(
                        store().texts(
                                        "select distinct (specification ->> 'seed') || ' ' || (specification ->> 'trainingSeed') from search"))
                .containsExactly("9007199254740991 -9007199254740991");
    }

    @Test
    void aSearchIsSubmittedWatchedAndItsWinnerTakenHome() throws IOException {
        worker(Scripts.train());
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Name").fill("by form");
        field("Population").fill("10");
        button("Start search").click();

        assertThat(heading("by form")).isVisible();
        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(heading("Where the best function comes from")).isVisible();
        assertThat(page.locator("afos-chart canvas")).hasCount(3);

        page.locator(".winner a.function").click();
        assertThat(heading("Against ReLU, GELU and SiLU")).isVisible();
        assertThat(page.locator("h1 .katex")).isVisible();
        assertThat(page.locator("pre")).containsText("import torch");
        Download module = page.waitForDownload(() -> button("Download PyTorch").click());
        assertThat(Files.readString(module.path())).contains("class ", "torch");
        button("Formula").click();
        assertThat(page.locator("pre")).not().containsText("import torch");
        String formula = page.locator("pre").textContent();
        button("Copy").click();
        assertThat(page.getByText("Copied.")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(formula);
    }

    @Test
    void tellsHowFarTheReplicationIs() {
        var signal = new CountDownLatch(1);
        worker(scene -> (scene.task().seed() == 1 ? Scripts.train() : Scripts.trainWhen(signal)).play(scene));
        long id = service().submit(Requests.replicated(Requests.evolution(12, 3, 1), 3, 4));
        signIn(ServiceClient.SUBMITTER);
        page.navigate(address("/searches/" + id));

        assertThat(page.locator(".head")).containsText("Training the best again: 0 of 12");
        assertThat(section("Spent")).containsText("Proposes nothing more: its strategy has no more candidates.");
        assertThat(section("Finalists")).containsText("0 of 4");
        signal.countDown();
        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(page.locator(".head")).not().containsText("Training the best again");
    }

    @Test
    void aSearchIsPausedAndResumed() {
        var signal = new CountDownLatch(1);
        worker(Scripts.trainWhen(signal));
        long id = service().submit(Requests.AFOS);
        signIn(ServiceClient.SUBMITTER);
        page.navigate(address("/searches/" + id));

        button("Pause").click();
        assertThat(page.locator(".head .state")).containsText("Paused");
        assertThat(service().search(id).get("state").stringValue()).isEqualTo("PAUSED");

        button("Resume").click();
        assertThat(page.locator(".head .state")).containsText("Running");
        signal.countDown();
        assertThat(page.locator(".head .state")).containsText("Completed");
    }
}
