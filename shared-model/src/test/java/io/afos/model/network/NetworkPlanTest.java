package io.afos.model.network;

import io.afos.model.network.Source.Initial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkPlanTest {

    private static final int LARGE = 1 << 17;

    @Test
    void counts_parameters_and_multiplications() {
        NetworkPlan plan = new NetworkPlan(List.of(
                step(new Source.Image(3, 8, 8)),
                step(new Source.Parameter(Extents.of(4, 3, 3, 3), Initial.WEIGHT)),
                step(new Layer.Convolution(window(3, 1, 1), 1), 0, 1),
                step(new Pooling.Reduce(Pooling.Reduce.Kind.MEAN, List.of(2, 3), false), 2),
                step(new Source.Parameter(Extents.of(10, 4), Initial.WEIGHT)),
                step(new Source.Parameter(Extents.of(10), Initial.ZERO)),
                step(new Layer.Dense(), 3, 4, 5)));

        assertThat(plan.parameters()).isEqualTo(4 * 27 + 50);
        assertThat(plan.multiplyAdds()).isEqualTo(64 * 4 * 27 + 40);
        assertThat(plan.classes()).isEqualTo(10);
    }

    @Test
    void refuses_more_multiplications_than_can_be_done() {
        assertRefused(
                "node s: is too large",
                step(new Source.Image(1, LARGE, LARGE)),
                step(new Source.Parameter(Extents.of(4, LARGE, LARGE), Initial.WEIGHT)),
                step(new Layer.MatMul(), 0, 1));
        assertRefused(
                "node s: is too large",
                step(new Source.Image(4_096, 4_096, 4_096)),
                step(new Source.Parameter(Extents.of(1, 4_096, 4_096, 4_096), Initial.WEIGHT)),
                step(new Layer.Convolution(window(4_096, 1, 4_095), 1), 0, 1));
    }

    @Test
    void refuses_what_takes_more_numbers_than_any_machine_holds() {
        var steps = new ArrayList<Step>();
        steps.add(step(new Source.Image(1, LARGE, LARGE)));
        for (int i = 0; i < 8; i++) {
            steps.add(step(new Elementwise.Activation("Relu"), i));
        }
        steps.add(step(new Pooling.Reduce(Pooling.Reduce.Kind.MEAN, List.of(2, 3), false), 8));
        assertRefused("choose smaller images", steps.toArray(Step[]::new));
    }

    @Test
    void refuses_sums_that_overflow() {
        Step vector = step(new Source.Constant(Extents.of(4), List.of(0f)));
        assertRefused(
                "pads",
                step(new Source.Image(1, 1, 1)),
                vector,
                step(new Arrangement.Pad(List.of(Integer.MAX_VALUE), List.of(-3), 0), 1));
        assertRefused(
                "too large",
                step(new Source.Image(1, 1, 1 << 30)),
                step(
                        new Arrangement.Pad(
                                List.of(0, 0, 0, Integer.MAX_VALUE), List.of(0, 64, 64, Integer.MAX_VALUE), 0),
                        0));
        var slice = new Arrangement.Slice(0, 1, 4, Integer.MAX_VALUE);
        assertThat(slice.shape(List.of(Extents.of(4)))).isEqualTo(Extents.of(1));
        assertThat(window(3, 1, 1).over(Extents.of(-1, 1, 1, Integer.MAX_VALUE)).size(3))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void refuses_steps_that_come_later_and_images_that_come_twice() {
        assertRefused("node s: uses a step that is not before it", step(new Elementwise.Activation("Relu"), 0));
        assertRefused(
                "begin with its images", step(new Source.Image(1, 1, 1)), step(new Source.Image(1, 1, 1)), logits());
    }

    @Test
    void refuses_to_mix_images() {
        assertRefused(
                "combines images",
                step(new Source.Image(1, 1, 1)),
                step(new Arrangement.Reshape(Extents.of(-1, 1)), 0),
                step(new Arrangement.Transpose(List.of(1, 0)), 1),
                step(new Layer.MatMul(), 1, 2));
    }

    @Test
    void refuses_what_does_not_end_with_a_number_for_each_image_and_class() {
        assertRefused("for each image and class", step(new Source.Image(1, 1, 1)));
    }

    private static Step logits() {
        return step(new Arrangement.Reshape(Extents.of(-1, 1)), 0);
    }

    static Window window(int kernel, int stride, int padding) {
        return new Window(
                List.of(kernel, kernel),
                List.of(stride, stride),
                List.of(1, 1),
                List.of(padding, padding, padding, padding),
                false);
    }

    static Step step(Operation operation, Integer... inputs) {
        return new Step(operation, List.of(inputs), "s");
    }

    private static void assertRefused(String problem, Step... steps) {
        assertThatThrownBy(() -> new NetworkPlan(List.of(steps)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(problem);
    }
}
