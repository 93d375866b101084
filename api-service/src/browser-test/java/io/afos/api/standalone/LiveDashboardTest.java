package io.afos.api.standalone;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.afos.api.browser.Chromium;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard over a search with real workers. */
class LiveDashboardTest {

    @TempDir
    private static Path parent;

    @Test
    void aSearchIsFollowedThroughARestartOfTheService() throws Exception {
        Path directory = parent.resolve("service");
        int port = ServiceProcess.freePort();
        try (var chromium = Chromium.start()) {
            Page page = chromium.window();
            try (var service = ServiceProcess.start(directory, port)) {
                page.navigate("http://127.0.0.1:%d/".formatted(port));
                page.getByText("Start your first search").click();
                page.getByLabel("Training images").fill("200");
                page.getByLabel("Validation images").fill("50");
                page.getByLabel("Network width").fill("0.125");
                page.getByLabel("Epochs", new Page.GetByLabelOptions().setExact(true))
                        .fill("1");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start search"))
                        .click();
                assertThat(page.locator(".status")).containsText("Live");
                assertThat(page.locator(".tile:has(dt:text-is('Trainings')) b")).not().hasText("0");
                service.kill();
                assertThat(page.locator(".banner")).isVisible();
            }
            try (var service = ServiceProcess.start(directory, port)) {
                assertThat(page.locator(".banner")).isHidden();
                assertThat(page.locator(".head .state")).containsText("Completed");
                assertThat(page.locator(".tile:has(dt:text-is('Candidates')) b"))
                        .hasText("18");
                page.locator("label:has(span:text-is('Show')) select").selectOption("all");
                Locator rows = page.locator("section:has(h2:text-is('Candidates')) tbody tr td:first-child");
                assertThat(rows).hasCount(18);
                List<String> ordinals = rows.allTextContents();
                assertThat(new HashSet<>(ordinals)).hasSameSizeAs(ordinals);
                assertThat(service.status(1).at("/progress/proposed").intValue())
                        .isEqualTo(ordinals.size());
                assertThat(chromium.complaints()).isEmpty();
            }
        }
    }
}
