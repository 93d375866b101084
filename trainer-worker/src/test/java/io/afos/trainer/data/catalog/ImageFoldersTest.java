package io.afos.trainer.data.catalog;

import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.prepared.Dataset;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tiny data sets in the layouts of the published ones, and users' folders. */
class ImageFoldersTest {

    private static final List<String> TISSUES = List.of(
            "01_TUMOR", "02_STROMA", "03_COMPLEX", "04_LYMPHO", "05_DEBRIS", "06_MUCOSA", "07_ADIPOSE", "08_EMPTY");

    @TempDir
    private Path directory;

    @Test
    void drawsATestSetOnceAndForAllWhereNoneIsPublished() throws IOException {
        Map<String, byte[]> tiles = new LinkedHashMap<>();
        for (String tissue : TISSUES) {
            for (int i = 0; i < 10; i++) {
                tiles.put(
                        "Kather_texture_2016_image_tiles_5000/" + tissue + "/10009_CRC-Prim-HE-0" + i
                                + ".tif_Row_1.tif",
                        TestPictures.plain("tif", 15, 15, new Color(20 * i, 100, 200)));
            }
        }
        TestPictures.zip(directory.resolve("colorectal-histology/Kather_texture_2016_image_tiles_5000.zip"), tiles);
        Dataset colorectal = load("colorectal-histology", 16);
        assertThat(colorectal.classNames()).isEqualTo(TISSUES);
        assertThat(colorectal.train().labels()).hasSize(64);
        assertThat(colorectal.test().labels()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        assertThat(colorectal.validation()).isNull();
        assertThat(pixel(colorectal.train(), 0)).containsSequence(100, 200);
        assertThat(load("colorectal-histology", 16).test().image(3))
                .as("drawn again")
                .isEqualTo(colorectal.test().image(3));
    }

    @Test
    void saysWhichClassesAreThereWhenSomeAreMissing() throws IOException {
        TestPictures.zip(
                directory.resolve("colorectal-histology/Kather_texture_2016_image_tiles_5000.zip"),
                Map.of("x/01_TUMOR/a.tif", red(), "x/02_STROMA/b.tif", red()));
        assertThatThrownBy(() -> load("colorectal-histology", 16))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("2 classes (01_TUMOR, 02_STROMA), expected 8");
    }

    @Test
    void readsCottonWeedsFromAFolderOrAnArchiveWithAnyFoldersAround() throws IOException {
        Map<String, byte[]> weeds = new LinkedHashMap<>();
        for (int c = 0; c < 15; c++) {
            for (int i = 0; i < 5; i++) {
                weeds.put(
                        "archive/CottonWeedID15/Weed%02d/IMG_%d.JPG".formatted(c, i),
                        TestPictures.plain("jpg", 30 + i, 20, Color.GREEN));
            }
        }
        weeds.put("archive/readme.txt", new byte[1]);
        weeds.put("__MACOSX/archive/CottonWeedID15/Weed00/._IMG_0.JPG", new byte[1]);
        TestPictures.zip(directory.resolve("cottonweedid15/download.zip"), weeds);
        Dataset fromZip = load("cottonweedid15", 8);
        assertThat(fromZip.classNames()).hasSize(15).startsWith("Weed00");
        assertThat(fromZip.train().count()).isEqualTo(60);
        assertThat(fromZip.test().count()).isEqualTo(15);

        Files.delete(directory.resolve("cottonweedid15/download.zip"));
        for (var weed : weeds.entrySet()) {
            write("cottonweedid15/" + weed.getKey(), weed.getValue());
        }
        Dataset fromFolder = load("cottonweedid15", 8);
        assertThat(fromFolder.train().labels()).isEqualTo(fromZip.train().labels());
        assertThat(fromFolder.train().image(9)).isEqualTo(fromZip.train().image(9));
    }

    @Test
    void saysWhereToPlaceWhatCannotBeFetched() {
        assertThatThrownBy(() -> load("cottonweedid15", 8))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(directory.resolve("cottonweedid15").toString())
                .hasMessageContaining("kaggle.com");
    }

    @Test
    void readsAFolderOfOnesOwn() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("folders/fruit/apple/%d.png".formatted(i), TestPictures.plain("png", 12, 9, Color.RED));
            write("folders/fruit/banana/%d.jpg".formatted(i), TestPictures.plain("jpg", 9, 12, Color.YELLOW));
        }
        write("folders/fruit/apple/.hidden.png", new byte[3]);
        write("folders/fruit/apple/notes.txt", new byte[3]);
        Dataset fruit = load("folder:fruit", 8);
        assertThat(fruit.classNames()).containsExactly("apple", "banana");
        assertThat(fruit.train().labels()).hasSize(16);
        assertThat(fruit.test().labels()).containsExactly(0, 0, 1, 1);
        assertThat(pixel(fruit.train(), 0)).containsExactly(255, 0, 0);
        assertThat(datasets().available()).contains("folder:fruit");
    }

    @Test
    void keepsTheSplitsOfAFolder() throws IOException {
        for (String part : List.of("train", "val", "test")) {
            write("folders/fruit/" + part + "/apple/a.png", red());
            write("folders/fruit/" + part + "/banana/b.png", red());
            write("folders/fruit/" + part + "/banana/c.png", red());
        }
        Dataset fruit = load("folder:fruit", 8);
        assertThat(fruit.train().labels()).containsExactly(0, 1, 1);
        assertThat(fruit.validation().labels()).containsExactly(0, 1, 1);
        assertThat(fruit.test().labels()).containsExactly(0, 1, 1);
    }

    @Test
    void refusesImagesBesideTheSplitsOfAFolder() throws IOException {
        for (String part : List.of("train", "val")) {
            write("folders/fruit/" + part + "/apple/a.png", red());
            write("folders/fruit/" + part + "/banana/b.png", red());
        }
        Path unlabelled = directory.resolve("folders/fruit/test/1.png");
        write("folders/fruit/test/1.png", red());
        assertThatThrownBy(() -> load("folder:fruit", 8))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("image test/1.png is not in PART/CLASS/IMAGE");
        Files.delete(unlabelled);
        write("folders/fruit/docs/figures/x.png", red());
        assertThatThrownBy(() -> load("folder:fruit", 8)).hasMessageContaining("image docs/figures/x.png");
        write("folders/flat/train/1.png", red());
        write("folders/flat/test/1.png", red());
        assertThatThrownBy(() -> load("folder:flat", 8)).hasMessageContaining("unlabelled");
    }

    @Test
    void allowsAClassOfTrains() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("folders/vehicles/bus/%d.png".formatted(i), red());
            write("folders/vehicles/train/%d.png".formatted(i), red());
        }
        assertThat(load("folder:vehicles", 8).classNames()).containsExactly("bus", "train");
    }

    @Test
    void noticesThatAFolderHasChanged() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            write("folders/fruit/apple/" + name + ".png", red());
            write("folders/fruit/banana/" + name + ".png", red());
        }
        Datasets datasets = datasets();
        Dataset before = datasets.load(spec("folder:fruit", 8, null), () -> {});
        assertThat(datasets.load(spec("folder:fruit", 8, before.fingerprint()), () -> {}))
                .isSameAs(before);

        Path changed = directory.resolve("folders/fruit/apple/a.png");
        Files.write(changed, TestPictures.plain("png", 8, 8, Color.BLUE));
        Files.setLastModifiedTime(changed, FileTime.fromMillis(1));
        Dataset after = datasets.load(spec("folder:fruit", 8, null), () -> {});
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint()).matches("[0-9a-f]{64}");
        assertThatThrownBy(() -> datasets.load(spec("folder:fruit", 8, before.fingerprint()), () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(after.fingerprint())
                .hasMessageContaining(before.fingerprint());
    }

    @Test
    void namesDamagedPicturesOfAFolder() throws IOException {
        byte[] jpeg = TestPictures.plain("jpg", 300, 300, Color.RED);
        write("folders/fruit/apple/good.jpg", jpeg);
        write("folders/fruit/apple/short.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        write("folders/fruit/banana/none.png", "no picture".getBytes());
        write("folders/fruit/banana/good.png", red());
        write("folders/fruit/banana/fifth.png", red());
        assertThatThrownBy(() -> load("folder:fruit", 8))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("apple/short.jpg")
                .hasMessageContaining("banana/none.png")
                .hasMessageContaining(directory.resolve("folders/fruit").toString());
        assertThat(directory.resolve(".ready")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesFoldersWithoutClasses() throws IOException {
        write("folders/one/apple/a.png", red());
        assertThatThrownBy(() -> load("folder:one", 8)).hasMessageContaining("not in a class folder");
        write("folders/flat/a.png", red());
        write("folders/flat/b/b.png", red());
        assertThatThrownBy(() -> load("folder:flat", 8)).hasMessageContaining("a.png is not in a class folder");
        Files.createDirectories(directory.resolve("folders/empty/apple"));
        assertThatThrownBy(() -> load("folder:empty", 8)).hasMessageContaining("class folder apple is empty");
        assertThatThrownBy(() -> load("folder:absent", 8))
                .hasMessageContaining(directory.resolve("folders/absent") + " is missing");
    }

    @Test
    void readsNothingOutsideOfAFolder() throws IOException {
        write("secret/x.png", red());
        write("folders/fruit/apple/a.png", red());
        Files.createSymbolicLink(directory.resolve("folders/fruit/banana"), directory.resolve("secret"));
        assertThatThrownBy(() -> load("folder:fruit", 8)).isInstanceOf(DatasetException.class);
    }

    private static byte[] red() {
        return TestPictures.plain("png", 8, 8, Color.RED);
    }

    private static int[] pixel(LabelledImages images, int position) {
        byte[] image = images.image(position);
        int size = image.length / 3;
        return new int[] {image[0] & 0xff, image[size] & 0xff, image[2 * size] & 0xff};
    }

    private Dataset load(String name, int size) {
        return datasets().load(spec(name, size, null), () -> {});
    }

    private static DataSpec spec(String name, int size, String content) {
        return new DataSpec(name, null, 1, null, 1, size, Augmentation.NONE, Normalization.UNIT, content);
    }

    private Datasets datasets() {
        return new Datasets(new DataProperties(directory, false, 1L << 30, 0, true));
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }
}
