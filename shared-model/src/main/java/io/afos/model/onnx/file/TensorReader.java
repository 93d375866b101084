package io.afos.model.onnx.file;

import com.google.protobuf.WireFormat;
import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one tensor. Values of large ones are skipped as they stream by. */
final class TensorReader {

    /** Tensors of more elements are read without their values. */
    static final int MOST_VALUES = 16_384;

    private static final int MOST_RANK = 8;
    private static final long MOST_ELEMENTS = 1L << 40;

    private final Wire wire;
    private final List<Long> shape = new ArrayList<>();
    private final List<Double> listed = new ArrayList<>();
    private long type;
    private String name = "";
    private byte @Nullable [] raw;
    private boolean external;
    private boolean tooMany;

    TensorReader(Wire wire) {
        this.wire = wire;
    }

    /** A tensor and the name that it has in the file. */
    record Named(String name, Tensor tensor) {}

    /** @param owner what the tensor belongs to, for messages */
    Named read(String owner) throws IOException {
        wire.nested(this::field);
        String title = name.isEmpty() ? owner : "tensor " + Names.shown(name);
        ElementType elementType = ElementType.of(type)
                .orElseThrow(() -> new NetworkException(String.format(
                        Locale.ROOT,
                        "%s has elements of type %d; only numbers and booleans can be read",
                        title,
                        type)));
        return new Named(name, tensor(title, elementType));
    }

    private void field(int field) throws IOException {
        switch (field) {
            case 1 ->
                wire.repeated(WireFormat.WIRETYPE_VARINT, in -> {
                    wire.keep(8);
                    shape.add(in.readInt64());
                    if (shape.size() > MOST_RANK) {
                        throw new NetworkException(String.format(
                                Locale.ROOT, "a tensor of the file has more than %d dimensions", MOST_RANK));
                    }
                });
            case 2 -> type = wire.number();
            case 4 -> wire.repeated(WireFormat.WIRETYPE_FIXED32, in -> list(in.readFloat()));
            case 5 -> wire.repeated(WireFormat.WIRETYPE_VARINT, in -> list(in.readInt32()));
            case 7, 11 -> wire.repeated(WireFormat.WIRETYPE_VARINT, in -> list((double) in.readInt64()));
            case 10 -> wire.repeated(WireFormat.WIRETYPE_FIXED64, in -> list(in.readDouble()));
            case 8 -> name = wire.text();
            case 9 -> {
                int length = wire.length();
                if (length <= MOST_VALUES * 8) {
                    raw = wire.raw(length);
                } else {
                    wire.skipRaw(length);
                    tooMany = true;
                }
            }
            case 14 -> external = wire.number() == 1;
            default -> wire.skip();
        }
    }

    private void list(double value) {
        if (listed.size() < MOST_VALUES) {
            wire.keep(16);
            listed.add(value);
        } else {
            tooMany = true;
        }
    }

    private Tensor tensor(String title, ElementType elementType) {
        long size = size(title);
        if (external || tooMany || size > MOST_VALUES) {
            return Tensor.dropped(elementType, shape);
        }
        double[] values = raw != null
                ? decode(raw, elementType)
                : listed.stream()
                        .mapToDouble(value -> listed(value, elementType))
                        .toArray();
        if (values.length == 0 && size > 0) {
            return Tensor.dropped(elementType, shape);
        }
        if (values.length != size) {
            throw new NetworkException(String.format(
                    Locale.ROOT, "%s has %,d values, but its shape %s says %,d", title, values.length, shape, size));
        }
        return Tensor.of(elementType, shape, values);
    }

    private long size(String title) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0 || extent > MOST_ELEMENTS || size * extent > MOST_ELEMENTS) {
                throw new NetworkException(String.format(
                        Locale.ROOT, "%s has the shape %s, which is too large for a network", title, shape));
            }
            size *= extent;
        }
        return size;
    }

    private static double listed(double value, ElementType type) {
        return switch (type) {
            case FLOAT16 -> half((short) value);
            case BFLOAT16 -> Float.intBitsToFloat((int) value << 16);
            default -> value;
        };
    }

    private static double[] decode(byte[] raw, ElementType type) {
        var buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        var values = new double[raw.length / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> buffer.getFloat();
                case DOUBLE -> buffer.getDouble();
                case INT64 -> buffer.getLong();
                case INT32 -> buffer.getInt();
                case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
                case INT16 -> buffer.getShort();
                case UINT16 -> Short.toUnsignedInt(buffer.getShort());
                case INT8, BOOL -> buffer.get();
                case UINT8 -> Byte.toUnsignedInt(buffer.get());
                case FLOAT16 -> half(buffer.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            };
        }
        return values;
    }

    /** IEEE 754 binary16. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
