package io.afos.api.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.afos.api.system.Backends;
import io.afos.api.system.SystemTest;
import io.afos.api.system.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard over the whole service, in a browser. */
@Tag("browser")
abstract class BrowserSystemTest extends SystemTest {

    static Chromium chromium;

    @LocalServerPort
    private int port;

    Wire wire;
    Page page;

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

    String address(String path) {
        return "http://127.0.0.1:%d/#%s".formatted(wire.port(), path);
    }

    void signIn(String key) {
        field("API key").fill(key);
        button("Sign in").click();
    }

    /** Unfolds a part of a form, or folds it again. */
    void unfold(String part) {
        page.locator("details.fieldset > summary").filter(new Locator.FilterOptions().setHasText(part)).click();
    }

    Locator section(String heading) {
        return page.locator("section:has(h2:text-is('%s'))".formatted(heading));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    Locator link(String text) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
