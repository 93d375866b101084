package io.afos.trainer.data.prepared;

import io.afos.model.catalog.CatalogDataset;
import io.afos.model.catalog.CatalogFile;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatasetsTest {

    @TempDir
    private Path directory;

    @Test
    void shipsABalancedSetOfRealImages() {
        Dataset mini = datasets().load("fashion-mnist-mini", () -> {});
        assertThat(mini.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(countByClass(mini.train())).containsOnly(1_000).hasSize(10);
        assertThat(countByClass(mini.test())).containsOnly(200).hasSize(10);
        assertThat(mini.train().image(0)).contains((byte) 0);
        assertThat(mini.classNames()).startsWith("T-shirt/top");
    }

    @Test
    void readsIdxFilesFromTheDataDirectory() throws IOException {
        writeMnist(30, 20);
        Dataset mnist = datasets().load("mnist", () -> {});
        assertThat(mnist.train().count()).isEqualTo(30);
        assertThat(mnist.test().count()).isEqualTo(20);
        assertThat(mnist.train().labels()).startsWith(0, 1, 2).endsWith(8, 9);
        assertThat(Arrays.copyOf(mnist.train().image(1), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void readsCifarArchivesFromTheDataDirectory() throws IOException {
        write("cifar10/cifar-10-binary.tar.gz", TestFiles.cifarArchive(TestFiles.cifarBatches(4)));
        Dataset cifar = datasets().load("cifar10", () -> {});
        assertThat(cifar.shape()).isEqualTo(new ImageShape(3, 32, 32));
        assertThat(cifar.train().labels()).hasSize(20).startsWith(0, 1, 2, 3, 0);
        assertThat(cifar.test().count()).isEqualTo(4);
        assertThat(Arrays.copyOf(cifar.train().image(1), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void tellsWhatItHasFromWhatItMayFetch() throws IOException {
        writeMnist(30, 20);
        var online = new Datasets(new DataProperties(directory, true, 1L << 30));

        assertThat(datasets().available()).containsExactly("fashion-mnist-mini", "mnist");
        assertThat(datasets().fetchable()).isEmpty();
        assertThat(online.available()).contains("fashion-mnist-mini", "mnist", "cifar10", "beans");
        assertThat(online.fetchable())
                .contains("cifar10", "beans")
                .doesNotContain("fashion-mnist-mini", "mnist", "cotton-weed-id15");
    }

    @Test
    void saysWhichFileIsMissingWhereAndWhatToDo() {
        assertThatThrownBy(() -> datasets().load("mnist", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(directory
                        .resolve("mnist/train-images-idx3-ubyte.gz")
                        .toAbsolutePath()
                        .toString())
                .hasMessageContaining("https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz")
                .hasMessageContaining("afos.worker.downloads=true");
    }

    @Test
    void namesDamagedFiles() throws IOException {
        writeMnist(30, 20);
        byte[] whole = TestFiles.gzip(TestFiles.idxImages(30));
        assertDamaged("train-images-idx3-ubyte.gz", Arrays.copyOf(whole, whole.length - 200), "Unexpected end");
        assertDamaged("train-images-idx3-ubyte.gz", "no gzip".getBytes(), "GZIP");
        assertDamaged("train-images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idxLabels(30)), "magic number");
        assertDamaged("train-images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idxImages(29)), "29 images");
        byte[] longer = Arrays.copyOf(TestFiles.idxImages(30), 16 + 30 * 784 + 1);
        assertDamaged("train-images-idx3-ubyte.gz", TestFiles.gzip(longer), "its header announces 23,536");
        byte[] labels = TestFiles.idxLabels(30);
        labels[20] = 10;
        assertDamaged("train-labels-idx1-ubyte.gz", TestFiles.gzip(labels), "label 10 of image 12");
    }

    private void assertDamaged(String file, byte[] content, String found) throws IOException {
        writeMnist(30, 20);
        write("mnist/" + file, content);
        assertThatThrownBy(() -> datasets().load("mnist", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining(found);
    }

    @Test
    void namesDamagedArchives() throws IOException {
        Map<String, byte[]> batches = TestFiles.cifarBatches(4);
        batches.remove("data_batch_3.bin");
        assertDamagedArchive(TestFiles.cifarArchive(batches), "no file data_batch_3.bin");

        batches = TestFiles.cifarBatches(4);
        batches.put("test_batch.bin", new byte[TestFiles.CIFAR_RECORD + 1]);
        assertDamagedArchive(TestFiles.cifarArchive(batches), "test_batch.bin has 3,074 bytes");

        byte[] whole = TestFiles.cifarArchive(TestFiles.cifarBatches(4));
        assertDamagedArchive(Arrays.copyOf(whole, whole.length / 2), "");

        batches = TestFiles.cifarBatches(4);
        batches.get("data_batch_1.bin")[0] = 77;
        assertDamagedArchive(TestFiles.cifarArchive(batches), "label 77");
    }

    private void assertDamagedArchive(byte[] content, String found) throws IOException {
        write("cifar10/cifar-10-binary.tar.gz", content);
        assertThatThrownBy(() -> datasets().load("cifar10", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cifar-10-binary.tar.gz is damaged")
                .hasMessageContaining(found);
    }

    @Test
    void refusesFilesThatUnpackToMoreThanAllowed() throws IOException {
        writeMnist(30, 20);
        assertThatThrownBy(() ->
                        new Datasets(new DataProperties(directory, false, 1_000, 0, true)).load("mnist", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("afos.worker.max-dataset-size");
    }

    @Test
    void refusesOtherContentUnderAPublishedName() throws IOException {
        byte[] archive = TestFiles.cifarArchive(TestFiles.cifarBatches(4));
        write("cifar10/cifar-10-binary.tar.gz", archive);
        var strict = new Datasets(new DataProperties(directory, false, 1L << 30));
        String content = datasets().load("cifar10", () -> {}).fingerprint();
        assertThatThrownBy(() -> strict.load("cifar10", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cifar-10-binary.tar.gz has SHA-256 " + Digests.sha256(archive))
                .hasMessageContaining(
                        "expected " + facts("cifar10").files().get(0).sha256())
                .hasMessageContaining("contentSha256 " + content)
                .hasMessageContaining("afos.worker.other-content=true");

        var named = new DataSpec("cifar10", null, 1, null, 0, null, Augmentation.NONE, Normalization.UNIT, content);
        assertThat(strict.load(named, () -> {}).train().count()).isEqualTo(20);
        assertThatThrownBy(() -> strict.load("cifar10", () -> {}))
                .as("named by one recipe, not by another")
                .isInstanceOf(DatasetException.class);
    }

    @Test
    void takesPublishedContentHoweverItIsPacked() throws IOException {
        byte[] raw = TestFiles.idxLabels(30);
        var published = new CatalogFile(
                "labels.gz", "https://example.org/labels.gz", 1, "0".repeat(64), null, Digests.md5(raw));
        write("mnist/labels.gz", TestFiles.gzip(raw));
        var files = new DataFiles(new DataProperties(directory, false, 1L << 30), () -> {});
        Path path = files.find("mnist", published);
        assertThat(files.deviation("mnist", path, published)).isEmpty();
        write("mnist/labels.gz", TestFiles.gzip(TestFiles.idxLabels(31)));
        assertThat(files.deviation("mnist", path, published)).isPresent();
    }

    private static CatalogDataset facts(String name) {
        return CatalogDataset.find(name).orElseThrow();
    }

    @Test
    void refusesNamesItDoesNotKnow() {
        assertThatThrownBy(() -> datasets().load("imagenet", () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("imagenet")
                .hasMessageContaining("fashion-mnist-mini");
    }

    @Test
    void keepsTheLastDatasetInMemory() {
        Datasets datasets = datasets();
        Dataset first = datasets.load("fashion-mnist-mini", () -> {});
        assertThat(datasets.load("fashion-mnist-mini", () -> {})).isSameAs(first);
    }

    private Datasets datasets() {
        return new Datasets(new DataProperties(directory, false, 1L << 30, 0, true));
    }

    private void writeMnist(int train, int test) throws IOException {
        write("mnist/train-images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idxImages(train)));
        write("mnist/train-labels-idx1-ubyte.gz", TestFiles.gzip(TestFiles.idxLabels(train)));
        write("mnist/t10k-images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idxImages(test)));
        write("mnist/t10k-labels-idx1-ubyte.gz", TestFiles.gzip(TestFiles.idxLabels(test)));
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    private static int[] countByClass(LabelledImages images) {
        int[] counts = new int[10];
        for (int label : images.labels()) {
            counts[label]++;
        }
        return counts;
    }
}
