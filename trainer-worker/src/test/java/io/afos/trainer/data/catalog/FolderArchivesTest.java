package io.afos.trainer.data.catalog;

import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.prepared.Dataset;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.data.prepared.TestFiles;
import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Users' folders in archives. */
class FolderArchivesTest {

    @TempDir
    private Path directory;

    @Test
    void readsArchivesHoweverTheyWriteTheirPaths() throws IOException {
        Map<String, byte[]> tar = new LinkedHashMap<>();
        Map<String, byte[]> zip = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            for (String fruit : List.of("apple", "banana")) {
                tar.put("./" + fruit + "/" + i + ".png", red());
                zip.put(fruit + "\\" + i + ".png", red());
            }
        }
        write("folders/tar/fruit.tgz", TestFiles.tarGz(tar));
        TestPictures.zip(directory.resolve("folders/zip/fruit.zip"), zip);
        for (String folder : List.of("folder:tar", "folder:zip")) {
            assertThat(load(folder, 8).classNames()).containsExactly("apple", "banana");
        }
    }

    @Test
    void doesNotAdviseToDeleteWhatCannotBeFetched() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            files.put("apple/" + i + ".png", red());
            files.put("banana/" + i + ".png", i < 4 ? red() : new byte[(64 << 20) + 1]);
        }
        TestPictures.zip(directory.resolve("folders/fruit/fruit.zip"), files);
        assertThatThrownBy(() -> load("folder:fruit", 8))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("fruit.zip is damaged")
                .hasMessageContaining("banana/4.png")
                .hasMessageNotContaining("downloaded");
    }

    @Test
    void refusesArchivesThatHoldAFileTwice() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            files.put("apple/" + i + ".png", red());
            files.put("banana/" + i + ".png", red());
        }
        files.put("./apple/3.png", red());
        TestPictures.zip(directory.resolve("folders/fruit/fruit.zip"), files);
        assertThatThrownBy(() -> load("folder:fruit", 8))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("fruit.zip")
                .hasMessageContaining("apple/3.png twice");
    }

    @Test
    void refusesArchivesThatUnpackToMoreThanAllowed() throws IOException {
        TestPictures.zip(
                directory.resolve("folders/bomb/bomb.zip"),
                Map.of("apple/a.png", new byte[3_000_000], "banana/b.png", new byte[3_000_000]));
        var datasets = new Datasets(new DataProperties(directory, false, 1_000_000));
        assertThatThrownBy(() -> datasets.load(spec("folder:bomb", 8, null), () -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("bomb.zip")
                .hasMessageContaining("afos.worker.max-dataset-size");
    }

    private static byte[] red() {
        return TestPictures.plain("png", 8, 8, Color.RED);
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
