package io.afos.api.browser;

import com.microsoft.playwright.options.FilePayload;
import io.afos.api.network.NetworkFile;
import io.afos.api.system.Broker;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.model.recipe.ImageRecipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Networks from ONNX files in the dashboard. */
class NetworksPageTest extends BrowserSystemTest {

    @BeforeEach
    void forgetAll() {
        store().change("delete from network");
    }

    private void choose(String name, byte[] content) {
        field("ONNX file").setInputFiles(new FilePayload(name, "application/octet-stream", content));
    }

    @Test
    void aNetworkIsUploadedLookedAtSearchedWithAndKept() {
        worker(ImageRecipe.networksQueue(Broker.DATASET), Scripts.train());
        signIn(ServiceClient.SUBMITTER);
        link("Networks").click();
        assertThat(heading("No network yet")).isVisible();

        choose("My Small_net.onnx", NetworkFile.small());
        assertThat(field("Name")).hasValue("my-small-net");
        button("Upload network").click();

        assertThat(heading("my-small-net")).isVisible();
        assertThat(page.locator(".network")).containsText("1 \u00d7 28 \u00d7 28");
        assertThat(page.locator(".places li")).hasCount(2);
        assertThat(page.locator(".chain .trial").last()).containsText("SiLU");

        link("Search with it").click();
        assertThat(field("Network width")).hasCount(0);
        button("Start search").click();
        assertThat(page.locator(".head .state")).containsText("Completed");
        assertThat(section("Setup")).containsText("my-small-net");

        link("Networks").click();
        page.onceDialog(dialog -> dialog.accept());
        button("Delete").click();
        assertThat(page.getByText("is used by job")).isVisible();
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedWithTheReason() {
        signIn(ServiceClient.SUBMITTER);
        link("Networks").click();

        choose("notes.onnx", "no network".getBytes(StandardCharsets.UTF_8));
        button("Upload network").click();

        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("not a readable ONNX model");
    }
}
