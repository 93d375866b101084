package io.afos.api.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The form for a search. */
class SearchFormTest extends BrowserSystemTest {

    @Test
    void aSearchStartsAndEndsAsTheFormSaysAndItsCloneToo() {
        worker(Scripts.train());
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Name").fill("by rules");
        unfold("Start from");
        field("These functions").fill("silu, max(x,0)\nx*erf(x)");
        unfold("Stop rules");
        field("Maximum trainings").fill("5");
        unfold("Replication");
        field("Functions to train again").fill("2");
        field("Further seeds").fill("4");
        unfold("Space, seeds and priority");
        field("f(\u2212x) counts as f(x)").check();
        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(section("Spent")).containsText("Ended: its stop rule applies: maximum trainings 5.");
        assertThat(section("Spent").locator("dd").first()).containsText("5 of 5");
        Locator finalists = section("Finalists").locator("tbody").first().locator("tr");
        assertThat(finalists).hasCount(2);
        assertThat(finalists.first()).containsText("4 of 4");
        assertThat(finalists.first()).containsText("\u00b1");
        assertThat(page.locator(".winner")).containsText("means of 4 further seeds");
        assertThat(section("Setup")).containsText("3 start functions");

        link("Clone").click();
        assertThat(field("These functions")).hasValue(Pattern.compile("x\\*sigmoid\\(x\\)\n.+\nx\\*erf\\(x\\)"));
        assertThat(field("Maximum trainings")).hasValue("5");
        assertThat(field("Functions to train again")).hasValue("2");
        assertThat(field("f(\u2212x) counts as f(x)")).isChecked();
        button("Start search").click();
        assertThat(heading("by rules again")).isVisible();
        assertThat(page.locator(".head .state")).containsText("Completed");
    }

