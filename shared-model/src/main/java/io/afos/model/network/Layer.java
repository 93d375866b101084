package io.afos.model.network;

import java.util.List;

/** Products with weights, and normalisations. */
public sealed interface Layer extends Operation {

    /**
     * A convolution of images (n, channels, height, width) with a weight (filters, channels / groups, height, width) and possibly a
     * bias (filters).
     */
    record Convolution(Window window, int groups) implements Layer {
        public Convolution {
            Operation.require(groups >= 1, "a convolution has no groups");
            Operation.require(!window.ceil(), "a convolution does not reach beyond its padding");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 2, 3);
            Extents image = inputs.get(0);
            Extents weight = inputs.get(1);
            Operation.require(
                    image.rank() == 4 && weight.rank() == 4, "convolves " + image + " with " + weight + ", not images");
            Operation.require(
                    image.fixed(1) == weight.fixed(1) * (long) groups && weight.fixed(0) % groups == 0,
                    "the weight " + weight + " in " + groups + " groups does not fit " + image);
            Operation.require(
                    weight.fixed(2) == window.kernel().get(0)
                            && weight.fixed(3) == window.kernel().get(1),
                    "the weight " + weight + " does not fit the kernel " + window.kernel());
            if (inputs.size() == 3) {
                requireVector(inputs.get(2), weight.fixed(0));
            }
            return window.over(image.with(1, weight.fixed(0)));
        }

        @Override
        public long multiplyAdds(List<Extents> inputs) {
            Extents weight = inputs.get(1);
            return Operation.product(shape(inputs).elements(), weight.elements() / weight.fixed(0));
        }
    }

    /** (..., in) by a weight (out, in), possibly with a bias (out): (..., out). */
    record Dense() implements Layer {
        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 2, 3);
            Extents x = inputs.get(0);
            Extents weight = inputs.get(1);
            Operation.require(
                    x.rank() >= 2 && weight.rank() == 2 && x.size(-1) == weight.size(1),
                    "the weight " + weight + " does not fit " + x);
            if (inputs.size() == 3) {
                requireVector(inputs.get(2), weight.fixed(0));
            }
            return x.with(-1, weight.fixed(0));
        }

        @Override
        public long multiplyAdds(List<Extents> inputs) {
            return Operation.product(
                    shape(inputs).elements(), Math.abs(inputs.get(0).size(-1)));
        }
    }

    /** The product of the matrices in the last two axes; the others broadcast. */
    record MatMul() implements Layer {
        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 2, 2);
            Extents a = inputs.get(0);
            Extents b = inputs.get(1);
            Operation.require(
                    a.rank() >= 2 && b.rank() >= 2 && a.size(-1) == b.size(-2),
                    "the product of " + a + " and " + b + " is not defined");
            Extents ones = a.with(-1, 1).with(-2, 1).broadcast(b.with(-1, 1).with(-2, 1));
            return ones.with(-2, a.size(-2)).with(-1, b.size(-1));
        }

        @Override
        public long multiplyAdds(List<Extents> inputs) {
            return Operation.product(
                    shape(inputs).elements(), Math.abs(inputs.get(0).size(-1)));
        }
    }

    /**
     * Over all axes but the second, of (n, channels, ...), with a scale and a shift (channels). Running statistics are its own.
     *
     * @param momentum of the running statistics, the weight of the old ones, 0 to 1
     */
    record BatchNormalization(double epsilon, double momentum) implements Layer {
        public BatchNormalization {
            requireEpsilon(epsilon);
            Operation.require(momentum >= 0 && momentum <= 1, "momentum is " + momentum + ", not 0 to 1");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 3, 3);
            Extents x = inputs.get(0);
            Operation.require(
                    x.rank() >= 2 && x.rank() <= 4, "normalises " + x + ", of which it does not know the channels");
            requireVector(inputs.get(1), x.fixed(1));
            requireVector(inputs.get(2), x.fixed(1));
            return x;
        }
    }

    /**
     * Over the last axes, possibly with a scale and a shift of their sizes.
     *
     * @param axes how many axes
     */
    record LayerNormalization(int axes, double epsilon) implements Layer {
        public LayerNormalization {
            requireEpsilon(epsilon);
            Operation.require(axes >= 1 && axes < Extents.MAX_RANK, "normalises over " + axes + " axes");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 1, 3);
            Extents x = inputs.get(0);
            Operation.require(axes < x.rank(), "normalises " + x + " over " + axes + " axes");
            List<Long> normalised = x.sizes().subList(x.rank() - axes, x.rank());
            for (Extents vector : inputs.subList(1, inputs.size())) {
                Operation.require(vector.sizes().equals(normalised), vector + " does not fit " + x);
            }
            return x;
        }
    }

    /** Across channels: Krizhevsky, Sutskever, Hinton: ImageNet classification with deep convolutional neural networks. 2012. */
    record LocalResponseNormalization(int size, double alpha, double beta, double bias) implements Layer {
        public LocalResponseNormalization {
            Operation.require(size >= 1 && size <= 1_024, "normalises over " + size + " channels");
            Operation.require(
                    Double.isFinite(alpha) && Double.isFinite(beta) && Double.isFinite(bias),
                    "has a parameter that is not finite");
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 1, 1);
            Operation.require(inputs.get(0).rank() == 4, "normalises " + inputs.get(0) + ", not images");
            return inputs.get(0);
        }
    }

    private static void requireEpsilon(double epsilon) {
        Operation.require(epsilon > 0 && epsilon < 1, "epsilon is " + epsilon + ", not between 0 and 1");
    }

    private static void requireVector(Extents vector, int length) {
        Operation.require(
                vector.equals(Extents.of(length)), vector + " does not fit the number of channels, " + length);
    }
}
