package io.afos.api.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.afos.api.browser.Chromium;
import io.afos.api.system.Backends;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import io.afos.api.system.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard over the whole service, in a browser. */
@Tag("browser")
class DashboardTest extends SystemTest {

    private static Chromium chromium;

    @LocalServerPort
    private int port;

    private Wire wire;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endBrowser() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        wire = new Wire(new Backends.Server("127.0.0.1", port, "", "", ""));
        page = chromium.window();
        page.navigate(address("/searches"));
    }

    @AfterEach
    void close() {
        List<String> complaints = chromium.complaints();
        page.context().close();
        wire.close();
        assertThat(complaints).as("errors in the browser").isEmpty();
    }

    @Test
    void asksForAKeyAndTakesNoOther() {
        signIn("no such key");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("valid API key");

        signIn(ServiceClient.SUBMITTER);
        assertThat(page.getByText("No search yet")).isVisible();

        button("Sign out").click();
        assertThat(heading("Sign in")).isVisible();
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
    void aSearchStartsAndEndsAsTheFormSaysAndItsCloneToo() {
        worker(Scripts.train());
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Name").fill("by rules");
        unfold("Start from");
        field("These functions").fill("silu, max(x,0)\nx*erf(x)");
        unfold("Stop when");
        field("Most trainings").fill("6");
        unfold("Replication");
        field("Functions to train again").fill("2");
        field("Further seeds").fill("4");
        unfold("Space, seeds and priority");
        field("f(\u2212x) counts as f(x)").check();
        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(section("Spent")).containsText("Ended: its limit of 6 trainings is reached.");
        assertThat(section("Spent").locator("dd").first()).containsText("6 of 6");
        Locator finalists = section("Finalists").locator("tbody").first().locator("tr");
        assertThat(finalists).hasCount(2);
        assertThat(finalists.first()).containsText("4 of 4");
        assertThat(finalists.first()).containsText("\u00b1");
        assertThat(page.locator(".winner")).containsText("means of 4 further seeds");
        assertThat(section("Setup")).containsText("from 3 given functions");

        link("Clone").click();
        assertThat(field("These functions")).hasValue(Pattern.compile("x\\*sigmoid\\(x\\)\n.+\nx\\*erf\\(x\\)"));
        assertThat(field("Most trainings")).hasValue("6");
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
        field("Number of the search").fill(String.valueOf(other));
        field("So many of the best").fill("2");
        more.click();
        Locator board = page.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName("The best of list 2"));
        board.getByLabel("Of", new Locator.GetByLabelOptions().setExact(true)).selectOption(new SelectOption().setIndex(1));
        board.getByLabel("So many of the best").fill("3");
        button("Start search").click();

        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(section("Setup")).containsText("from 3 given functions");
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

        unfold("Stop when");
        field("Fitness to reach").fill("100");
        assertThat(estimate).containsText("before the latest changes");
        button("Estimate").click();
        assertThat(estimate).containsText("It may end earlier");
        assertThat(estimate).not().containsText("before the latest changes");

        field("Fitness to reach").fill("0");
        button("Estimate").click();
        assertThat(page.locator("#field-stop-fitness-problem")).isVisible();
        assertThat(estimate).isHidden();
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
        assertThat(page.locator(".head .state")).containsText("Running");
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
        unfold("Stop when");
        field("Fitness to reach").fill("0");
        unfold("Stop when");
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
    void refusesWhatTheSchemaForbidsBeforeItIsSent() {
        signIn(ServiceClient.SUBMITTER);
        link("New search").click();
        field("Epochs").fill("0");
        button("Start search").click();

        assertThat(page.locator("input[name='recipe.epochs']:invalid")).isVisible();
        assertThat(service().read("/api/v1/searches").get("items")).isEmpty();
    }

    @Test
    void aReaderIsToldThatTheKeyDoesNotSuffice() {
        signIn(ServiceClient.READER);
        link("New search").click();
        button("Start search").click();

        assertThat(page.locator("form").getByRole(AriaRole.ALERT)).containsText("role of this API key");
    }

    @Test
    void aSearchIsSubmittedFromTheKeyboardAlone() {
        worker(Scripts.train());
        assertThat(heading("Sign in")).isVisible();
        waitUntilPainted();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        tabTo(field("API key"));
        page.keyboard().type(ServiceClient.SUBMITTER);
        page.keyboard().press("Enter");
        assertThat(page.getByText("No search yet")).isVisible();

        tabTo(link("New search"));
        page.keyboard().press("Enter");
        assertThat(heading("New search")).isVisible();
        tabTo(field("Name"));
        page.keyboard().press("ControlOrMeta+A");
        page.keyboard().type("by keyboard");
        tabTo(button("Start search"));
        page.keyboard().press("Enter");

        assertThat(heading("by keyboard")).isVisible();
        assertThat(page.locator(".head .state")).containsText("Completed");
    }

    @Test
    void goesOnAfterTheConnectionWasLostAndShowsNothingTwice() {
        worker(Scripts.train());
        signIn(ServiceClient.SUBMITTER);
        long id = service().submit(Requests.afos(10, 2, 1));
        page.navigate(address("/searches/" + id + "?sort=ORDINAL"));
        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(page.locator(".status")).containsText("Live");

        wire.cut();
        assertThat(page.locator(".banner")).isVisible();
        long other = service().submit(Requests.afos(6, 2, 2));
        service().awaitState(other, "COMPLETED");
        wire.mend();

        assertThat(page.locator(".banner")).isHidden();
        Locator rows = page.locator("section:has(h2:text-is('Candidates')) tbody tr td:first-child");
        assertThat(rows).hasCount(20);
        List<String> ordinals = rows.allTextContents();
        assertThat(new HashSet<>(ordinals)).hasSameSizeAs(ordinals);
        link("Searches").first().click();
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    @Test
    void everyPageIsAccessibleAndFitsAPhone() {
        worker(Scripts.train());
        long search = service().submit(Requests.with(Requests.replicated(Requests.afos(10, 3, 1), 2, 2), "\"stop\": {\"epochs\": 30}"));
        service().awaitState(search, "COMPLETED");
        long benchmark = service()
                .post("/api/v1/benchmarks", """
                        {"preset": "quick", "seeds": [1, 2]}""")
                .json()
                .get("id")
                .longValue();
        eventually(() -> assertThat(
                        service().read("/api/v1/benchmarks/" + benchmark).get("state").stringValue())
                .isEqualTo("COMPLETED"));
        String winner = service().search(search).at("/best/fingerprint").stringValue();
        var pages = Map.ofEntries(
                Map.entry("/searches", "Searches"),
                Map.entry("/searches/new", "New search"),
                Map.entry("/searches/" + search, "Candidates"),
                Map.entry("/leaderboard", "Leaderboard"),
                Map.entry("/leaderboard?overall=1", "Leaderboard"),
                Map.entry("/activations/" + winner, "Family"),
                Map.entry("/benchmarks", "Benchmarks"),
                Map.entry("/benchmarks/new", "New benchmark"),
                Map.entry("/benchmarks/" + benchmark, "Wins"),
                Map.entry("/compare", "In common contexts"),
                Map.entry("/workers", "Workers"));
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1280, 360)) {
                page.context().close();
                page = chromium.window(width, 800, colours);
                page.navigate(address("/searches"));
                signIn(ServiceClient.SUBMITTER);
                assertThat(page.locator(".status")).containsText("Live");
                pages.forEach((path, heading) -> check(path, heading, "%s, %s, %d px".formatted(path, colours, width)));
            }
        }
    }

    private void check(String path, String heading, String what) {
        page.navigate(address(path));
        assertThat(heading(heading).first()).isVisible();
        assertThat(page.locator(".skeleton")).hasCount(0);
        page.locator("details.fieldset > summary").all().forEach(Locator::click);
        page.locator("button:text-is('Add the best of a search or leaderboard')").all().forEach(Locator::click);
        assertThat(new AxeBuilder(page)
                        .setLegacyMode(true)
                        .analyze().getViolations().stream()
                                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                                .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                                .toList())
                .as(what)
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(what + " needs no horizontal scrolling")
                .isEqualTo(true);
    }

    private String address(String path) {
        return "http://127.0.0.1:%d/#%s".formatted(wire.port(), path);
    }

    private void signIn(String key) {
        field("API key").fill(key);
        button("Sign in").click();
    }

    /** Unfolds a part of a form, or folds it again. */
    private void unfold(String part) {
        page.locator("details.fieldset > summary").filter(new Locator.FilterOptions().setHasText(part)).click();
    }

    private Locator section(String heading) {
        return page.locator("section:has(h2:text-is('%s'))".formatted(heading));
    }

    /** A browser drops keys that are pressed before it has painted the first frame of a page. */
    private void waitUntilPainted() {
        page.evaluate(
                "() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    }

    /** Goes on with the tabulator until something has the focus. */
    private void tabTo(Locator target) {
        for (int i = 0; i < 100; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(target.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError(target + " cannot be reached");
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    private Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private Locator link(String text) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
