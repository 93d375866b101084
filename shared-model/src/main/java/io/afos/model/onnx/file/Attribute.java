package io.afos.model.onnx.file;

import java.util.List;

/** The value of an attribute of a node. */
public sealed interface Attribute {

    record Whole(long value) implements Attribute {}

    record Real(double value) implements Attribute {}

    record Text(String value) implements Attribute {}

    record Wholes(List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Reals(List<Double> values) implements Attribute {
        public Reals {
            values = List.copyOf(values);
        }
    }

    record OfTensor(Tensor value) implements Attribute {}
}
