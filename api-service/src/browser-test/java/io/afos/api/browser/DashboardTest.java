package io.afos.api.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afos.api.network.NetworkFile;
import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard as a whole: keys, the keyboard, connections that break, and accessibility. */
class DashboardTest extends BrowserSystemTest {

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
    void anAddressWithoutTheHashLeadsToItsPage() {
        signIn(ServiceClient.SUBMITTER);
        assertThat(page.getByText("No search yet")).isVisible();

        page.navigate(address("/leaderboard").replace("/#", ""));

        assertThat(heading("Leaderboard")).isVisible();
    }

    @Test
    void aTabOpenedBesideAnotherOneIsSignedInAndSignedOutWithIt() {
        signIn(ServiceClient.SUBMITTER);
        assertThat(page.getByText("No search yet")).isVisible();

        Page other = page.context().newPage();
        other.navigate(address("/leaderboard"));
        assertThat(other.getByText("No trainings yet")).isVisible();

        button("Sign out").click();
        assertThat(heading("Sign in")).isVisible();
        assertThat(other.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in")))
                .isVisible();
    }

    @Test
    void tenTabsShareOneStreamOfEvents() {
        worker(Scripts.train());
        page.context().addInitScript("sessionStorage.setItem('afos.key', '%s')".formatted(ServiceClient.SUBMITTER));
        List<Page> tabs = IntStream.range(0, 10)
                .mapToObj(i -> {
                    Page tab = page.context().newPage();
                    tab.navigate(address("/searches"));
                    return tab;
                })
                .toList();

        tabs.forEach(tab -> assertThat(tab.locator(".status")).containsText("Live"));
        service().submit(Requests.one().replace("\"test\"", "\"seen in every tab\""));

        tabs.forEach(tab -> assertThat(tab.getByText("seen in every tab")).isVisible());
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
        NetworkFile.upload(service(), "name=small", NetworkFile.small());
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
                Map.entry("/networks", "Networks"),
                Map.entry("/workers", "Workers"));
        for (int width : List.of(1280, 360)) {
            page.context().close();
            page = chromium.window(width, 800, ColorScheme.LIGHT);
            page.navigate(address("/searches"));
            signIn(ServiceClient.SUBMITTER);
            assertThat(page.locator(".status")).containsText("Live");
            pages.forEach((path, heading) -> {
                unfoldAll(path, heading);
                for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
                    check("%s, %s, %d px".formatted(path, colours, width));
                }
            });
        }
    }

    private void unfoldAll(String path, String heading) {
        page.navigate(address(path));
        assertThat(heading(heading).first()).isVisible();
        assertThat(page.locator(".skeleton")).hasCount(0);
        page.locator("details.fieldset > summary").all().forEach(Locator::click);
        page.locator("button:text-is('Add the best of a search or leaderboard')").all().forEach(Locator::click);
    }

    private void check(String what) {
        var violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        assertThat(new AxeBuilder(page)
                        .options(violationsOnly)
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
}
