package io.afos.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
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
        cifar = new Catalogue()
                .find("cifar10")
                .orElseThrow()
                .list(new DataFiles(new DataSettings(directory, false, 1L << 30), () -> {}));
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
    void refusesAListingWhoseFilesHaveGone() {
        PictureSink sink = (position, planes) -> {};
        var shorter = new Listing(
                cifar.classNames(),
                cifar.labels(),
                visitor -> cifar.pictures().each((position, picture) -> {
                    if (position != 7) {
                        visitor.visit(position, picture);
                    }
                }));
        assertThatThrownBy(() -> new Decoding("cifar10", SHAPE, sink, () -> {}).run(shorter))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1 of its 600 images");
    }
}
