package io.afos.model.onnx.file;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of elements that networks are read with. */
public enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    BFLOAT16(16, 2);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type with this number in ONNX. */
    public static Optional<ElementType> of(long code) {
        return Stream.of(values()).filter(type -> type.code == code).findFirst();
    }

    public int code() {
        return code;
    }

    /** Whether the elements are floating-point numbers. */
    public boolean isReal() {
        return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
    }

    int bytes() {
        return bytes;
    }
}
