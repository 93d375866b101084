package io.afos.trainer.data.prepared;

import io.afos.trainer.data.format.Part;
import io.afos.trainer.image.ImageShape;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prepared images in one memory-mapped file: a header with key, shape, classes and labels, followed by the pixels of
 * all images.
 *
 * <p>All numbers are big-endian. Header: magic, length of the header, key, shape, class names, for each part the number
 * of images (-1 for none) and the labels. The pixels follow the header and end with the file.
 *
 * @param key identity of source and preprocessing
 */
record TensorFile(String key, ImageShape shape, List<String> classNames, Map<Part, int[]> labels) {

    private static final long MAGIC = 0x41464f53494d4701L; // "AFOSIMG", version 1
    private static final int PRELUDE = 12;
    private static final int MOST_HEADER = 64 << 20;

    int count() {
        return labels.values().stream().mapToInt(part -> part.length).sum();
    }

    /** The size of the file. */
    long bytes() throws IOException {
        return header().length + (long) count() * shape.bytes();
    }

    /** Creates the file, with pixels still to be written. */
    Writer create(Path path) throws IOException {
        byte[] header = header();
        var channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try (OutputStream out = new BufferedOutputStream(unclosed(channel))) {
            out.write(header);
        }
        return new Writer(channel, header.length, shape.bytes());
    }

    private static OutputStream unclosed(FileChannel channel) {
        OutputStream out = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }
        };
    }

    /** Writes the pixels of single images; thread-safe. */
    record Writer(FileChannel channel, int start, int imageBytes) implements PictureSink, AutoCloseable {

        @Override
        public void put(int position, byte[] planes) throws IOException {
            long at = start + (long) position * imageBytes;
            for (ByteBuffer rest = ByteBuffer.wrap(planes); rest.hasRemaining(); ) {
                at += channel.write(rest, at);
            }
        }

        void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private byte[] header() throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeUTF(key);
        out.writeInt(shape.channels());
        out.writeInt(shape.height());
        out.writeInt(shape.width());
        out.writeInt(classNames.size());
        for (String name : classNames) {
            out.writeUTF(name);
        }
        for (Part part : Part.values()) {
            int[] labelsOf = labels.get(part);
            out.writeInt(labelsOf == null ? -1 : labelsOf.length);
            for (int label : labelsOf == null ? new int[0] : labelsOf) {
                out.writeInt(label);
            }
        }
        return ByteBuffer.allocate(PRELUDE + body.size())
                .putLong(MAGIC)
                .putInt(PRELUDE + body.size())
                .put(body.toByteArray())
                .array();
    }

    /**
     * Reads the header.
     *
     * @throws IOException if the file has another format or is incomplete
     */
    static TensorFile read(Path path) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(path))) {
            if (in.readLong() != MAGIC) {
                throw new IOException("it does not begin with the expected magic number");
            }
            int length = in.readInt();
            if (length < PRELUDE || length > MOST_HEADER) {
                throw new IOException(String.format(Locale.ROOT, "its header has %,d bytes", length));
            }
            byte[] body = in.readNBytes(length - PRELUDE);
            TensorFile file = parse(new DataInputStream(new ByteArrayInputStream(body)));
            if (Files.size(path) != file.bytes()) {
                throw new IOException(
                        String.format(Locale.ROOT, "it has %,d bytes, expected %,d", Files.size(path), file.bytes()));
            }
            return file;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("its header is invalid: " + e.getMessage(), e);
        }
    }

    private static TensorFile parse(DataInputStream in) throws IOException {
        String key = in.readUTF();
        var shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
        List<String> classNames = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            classNames.add(in.readUTF());
        }
        Map<Part, int[]> labels = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int count = in.readInt();
            if (count > in.available() / Integer.BYTES) {
                throw new IOException("its header ends too early");
            }
            if (count >= 0) {
                int[] labelsOf = new int[count];
                for (int i = 0; i < count; i++) {
                    labelsOf[i] = in.readInt();
                }
                labels.put(part, labelsOf);
            }
        }
        return new TensorFile(key, shape, classNames, labels);
    }

    /** Maps the pixels of a file with this header. They stay readable after the file is deleted. */
    Pixels map(Path path) throws IOException {
        int imageBytes = shape.bytes();
        int perSegment = Pixels.imagesPerSegment(imageBytes);
        List<ByteBuffer> segments = new ArrayList<>();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long start = header().length;
            for (int image = 0; image < count(); image += perSegment) {
                long bytes = (long) Math.min(perSegment, count() - image) * imageBytes;
                segments.add(channel.map(MapMode.READ_ONLY, start + (long) image * imageBytes, bytes));
            }
        }
        return Pixels.of(segments, imageBytes);
    }
}
