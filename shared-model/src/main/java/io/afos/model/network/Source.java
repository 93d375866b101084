package io.afos.model.network;

import java.util.List;

/** What a network computes from. */
public sealed interface Source extends Operation {

    /** The images: (n, channels, height, width), 0 to 1 before normalisation. */
    record Image(int channels, int height, int width) implements Source {
        public Image {
            Operation.require(channels >= 1 && height >= 1 && width >= 1, "an image has no pixels");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 0, 0);
            return Extents.of(-1, channels, height, width);
        }
    }

    /** What is trained. */
    record Parameter(Extents shape, Initial initial) implements Source {
        public Parameter {
            Operation.require(shape.batchAxes() == 0, "a parameter depends on the number of images");
            Operation.require(initial != Initial.WEIGHT || shape.rank() >= 2, "a weight has to have two axes and more");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 0, 0);
            return shape;
        }
    }

    /** How a parameter begins. */
    enum Initial {
        /** Normal, of a variance by the fan-in, which is the product of all sizes but the first, and the function's gain. */
        WEIGHT,
        ZERO,
        ONE,
        /** Normal with deviation 0.02, as for positions, class tokens and scales of layers. */
        EMBEDDING
    }

    /**
     * Numbers that are not trained.
     *
     * @param values in row-major order, or one for all
     */
    record Constant(Extents shape, List<Float> values) implements Source {

        public static final int MAX_VALUES = 1 << 20;

        public Constant {
            values = List.copyOf(values);
            Operation.require(shape.batchAxes() == 0, "a constant depends on the number of images");
            Operation.require(
                    values.size() <= MAX_VALUES && (values.size() == 1 || values.size() == shape.elements()),
                    "a constant of shape " + shape + " has " + values.size() + " values");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 0, 0);
            return shape;
        }
    }
}
