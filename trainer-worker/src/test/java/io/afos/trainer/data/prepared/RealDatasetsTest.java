package io.afos.trainer.data.prepared;

import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.image.ImageShape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Real images in the official layouts, where they are at hand. */
class RealDatasetsTest {

    private static final Path REAL = Path.of("../../shared/data");

    @TempDir
    private Path directory;

    @Test
    void readsMnistAndFashionMnist() throws IOException {
        for (String name : new String[] {"mnist", "fashion-mnist"}) {
            link(real(name), name);
            Dataset dataset = load(name);
            assertThat(dataset.train().count()).isEqualTo(60_000);
            assertThat(dataset.test().count()).isEqualTo(10_000);
            assertThat(Arrays.stream(countByClass(dataset, dataset.train()))
                            .min()
                            .orElseThrow())
                    .isGreaterThan(5_000);
        }
    }

    @Test
    void takesMnistForPublishedHoweverItIsPacked() throws IOException {
        link(real("mnist"), "mnist");
        var strict = new Datasets(new DataProperties(directory, false, 1L << 30));
        assertThat(strict.load("mnist", () -> {}).test().count()).isEqualTo(10_000);
    }

    @Test
    void readsCifar10() throws IOException {
        link(real("cifar-10-subset-10k-2k-binary.tar.gz"), "cifar10/cifar-10-binary.tar.gz");
        Dataset cifar = load("cifar10");
        assertThat(countByClass(cifar, cifar.train())).containsOnly(1_000);
        assertThat(countByClass(cifar, cifar.test())).containsOnly(200);
    }

    @Test
    void readsImagenetteWithItsGreyPictures() throws IOException {
        link(real("subset-imagenette2-224.tar.gz"), "imagenette/imagenette2-320.tgz");
        Dataset imagenette = load("imagenette");
        assertThat(imagenette.shape()).isEqualTo(new ImageShape(3, 224, 224));
        assertThat(imagenette.classNames()).startsWith("n01440764").hasSize(10);
        assertThat(countByClass(imagenette, imagenette.train())).containsOnly(30);
        assertThat(countByClass(imagenette, imagenette.test())).containsOnly(15);
        assertThat(imagenette.validation()).isNull();
        long grey = java.util.stream.IntStream.range(0, imagenette.train().count())
                .mapToObj(imagenette.train()::image)
                .filter(RealDatasetsTest::isGrey)
                .count();
        assertThat(grey).isBetween(1L, 30L);
    }

    private static boolean isGrey(byte[] planes) {
        int size = planes.length / 3;
        return Arrays.equals(planes, 0, size, planes, size, 2 * size)
                && Arrays.equals(planes, 0, size, planes, 2 * size, 3 * size);
    }

    @Test
    void readsTinyImagenet() throws IOException {
        Path archive = real("subset-tiny-imagenet-200-10c.tar.gz");
        Files.createDirectories(directory.resolve("tiny-imagenet"));
        zip(
                archive,
                "tiny-imagenet-200/",
                "tiny-imagenet-200/",
                directory.resolve("tiny-imagenet/tiny-imagenet-200.zip"));
        Dataset tiny = load("tiny-imagenet");
        assertThat(tiny.shape()).isEqualTo(new ImageShape(3, 64, 64));
        assertThat(tiny.classNames()).hasSize(10).startsWith("n01641577").isSorted();
        assertThat(countByClass(tiny, tiny.train())).containsOnly(100);
        assertThat(countByClass(tiny, tiny.test())).containsOnly(50);
    }

    @Test
    void readsBeansWithItsThreeSplits() throws IOException {
        Path archive = real("subset-beans.tar.gz");
        Files.createDirectories(directory.resolve("beans"));
        for (String part : new String[] {"train", "validation", "test"}) {
            zip(archive, "beans/" + part + "/", part + "/", directory.resolve("beans/" + part + ".zip"));
        }
        Dataset beans = datasets()
                .load(
                        new DataSpec("beans", null, 1, null, 1, 32, Augmentation.NONE, Normalization.UNIT, null),
                        () -> {});
        assertThat(beans.shape()).isEqualTo(new ImageShape(3, 32, 32));
        assertThat(beans.classNames()).containsExactly("angular_leaf_spot", "bean_rust", "healthy");
        assertThat(countByClass(beans, beans.train())).containsExactly(30, 30, 30);
        assertThat(countByClass(beans, beans.validation())).containsExactly(8, 8, 8);
        assertThat(countByClass(beans, beans.test())).containsExactly(8, 8, 8);
        double green = mean(beans, 1);
        assertThat(green).as("leaves are green").isGreaterThan(mean(beans, 2));
    }

    private static double mean(Dataset dataset, int channel) {
        byte[] image = dataset.train().image(70);
        int size = image.length / 3;
        long sum = 0;
        for (int i = channel * size; i < (channel + 1) * size; i++) {
            sum += image[i] & 0xff;
        }
        return (double) sum / size;
    }

    private static Path real(String name) {
        Path path = REAL.resolve(name);
        assumeTrue(Files.exists(path), path + " is not here");
        return path.toAbsolutePath().normalize();
    }

    private void link(Path real, String name) throws IOException {
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, real);
    }

    private static void zip(Path tarGz, String from, String to, Path zip) throws IOException {
        try (var tar = new TarArchiveInputStream(
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(tarGz))));
                OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().startsWith(from)) {
                    out.putNextEntry(new ZipEntry(to + entry.getName().substring(from.length())));
                    tar.transferTo(out);
                }
            }
        }
    }

    private Dataset load(String name) {
        return datasets().load(name, () -> {});
    }

    private Datasets datasets() {
        return new Datasets(new DataProperties(directory, false, 1L << 30, 0, true));
    }

    private static int[] countByClass(Dataset dataset, LabelledImages images) {
        int[] counts = new int[dataset.classes()];
        for (int label : images.labels()) {
            counts[label]++;
        }
        return counts;
    }
}
