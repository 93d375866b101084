package io.afos.trainer.data.prepared;

import io.afos.model.message.MessageCodec;
import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.catalog.DatasetSource;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.data.file.ProcessLock;
import io.afos.trainer.data.format.ClassFolders;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.format.Part;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares data sets for training: decodes pictures and resizes them, once for all processes that share the data
 * directory. The result is a {@link TensorFile} for exactly this content and preprocessing.
 */
final class ReadyImages {

    private static final Logger log = LoggerFactory.getLogger(ReadyImages.class);

    /** Must change whenever the pixels computed from the same files change. */
    private static final String PREPROCESSING =
            "turned upright, transparency on white, central square, triangle filter, 2";

    private static final long SPARE_BYTES = 64 << 20;

    private final DataFiles files;
    private final Consumer<Path> surveyed;

    /** @param surveyed receives the path of a folder's findings, if there are any */
    ReadyImages(DataFiles files, Consumer<Path> surveyed) {
        this.files = files;
        this.surveyed = surveyed;
    }

    /** @throws DatasetException if it cannot be read, or the disk has no space for the prepared images */
    Dataset of(DatasetSource source, ImageShape shape, String fingerprint) {
        try {
            return source.instant() && shape.equals(source.standardShape())
                    ? inMemory(source, shape, fingerprint)
                    : onDisk(source, shape, fingerprint);
        } catch (IOException e) {
            throw new DatasetException(
                    String.format(
                            Locale.ROOT,
                            "data set %s cannot be prepared in %s: %s",
                            source.name(),
                            files.properties().ready().toAbsolutePath(),
                            e),
                    e);
        }
    }

    private Dataset inMemory(DatasetSource source, ImageShape shape, String fingerprint) throws IOException {
        Listing listing = source.list(files);
        byte[] pixels = new byte[Math.multiplyExact(listing.count(), shape.bytes())];
        PictureSink sink =
                (position, planes) -> System.arraycopy(planes, 0, pixels, position * shape.bytes(), shape.bytes());
        new Decoding(source.name(), shape, sink, files.activity()).run(listing);
        var header = new TensorFile("", shape, listing.classNames(), listing.labels());
        return dataset(source, header, Pixels.of(pixels, shape.bytes()), fingerprint);
    }

    private Dataset onDisk(DatasetSource source, ImageShape shape, String fingerprint) throws IOException {
        String key = Digests.sha256(String.join("\n", fingerprint, shape.toString(), PREPROCESSING));
        String name = String.format(Locale.ROOT, "%s-%s-%.16s", source.name().replace(':', '-'), shape, key);
        Path path = files.properties().ready().resolve(name + ".images").toAbsolutePath();
        TensorFile ready = find(path, key);
        if (ready == null) {
            Path lock = path.resolveSibling(name + ".lock");
            ready = ProcessLock.hold(lock, files.activity(), () -> {
                TensorFile others = find(path, key);
                return others == null ? make(source, shape, fingerprint, key, path) : others;
            });
        }
        surveyed.accept(facts(path));
        return dataset(source, ready, ready.map(path), fingerprint);
    }

    private static Path facts(Path images) {
        return images.resolveSibling(images.getFileName() + ".facts");
    }

    private static @Nullable TensorFile find(Path path, String key) {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            TensorFile file = TensorFile.read(path);
            if (file.key().equals(key)) {
                return file;
            }
            log.warn("{} belongs to different content and is created again", path);
        } catch (IOException e) {
            log.warn("{} is damaged and is created again: {}", path, e.toString());
        }
        return null;
    }

    private TensorFile make(DatasetSource source, ImageShape shape, String fingerprint, String key, Path path)
            throws IOException {
        long begin = System.nanoTime();
        Listing listing = source.list(files);
        var file = new TensorFile(key, shape, listing.classNames(), listing.labels());
        requireRoom(path, file.bytes());
        log.info("data set {}: preparing {} images of {} in {}", source.name(), file.count(), shape, path);
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try (TensorFile.Writer writer = file.create(part)) {
            var repeated = new RepeatedFiles(listing);
            new Decoding(source.name(), shape, writer, files.activity()).run(repeated.watching());
            writer.force();
            if (source.name().startsWith(DataSpec.FOLDER)) {
                Files.write(
                        facts(path),
                        MessageCodec.encode(FolderSurvey.facts(source.name(), fingerprint, listing, repeated)));
            }
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        log.info(
                "data set {} is ready after {} s: {} classes ({}), content {}",
                source.name(),
                (System.nanoTime() - begin) / 1_000_000_000,
                file.classNames().size(),
                ClassFolders.some(file.classNames()),
                fingerprint);
        return file;
    }

    private static void requireRoom(Path path, long bytes) throws IOException {
        long free = Files.getFileStore(path.getParent()).getUsableSpace();
        if (free < bytes + SPARE_BYTES) {
            throw new IOException(String.format(
                    Locale.ROOT, "it needs %,d MB, but only %,d MB are free", (bytes + SPARE_BYTES) >> 20, free >> 20));
        }
    }

    private static Dataset dataset(DatasetSource source, TensorFile file, Pixels pixels, String fingerprint) {
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        int first = 0;
        for (Part part : Part.values()) {
            int[] labels = file.labels().get(part);
            if (labels != null) {
                parts.put(part, new LabelledImages(file.shape(), pixels, first, labels));
                first += labels.length;
            }
        }
        LabelledImages train = parts.get(Part.TRAIN);
        LabelledImages test = parts.get(Part.TEST);
        if (train == null || train.count() == 0 || test == null || test.count() == 0) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s has no %s images: without a published test part, each class needs at least 5",
                    source.name(),
                    train == null || train.count() == 0 ? "training" : "test"));
        }
        return new Dataset(
                source.name(),
                file.classNames(),
                source.mirrored(),
                train,
                parts.get(Part.VALIDATION),
                test,
                fingerprint);
    }
}
