package io.afos.trainer.data.prepared;

import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.catalog.Catalog;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.format.Part;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class DecodingTest {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    @TempDir
    private Path directory;

    private Listing cifar;

    @BeforeEach
    void placeCifar() throws IOException {
        var batches = TestFiles.cifarBatches(100);
        Files.createDirectories(directory.resolve("cifar10"));
        Files.write(directory.resolve("cifar10/cifar-10-binary.tar.gz"), TestFiles.cifarArchive(batches));
        cifar = new Catalog()
                .find("cifar10")
                .orElseThrow()
                .list(new DataFiles(new DataProperties(directory, false, 1L << 30), () -> {}));
    }

    @Test
    void doesNotBlameTheArchiveWhenTheDiskIsFull() {
        PictureSink full = (position, planes) -> {
            throw new IOException("No space left on device");
        };
        assertThatThrownBy(() -> new Decoding("cifar10", SHAPE, full, () -> {}).run(cifar))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining(".ready")
                .hasMessageNotContainingAny("damaged", "delete");
    }

    @Test
    void doesNotBlameTheArchiveWhenItIsInterrupted() {
        PictureSink sink = (position, planes) -> {};
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Decoding("cifar10", SHAPE, sink, () -> {}).run(cifar))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void holdsFewLargePicturesAtOnce() throws IOException {
        var waiting = new AtomicInteger();
        var most = new AtomicInteger();
        var large = new Listing(List.of("a"), Map.of(Part.TRAIN, new int[100]), visitor -> {
            for (int i = 0; i < 100; i++) {
                most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                visitor.visit(i, Integer.MAX_VALUE, (reader, size) -> {
                    waiting.decrementAndGet();
                    return new Picture(3, 32, 32, new byte[3 * 32 * 32]);
                });
            }
        });
        new Decoding("large", SHAPE, (position, planes) -> {}, () -> {}).run(large);
        assertThat(most.get()).as("one being decoded, one read").isLessThanOrEqualTo(2);
    }

    @Test
    void refusesAListingWhoseFilesHaveGone() {
        PictureSink sink = (position, planes) -> {};
        var shorter = new Listing(
                cifar.classNames(),
                cifar.labels(),
                visitor -> cifar.pictures().each((position, bytes, picture) -> {
                    if (position != 7) {
                        visitor.visit(position, bytes, picture);
                    }
                }));
        assertThatThrownBy(() -> new Decoding("cifar10", SHAPE, sink, () -> {}).run(shorter))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1 of its 600 images");
    }
}
