package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import io.afos.model.expression.Expression;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Source;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.network.PlanMemory;
import io.afos.trainer.network.PlannedNetwork;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A network that a user uploaded. */
final class Uploaded {

    private final NetworkPlan plan;

    /** @throws ArchitectureException if there is no plan, or it is not one for such images and classes */
    Uploaded(Architecture architecture, @Nullable NetworkPlan plan, ImageShape input, int classes) {
        if (plan == null) {
            throw new ArchitectureException("the task does not say how to compute the uploaded network "
                    + architecture.name() + ": request it again");
        }
        Source.Image image = plan.image();
        if (image.channels() != input.channels()
                || image.height() != input.height()
                || image.width() != input.width()
                || plan.classes() != classes) {
            throw new ArchitectureException(String.format(
                    Locale.ROOT,
                    "the uploaded network %s was prepared for images of %dx%d with %d channels and %d classes, but the data set"
                            + " has images of %dx%d with %d channels and %d classes: choose the recipe.imageSize for which it"
                            + " was prepared",
                    architecture.name(),
                    image.width(),
                    image.height(),
                    image.channels(),
                    plan.classes(),
                    input.width(),
                    input.height(),
                    input.channels(),
                    classes));
        }
        if (plan.parameters() == 0) {
            throw new ArchitectureException(
                    "the uploaded network " + architecture.name() + " has no parameters, so there is nothing to train");
        }
        this.plan = plan;
    }

    long parameters() {
        return plan.parameters();
    }

    long leastStepBytes(int images) {
        return PlanMemory.leastBytes(plan, images);
    }

    Block network(Expression activation, long seed) {
        return new PlannedNetwork(
                plan, LoweredActivation.of(activation), Gain.of(activation), new InitialWeights(seed));
    }
}
