package io.afos.model.onnx.file;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The fields of nested protocol buffers, one after the other. What is skipped is never held, and what is held is counted, so that
 * neither a large file nor a forged length takes memory.
 */
final class Wire {

    /** What all names, attributes and kept values of a file may take, in bytes. */
    static final int MOST_KEPT = 32 * 1024 * 1024;

    private static final int MOST_TEXT = 1024;

    private final CodedInputStream in;
    private int kept;
    private int tag;

    Wire(InputStream stream, int mostBytes) {
        in = CodedInputStream.newInstance(stream);
        in.setSizeLimit(mostBytes);
    }

    /** Reads the fields of one message by their numbers. */
    interface Fields {
        void read(int field) throws IOException;
    }

    /** The fields to the end of the file. */
    void message(Fields fields) throws IOException {
        while (true) {
            tag = in.readTag();
            if (tag == 0) {
                return;
            }
            fields.read(WireFormat.getTagFieldNumber(tag));
        }
    }

    /** The fields of a message within the present one. */
    void nested(Fields fields) throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int outer = in.pushLimit(in.readRawVarint32());
        message(fields);
        in.checkLastTagWas(0);
        if (in.getBytesUntilLimit() > 0) {
            throw malformed("a message within it ends too early");
        }
        in.popLimit(outer);
    }

    void skip() throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(in.readRawVarint32());
            case WireFormat.WIRETYPE_VARINT, WireFormat.WIRETYPE_FIXED32, WireFormat.WIRETYPE_FIXED64 ->
                in.skipField(tag);
            default -> throw malformed("it has a group");
        }
    }

    long number() throws IOException {
        require(WireFormat.WIRETYPE_VARINT);
        keep(8);
        return in.readRawVarint64();
    }

    float real() throws IOException {
        require(WireFormat.WIRETYPE_FIXED32);
        keep(4);
        return in.readFloat();
    }

    /** A name, of at most 1,024 bytes. */
    String text() throws IOException {
        byte[] bytes = bytes(MOST_TEXT, "a name");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a name in it is not UTF-8");
        }
    }

    byte[] bytes(int most, String what) throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length < 0 || length > most) {
            throw new NetworkException(
                    String.format(Locale.ROOT, "%s in the file is longer than %,d bytes", what, most));
        }
        keep(length);
        return in.readRawBytes(length);
    }

    /** The length in bytes of the present field's value, which remains to be read with {@link #raw}; 0 to 2^31 - 1. */
    int length() throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length < 0) {
            throw malformed("a length in it is negative");
        }
        return length;
    }

    byte[] raw(int length) throws IOException {
        keep(length);
        return in.readRawBytes(length);
    }

    void skipRaw(int length) throws IOException {
        in.skipRawBytes(length);
    }

    /** Reads one element of a repeated field of numbers. */
    interface Element {
        void read(CodedInputStream in) throws IOException;
    }

    /** The elements of a repeated field of numbers, packed or one by one; {@code wireType} is that of one element. */
    void repeated(int wireType, Element element) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            require(wireType);
            element.read(in);
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            element.read(in);
        }
        in.popLimit(outer);
    }

    void keep(int bytes) {
        kept += bytes;
        if (kept > MOST_KEPT) {
            throw new NetworkException(String.format(
                    Locale.ROOT,
                    "the file describes more than %,d MB of nodes and names, weights apart; that is no network for images",
                    MOST_KEPT / 1024 / 1024));
        }
    }

    private void require(int wireType) {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw malformed(String.format(
                    Locale.ROOT, "its field %d has another type than ONNX says", WireFormat.getTagFieldNumber(tag)));
        }
    }

    static NetworkException malformed(String reason) {
        return new NetworkException("the file is not a readable ONNX model: " + reason);
    }

    static NetworkException malformed(InvalidProtocolBufferException e, int mostBytes) {
        if (String.valueOf(e.getMessage()).contains("too large")) {
            return new NetworkException(
                    String.format(Locale.ROOT, "the file is larger than %,d MB", mostBytes / 1024 / 1024));
        }
        return malformed("it is damaged, cut off or of another format");
    }
}
