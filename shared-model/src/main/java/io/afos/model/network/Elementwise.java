package io.afos.model.network;

import java.util.List;

/** What has a result for each element. */
public sealed interface Elementwise extends Operation {

    /**
     * The function under trial.
     *
     * @param original the function that the file has here, such as {@code Relu}
     */
    record Activation(String original) implements Elementwise {
        public Activation {
            Operation.require(original.length() <= 64, "the name of an activation is too long");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            return same(inputs);
        }
    }

    /**
     * A function that stays, such as a gate.
     *
     * @param formula in x, as the expression parser reads it
     */
    record Pointwise(String formula) implements Elementwise {
        public Pointwise {
            Operation.require(formula.length() <= 1_000, "a formula is too long");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            return same(inputs);
        }
    }

    /** Of two tensors, which broadcast. */
    record Binary(Kind kind) implements Elementwise {

        public enum Kind {
            ADD,
            SUBTRACT,
            MULTIPLY,
            DIVIDE,
            MAX,
            MIN,
            POWER
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 2, 2);
            return inputs.get(0).broadcast(inputs.get(1));
        }
    }

    /** The second input where the first is not 0, elsewhere the third. */
    record Where() implements Elementwise {
        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 3, 3);
            return inputs.get(0).broadcast(inputs.get(1)).broadcast(inputs.get(2));
        }
    }

    /** @param rate the part that becomes 0 in training, from 0, below 1 */
    record Dropout(double rate) implements Elementwise {
        public Dropout {
            Operation.require(rate >= 0 && rate < 1, "drops a part of " + rate);
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            return same(inputs);
        }
    }

    record Softmax(int axis) implements Elementwise {
        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = same(inputs);
            Operation.require(x.size(axis) > 0, "takes the softmax of " + x + " over the images");
            return x;
        }
    }

    private static Extents same(List<Extents> inputs) {
        Operation.requireInputs(inputs, 1, 1);
        return inputs.get(0);
    }
}