    @Test
    void aSearchStartsFromTheBestOfAnotherAndOfALeaderboard() {
        worker(Scripts.train());
        long other = service().submit(Requests.evolution(6, 3, 1));
        service().awaitState(other, "COMPLETED");
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        unfold("Start from");
        Locator more = button("Add the best of a search or leaderboard");
        more.click();
        field("Search number").fill(String.valueOf(other));
        field("Number of functions").fill("2");
        more.click();
        Locator board = page.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName("The best of list 2"));
        board.getByLabel("Of", new Locator.GetByLabelOptions().setExact(true)).selectOption(new SelectOption().setIndex(1));
        board.getByLabel("Number of functions").fill("3");
        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(section("Setup")).containsText("3 start functions");
    }

    @Test
    void aNetworkOfOnesOwnIsSubmittedAndShownWithItsProgram() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        page.locator(".presets label")
                .filter(new Locator.FilterOptions().setHasText("My own network"))
                .click();
        field("Network").fill("leaves");
        field("Version").fill("v2");
        field("Objective").selectOption("SCORE");
        field("Name of the score").fill("latency (ms)");
        field("Better is").selectOption("MINIMIZE");
        field("Its worst value").fill("40");
        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Waiting");
        assertThat(page.locator(".alert")).containsText("no external trainer is live for leaves@v2");
        assertThat(section("Setup")).containsText("latency (ms): how far it is below 40");
        assertThat(section("Setup")).containsText("leaves, version v2, external");
        assertThat(section("Setup").innerText().split("v2")).hasSize(2);
        Locator program = page.locator("details.card").filter(new Locator.FilterOptions().setHasText("Training program"));
        assertThat(program.locator("pre")).containsText(".find(" + service().read("/api/v1/searches").at("/items/0/id") + ").trials():");
        assertThat(program.locator("pre")).containsText("trial.report(score=...)");
    }

    @Test
    void aCloneHasTheNetworkAndSettingsOfItsOriginal() {
        long original = service().submit("""
                {"name": "own", "strategy": {"type": "random", "candidates": 3}, "recipe": {"epochs": 3, "external":
                   {"network": "leaves", "version": "v2", "settings": {"lr": 0.1, "size": "64"}, "objective": {"type": "accuracy"}}}}""");
        signIn(ServiceClient.SUBMITTER);
        page.navigate(address("/searches/new?clone=" + original));
        assertThat(field("Version")).hasValue("v2");
        assertThat(field("Objective")).hasValue("ACCURACY");
        button("Start search").click();

        assertThat(heading("own again")).isVisible();
        assertThat(section("Setup")).containsText("Setting lr");
        assertThat(service().read("/api/v1/searches").get("items").valueStream().map(search -> search.get("recipeHash").asString()).distinct())
                .hasSize(1);
    }

    @Test
    void estimatesWhatASearchWouldTake() {
        worker(Scripts.train());
        long other = service().submit(Requests.random(6, 1));
        service().awaitState(other, "COMPLETED");
        signIn(ServiceClient.SUBMITTER);
        page.navigate(address("/searches/new?clone=" + other));
        field("Seed").fill("2");
        button("Estimate").click();

        Locator estimate = page.locator(".estimate");
        assertThat(estimate).containsText("about 6");
        assertThat(estimate).containsText("with 1 worker, from");
        assertThat(estimate).containsText("under the same recipe");
        assertThat(service().read("/api/v1/searches").get("items")).hasSize(1);

        unfold("Stop rules");
        field("Target fitness").fill("100");
        assertThat(estimate).containsText("before the latest changes");
        button("Estimate").click();
        assertThat(estimate).containsText("The search may end earlier");
        assertThat(estimate).not().containsText("before the latest changes");

        field("Target fitness").fill("0");
        button("Estimate").click();
        assertThat(page.locator("#field-stop-fitness-problem")).isVisible();
        assertThat(estimate).isHidden();
    }

    @Test
    void saysAtTheFieldWhatTheServiceHasAgainstIt() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Population").fill("10");
        field("Elites").fill("9");
        button("Start search").click();

        assertThat(page.locator("#field-strategy-elites-problem")).containsText("Must be at most 4");
        assertThat(field("Elites")).hasAttribute("aria-invalid", "true");
        field("Elites").fill("2");
        button("Start search").click();
        assertThat(page.locator(".head .state")).containsText("Waiting");
    }

    @Test
    void unfoldsTheFieldsThatTheServiceHasSomethingAgainst() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        unfold("Start from");
        field("These functions").fill("silu\nnonsense(x)");
        unfold("Start from");
        button("Start search").click();
        assertThat(page.locator("#field-start-functions-problem")).containsText("nonsense(x): is no name");
        assertThat(field("These functions")).hasAttribute("aria-invalid", "true");

        field("These functions").fill("");
        unfold("Stop rules");
        field("Target fitness").fill("0");
        unfold("Stop rules");
        button("Start search").click();
        assertThat(page.locator("#field-stop-fitness-problem")).containsText("Must be greater than 0");
    }

    @Test
    void unfoldsTheFieldsThatTheSchemaForbids() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        unfold("Replication");
        field("Further seeds").fill("0");
        unfold("Replication");
        button("Start search").click();

        assertThat(field("Further seeds")).isVisible();
        assertThat(field("Further seeds")).isFocused();
        assertThat(service().read("/api/v1/searches").get("items")).isEmpty();
    }

    @Test
    void keepsWhatWasEnteredWhenThePageIsReloaded() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Name").fill("half entered");

        page.reload();

        assertThat(field("Name")).hasValue("half entered");
    }

    @Test
    void asksForAFolderOfOwnImagesAndFindsItWhenAWorkerDoes() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        page.getByText("My own images").click();

        assertThat(page.getByText("No folder of images yet.")).isVisible();
        button("Start search").click();
        assertThat(page.locator("select[name='recipe.dataset']:invalid")).isVisible();
        assertThat(service().read("/api/v1/searches").get("items")).isEmpty();

        worker("folder:leaves", Scripts.train());
        assertThat(page.getByText("No folder of images yet.")).isHidden();
        field("Folder of images").selectOption("folder:leaves");
        button("Start search").click();

        assertThat(section("Setup")).containsText("folder:leaves");
    }

    @Test
    void refusesWhatTheSchemaForbidsBeforeItIsSent() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Epochs").fill("0");
        button("Start search").click();

        assertThat(page.locator("input[name='recipe.epochs']:invalid")).isVisible();
        assertThat(service().read("/api/v1/searches").get("items")).isEmpty();
    }
}
