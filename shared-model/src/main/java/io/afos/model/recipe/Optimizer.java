package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The rule by which gradients change parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam")
})
public sealed interface Optimizer {

    /** The step size at the start of training, greater than 0 and at most 10. */
    double learningRate();

    /** A stable description for the recipe's hash. */
    String describe();

    /**
     * Stochastic gradient descent with momentum.
     *
     * @param momentum decay of the velocity, at least 0 and below 1
     */
    record Sgd(double learningRate, double momentum) implements Optimizer {
        public Sgd {
            requireLearningRate(learningRate);
            Ranges.require("optimizer.momentum", momentum, 0, 0.9999);
        }

        @Override
        public String describe() {
            return "sgd(" + learningRate + "," + momentum + ")";
        }
    }

    /**
     * Adam (Kingma and Ba, 2015) with its published decay rates 0.9 and 0.999 and epsilon 1e-8.
     */
    record Adam(double learningRate) implements Optimizer {
        public Adam {
            requireLearningRate(learningRate);
        }

        @Override
        public String describe() {
            return "adam(" + learningRate + ")";
        }
    }

    private static void requireLearningRate(double learningRate) {
        Ranges.require("optimizer.learningRate", learningRate, 1e-9, 10);
    }
}
