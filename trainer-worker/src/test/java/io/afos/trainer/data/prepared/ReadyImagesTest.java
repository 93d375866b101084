package io.afos.trainer.data.prepared;

import io.afos.trainer.data.DataProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ReadyImagesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void placeCifar() throws IOException {
        Files.createDirectories(directory.resolve("cifar10"));
        Files.write(
                directory.resolve("cifar10/cifar-10-binary.tar.gz"), TestFiles.cifarArchive(TestFiles.cifarBatches(4)));
    }

    @Test
    void areMadeOnce() throws IOException {
        Dataset first = load();
        Path ready = ready();
        var made = Files.getLastModifiedTime(ready);
        Dataset again = load();
        assertThat(ready()).isEqualTo(ready);
        assertThat(Files.getLastModifiedTime(ready)).isEqualTo(made);
        assertThat(again.classNames()).isEqualTo(first.classNames());
        assertThat(again.test().labels()).isEqualTo(first.test().labels());
        for (int i = 0; i < 4; i++) {
            assertThat(again.test().image(i)).isEqualTo(first.test().image(i));
        }
    }

    @Test
    void areMadeAnewWhenTheirFileIsDamaged() throws IOException {
        byte[] image = load().test().image(3);
        Path ready = ready();
        byte[] content = Files.readAllBytes(ready);
        Files.write(ready, java.util.Arrays.copyOf(content, content.length - 1));
        assertThat(load().test().image(3)).isEqualTo(image);
        Files.write(ready, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(load().test().image(3)).isEqualTo(image);
        assertThat(Files.readAllBytes(ready)).isEqualTo(content);
        int channels = 12 + 2 + 64; // behind prelude and key
        for (int senseless : new int[] {-1, Integer.MAX_VALUE}) {
            byte[] damaged = content.clone();
            ByteBuffer.wrap(damaged).putInt(channels, senseless);
            Files.write(ready, damaged);
            assertThat(load().test().image(3)).isEqualTo(image);
        }
    }

    @Test
    void belongToOneContent() throws IOException {
        load();
        var batches = TestFiles.cifarBatches(4);
        batches.get("test_batch.bin")[1] = 99;
        Files.write(directory.resolve("cifar10/cifar-10-binary.tar.gz"), TestFiles.cifarArchive(batches));
        assertThat(load().test().image(0)[0]).isEqualTo((byte) 99);
    }

    @Test
    void areMadeByOneOfManyAtATime() {
        List<CompletableFuture<Dataset>> loads = Stream.generate(() -> CompletableFuture.supplyAsync(this::load))
                .limit(4)
                .toList();
        assertThat(loads.stream().map(CompletableFuture::join))
                .allSatisfy(dataset -> assertThat(dataset.train().count()).isEqualTo(20));
        assertThat(directory.resolve(".ready")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leaveNothingBehindWhenGivenUp() {
        int[] calls = {0};
        assertThatThrownBy(() -> datasets().load("cifar10", () -> {
                    if (++calls[0] > 10) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(directory.resolve(".ready")).isDirectoryNotContaining("glob:**.{part,images}");
        assertThat(load().train().count()).isEqualTo(20);
    }

    private Path ready() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(".ready"))) {
            return files.filter(file -> file.toString().endsWith(".images"))
                    .reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private Dataset load() {
        return datasets().load("cifar10", () -> {});
    }

    private Datasets datasets() {
        return new Datasets(new DataProperties(directory, false, 1L << 30, 0, true));
    }
}
