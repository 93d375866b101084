package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Updates parameters by their gradients. */
public final class Updater {

    private final List<Parameter> parameters;
    private final Optimizer optimizer;

    /** @param manager will own the optimizer's state, which DJL's optimizers otherwise never release */
    public Updater(io.afos.model.recipe.Optimizer recipe, List<Parameter> parameters, NDManager manager) {
        this.parameters =
                parameters.stream().filter(Parameter::requiresGradient).toList();
        if (recipe instanceof io.afos.model.recipe.Optimizer.Sgd sgd) {
            optimizer = new OwnedSgd(sgd, manager);
        } else if (recipe instanceof io.afos.model.recipe.Optimizer.Adam adam) {
            optimizer = new OwnedAdam(adam, manager);
        } else {
            throw new IllegalArgumentException("no optimizer for " + recipe);
        }
    }

    /** One optimizer step with the gradients of the last backward pass, which it then clears. */
    void step() {
        for (Parameter parameter : parameters) {
            NDArray weights = parameter.getArray();
            try (NDArray gradient = weights.getGradient()) {
                optimizer.update(parameter.getId(), weights, gradient);
            }
        }
    }

    private static final class OwnedSgd extends Sgd {
        private final NDManager owner;

        OwnedSgd(io.afos.model.recipe.Optimizer.Sgd recipe, NDManager owner) {
            super(Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed((float) recipe.learningRate()))
                    .optMomentum((float) recipe.momentum()));
            this.owner = owner;
        }

        @Override
        protected NDArray withDefaultState(
                Map<String, Map<Device, NDArray>> state,
                String key,
                Device device,
                Function<String, NDArray> defaultFunction) {
            return owned(owner, super.withDefaultState(state, key, device, defaultFunction));
        }
    }

    private static final class OwnedAdam extends Adam {
        private final NDManager owner;

        OwnedAdam(io.afos.model.recipe.Optimizer.Adam recipe, NDManager owner) {
            super(Optimizer.adam().optLearningRateTracker(Tracker.fixed((float) recipe.learningRate())));
            this.owner = owner;
        }

        @Override
        protected NDArray withDefaultState(
                Map<String, Map<Device, NDArray>> state,
                String key,
                Device device,
                Function<String, NDArray> defaultFunction) {
            return owned(owner, super.withDefaultState(state, key, device, defaultFunction));
        }
    }

    private static NDArray owned(NDManager owner, NDArray state) {
        if (state.getManager() != owner) {
            state.attach(owner);
        }
        return state;
    }
}
