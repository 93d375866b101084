package io.afos.model.onnx;

import io.afos.model.network.NetworkPlan;
import java.io.IOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** Counts of parameters with 1,000 classes are torchvision 0.14's own, {@code sum(p.numel() for p in net.parameters())}. */
class RealNetworksTest {

    private static final Map<String, Long> TORCHVISION = Map.ofEntries(
            entry("convnext_tiny-eval", 28_589_128L),
            entry("densenet121-train", 7_978_856L),
            entry("googlenet-train", 6_624_904L),
            entry("mnasnet0_5-train", 2_218_512L),
            entry("mobilenet_v2-train", 3_504_872L),
            entry("mobilenet_v3_small-train", 2_542_856L),
            entry("regnet_y_400mf-train", 4_344_144L),
            entry("resnet18-train", 11_689_512L),
            entry("shufflenet_v2_x0_5-train", 1_366_792L),
            entry("squeezenet1_1-eval", 1_235_496L),
            entry("squeezenet1_1-train", 1_235_496L),
            // VisionTransformer(image_size=64, patch_size=16, num_layers=2, num_heads=3, hidden_dim=96, mlp_dim=192)
            entry("vit_b_16-eval", 322_312L),
            entry("vit_b_16-train", 322_312L));

    /** ResNet-50, SqueezeNet 1.1 and VGG-19 of torchvision have as many. */
    private static final Map<String, Long> LIGHT =
            Map.of("light_resnet50", 25_557_032L, "light_squeezenet", 1_235_496L, "light_vgg19", 143_667_240L);

    private static final Map<String, Integer> ACTIVATIONS = Map.ofEntries(
            entry("convnext_tiny", 18),
            entry("densenet121", 121),
            entry("efficientnet_b0", 49),
            entry("googlenet", 57),
            entry("mnasnet0_5", 35),
            entry("mobilenet_v2", 35),
            entry("mobilenet_v3_small", 33),
            entry("regnet_y_400mf", 65),
            entry("resnet18", 17),
            entry("shufflenet_v2_x0_5", 37),
            entry("squeezenet1_1", 26),
            entry("swin_t", 12),
            entry("vit_b_16", 2),
            entry("light_bvlc_alexnet", 7),
            entry("light_densenet121", 121),
            entry("light_inception_v1", 57),
            entry("light_inception_v2", 69),
            entry("light_resnet50", 49),
            entry("light_shufflenet", 33),
            entry("light_squeezenet", 26),
            entry("light_vgg19", 18),
            entry("light_zfnet512", 7));

    @Test
    void all_of_torchvision_is_understood() throws IOException {
        var networks = networks(SharedNetworks.TORCHVISION);

        assertThat(networks).hasSize(23);
        networks.forEach(RealNetworksTest::assertUnderstood);
        TORCHVISION.forEach((name, parameters) -> assertThat(
                        networks.get(name).plan(3, 64, 64, 1_000).parameters())
                .as(name)
                .isEqualTo(parameters));
    }

    @Test
    void all_light_models_are_understood() throws IOException {
        var networks = networks(SharedNetworks.LIGHT);

        assertThat(networks).hasSize(9);
        networks.forEach(RealNetworksTest::assertUnderstood);
        LIGHT.forEach((name, parameters) ->
                assertThat(networks.get(name).describe().parameters()).as(name).isEqualTo(parameters));
    }

    private static Map<String, OnnxNetwork> networks(String archive) throws IOException {
        var networks = new TreeMap<String, OnnxNetwork>();
        SharedNetworks.each(
                archive,
                name -> name.endsWith(".onnx"),
                (name, file) -> networks.put(name.replace(".onnx", ""), OnnxNetwork.read(file)));
        return networks;
    }

    private static void assertUnderstood(String name, OnnxNetwork network) {
        NetworkDescription description = network.describe();
        assertThat(description.activations())
                .as(name)
                .hasSize(ACTIVATIONS.get(name.replaceFirst("-(train|eval)$", "")))
                .doesNotHaveDuplicates();
        assertThat(description.input()).as(name).matches(input -> input.anyChannels() && input.anySize());
        assertPlanned(name, network.plan(3, 64, 64, 7), 3, 64);
        assertPlanned(name, network.plan(1, 96, 96, 7), 1, 96);
        assertThat(network.stored()).as(name).hasSizeLessThan(64 * 1024);
        assertThat(OnnxNetwork.ofStored(network.stored()).identity()).as(name).isEqualTo(network.identity());
    }

    private static void assertPlanned(String name, NetworkPlan plan, int channels, int size) {
        assertThat(plan.image()).as(name).hasToString("Image[channels=%d, height=%d, width=%d]", channels, size, size);
        assertThat(plan.classes()).as(name).isEqualTo(7);
        assertThat(plan.multiplyAdds()).as(name).isPositive();
    }

    @Test
    void a_file_in_evaluation_form_says_how_normalisation_is_kept() throws IOException {
        var warned = new TreeSet<String>();
        for (Entry<String, OnnxNetwork> network :
                networks(SharedNetworks.TORCHVISION).entrySet()) {
            if (network.getValue().describe().warnings().stream()
                    .anyMatch(warning -> warning.contains("training=torch.onnx.TrainingMode.TRAINING"))) {
                warned.add(network.getKey());
            }
        }

        assertThat(warned)
                .containsExactly(
                        "densenet121-eval",
                        "efficientnet_b0-eval",
                        "googlenet-eval",
                        "mnasnet0_5-eval",
                        "mobilenet_v2-eval",
                        "mobilenet_v3_small-eval",
                        "regnet_y_400mf-eval",
                        "resnet18-eval",
                        "shufflenet_v2_x0_5-eval",
                        "squeezenet1_1-eval");
    }

    @Test
    void gates_of_real_networks_stay() throws IOException {
        var networks = networks(SharedNetworks.TORCHVISION);

        assertThat(kept(networks, "mobilenet_v3_small-train")).isEqualTo(Map.of("Hard sigmoid", 9L));
        assertThat(kept(networks, "efficientnet_b0-eval")).isEqualTo(Map.of("Sigmoid", 16L));
        assertThat(kept(networks, "regnet_y_400mf-train")).isEqualTo(Map.of("Sigmoid", 16L));
        assertThat(kept(networks, "swin_t-eval")).isEqualTo(Map.of("Softmax", 12L));
        assertThat(kept(networks, "resnet18-train")).isEmpty();
    }

    private static Map<String, Long> kept(Map<String, OnnxNetwork> networks, String name) {
        var kinds = new TreeMap<String, Long>();
        networks.get(name).describe().kept().forEach(place -> kinds.merge(place.kind(), 1L, Long::sum));
        return kinds;
    }
}
