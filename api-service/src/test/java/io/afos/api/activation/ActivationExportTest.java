package io.afos.api.activation;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Functions as users take them home. */
@Tag("any-backend")
class ActivationExportTest extends SystemTest {

    @ParameterizedTest
    @CsvSource({
        "pytorch, text/x-python, eelu_1.py, class Eelu1(torch.nn.Module)",
        "keras, text/x-python, eelu_1_keras.py, class Eelu1(keras.layers.Layer)",
        "jax, text/x-python, eelu_1_jax.py, def eelu_1(inputs)",
        "numpy, text/x-python, eelu_1_numpy.py, def eelu_1(inputs)",
        "djl, text/x-java-source, Eelu1.java, public final class Eelu1 extends AbstractBlock",
        "latex, application/x-tex, eelu-1.tex, 'f(x) &= x \\cdot \\operatorname{erf}\\left(e^{x}\\right)'",
        "formula, text/plain, eelu-1.txt, x*erf(exp(x))",
        "onnx, application/octet-stream, eelu-1.onnx, Erf"
    })
    void everyFormatIsAFileOfItsKind(String format, String type, String file, String content) {
        Reply reply = service().get("/api/v1/export?formula=eelu-1&format=" + format);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + file + "\"");
        assertThat(reply.body()).contains(content).contains("exported by").contains("AFOS 0.");
    }

    @Test
    void theDescriptionNamesEveryFormat() {
        JsonNode paths = service().read("/v3/api-docs").get("paths");

        for (String path : List.of("/api/v1/export", "/api/v1/activations/{fingerprint}/export")) {
            assertThat(paths.get(path).at("/get/parameters"))
                    .filteredOn(parameter -> parameter.get("name").asString().equals("format"))
                    .singleElement()
                    .satisfies(format -> assertThat(format.at("/schema/enum"))
                            .extracting(JsonNode::asString)
                            .containsExactly("pytorch", "keras", "jax", "numpy", "djl", "latex", "formula", "onnx"));
        }
    }

    @Test
    void theListNamesEveryFormatWithItsTitle() {
        JsonNode formats = service().read("/api/v1/export/formats");

        assertThat(formats)
                .extracting(format -> format.get("format").asString())
                .containsExactly("pytorch", "keras", "jax", "numpy", "djl", "latex", "formula", "onnx");
        assertThat(formats.get(0).get("title").asString()).isEqualTo("PyTorch");
        assertThat(formats.get(0).get("text").asBoolean()).isTrue();
        assertThat(formats.get(7).get("text").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rank=any, 200", "rank=0, 200", "rank=8, 200", "rank=9, 400", "rank=x, 400"})
    void anOnnxModelHasTheRankAskedFor(String rank, int status) {
        assertThat(service()
                        .get("/api/v1/export?formula=eelu-1&format=onnx&" + rank)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void anExportTellsSearchesRecipesAndSeedsAndNothingBreaksOutOfItsComment() {
        worker(Scripts.train());
        String name = "\\u000a */ # \u2028 import os \"\"\"";
        long id = service()
                .submit(Requests.one()
                        .replace("\"test\"", "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        JsonNode search = service().awaitState(id, "COMPLETED");
        String fingerprint = search.at("/best/fingerprint").asString();

        for (String format : new String[] {"pytorch", "djl", "latex"}) {
            String mark = format.equals("pytorch") ? "#" : format.equals("djl") ? "//" : "%";
            Reply reply = service().get("/api/v1/activations/%s/export?format=%s".formatted(fingerprint, format));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().lines().filter(line -> line.contains("import os")))
                    .singleElement()
                    .asString()
                    .startsWith(mark + " search " + id + ": candidate 0, fitness " + search.at("/best/fitness"))
                    .doesNotContain("\u2028");
            assertThat(reply.body())
                    .contains(mark + " recipe " + search.get("recipeHash").asString() + ": mean fitness ")
                    .contains(", seeds 1\n")
                    .contains("fashion-mnist-mini");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/export?formula=eelu-1&format=tensorflow, 400, format",
        "/api/v1/export?formula=eelu-1, 400, format",
        "/api/v1/export?formula=zzz(x)&format=jax, 400, formula",
        "/api/v1/activations/00000000000000000000000000000000/export?format=jax, 404, ''",
        "/api/v1/activations/xyz/export?format=jax, 400, fingerprint"
    })
    void whatIsNotThereIsRefused(String address, int status, String field) {
        Reply reply = service().get(address);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().get("detail").asString()).contains(field);
    }

    @Test
    void aLargeFormulaIsExportedToo() {
        String formula = "x" + "*erf(exp(x)+1)".repeat(30);
        Reply reply = service()
                .get("/api/v1/export?format=pytorch&formula=" + URLEncoder.encode(formula, StandardCharsets.UTF_8));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }
}
