package io.afos.model.onnx.file;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor of the file: its type and shape, and its values if they are few. */
public final class Tensor {

    private final ElementType type;
    private final List<Long> shape;
    private final double @Nullable [] values;

    private Tensor(ElementType type, List<Long> shape, double @Nullable [] values) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** A tensor with its values in row-major order. */
    public static Tensor of(ElementType type, List<Long> shape, double... values) {
        return new Tensor(type, shape, values.clone());
    }

    /** A tensor whose values were dropped. */
    public static Tensor dropped(ElementType type, List<Long> shape) {
        return new Tensor(type, shape, null);
    }

    public ElementType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    /** The number of elements. */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public boolean hasValues() {
        return values != null;
    }

    /**
     * The values in row-major order.
     *
     * @throws IllegalStateException if they were dropped
     */
    public double[] values() {
        if (values == null) {
            throw new IllegalStateException("the values were dropped");
        }
        return values.clone();
    }

    Tensor withoutValues() {
        return new Tensor(type, shape, null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && shape.equals(tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }
}
