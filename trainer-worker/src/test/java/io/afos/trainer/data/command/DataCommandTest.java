package io.afos.trainer.data.command;

import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.file.Digests;
import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DataCommandTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void placeAFolder() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("folders/fruit/apple/%d.png".formatted(i), TestPictures.plain("png", 9, 9, Color.RED));
            write("folders/fruit/banana/%d.png".formatted(i), TestPictures.plain("png", 9, 9, Color.YELLOW));
        }
    }

    @Test
    void listsWhatThereIsAndWhatIsHere() {
        assertThat(run("list")).isEqualTo(DataCommand.DONE);
        assertThat(output())
                .containsPattern("cifar10 +not downloaded")
                .containsPattern("cottonweedid15 +not placed")
                .containsPattern("fashion-mnist-mini +here")
                .containsPattern("folder:fruit +here");
    }

    @Test
    void verifiesFilesByTheirChecksum() throws IOException {
        write("cifar10/cifar-10-binary.tar.gz", new byte[] {1});
        assertThat(run("verify", "cifar10")).isEqualTo(DataCommand.FAILED);
        assertThat(output()).contains("cifar-10-binary.tar.gz is not as published: SHA-256 4bf5122f");
        assertThat(run("verify", "mnist")).isEqualTo(DataCommand.FAILED);
        assertThat(output())
                .contains("mnist: " + directory.resolve("mnist/train-images-idx3-ubyte.gz") + " is missing");
    }

    @Test
    void tellsTheClassesAndTheContentOfAFolder() {
        assertThat(run("verify", "folder:fruit")).isEqualTo(DataCommand.DONE);
        assertThat(output())
                .contains("folder:fruit: 2 classes, content ")
                .containsPattern("TRAIN +8 images")
                .containsPattern("TEST +2 images")
                .containsPattern(" 4 +0 +1  apple")
                .containsPattern(" 4 +0 +1  banana")
                .contains("check this: 10 files that occur in more than one of train, validation and test");
    }

    @Test
    void looksForRepeatedFilesOnlyWhereEachImageIsAFile() {
        assertThat(run("verify", "fashion-mnist-mini")).isEqualTo(DataCommand.DONE);
        assertThat(output()).containsPattern(" 1,000 +0 +200  Sandal").doesNotContain("check this");
    }

    @Test
    void makesImagesReadyAheadOfTraining() {
        assertThat(run("prepare", "folder:fruit", "--size=8")).isEqualTo(DataCommand.DONE);
        assertThat(output()).contains("10 images of 8x8x3 are ready");
        assertThat(directory.resolve(".ready")).isDirectoryContaining("glob:**folder-fruit-8x8x3-*.images");
    }

    @Test
    void carriesDataSetsToAnotherMachine() throws IOException {
        write("mnist/train-labels-idx1-ubyte.gz", new byte[] {1, 2});
        for (String file : List.of("train-images-idx3", "t10k-images-idx3", "t10k-labels-idx1")) {
            write("mnist/" + file + "-ubyte.gz", file.getBytes(StandardCharsets.UTF_8));
        }
        Path pack = elsewhere.resolve("pack.tar");
        assertThat(run("pack", pack.toString(), "mnist", "folder:fruit")).isEqualTo(DataCommand.DONE);
        assertThat(output()).contains("holds 14 files");

        Path other = elsewhere.resolve("data");
        assertThat(runIn(other, "unpack", pack.toString())).isEqualTo(DataCommand.DONE);
        assertThat(other.resolve("mnist/train-labels-idx1-ubyte.gz")).hasBinaryContent(new byte[] {1, 2});
        assertThat(other.resolve("folders/fruit/banana/4.png"))
                .hasSameBinaryContentAs(directory.resolve("folders/fruit/banana/4.png"));
    }

    @Test
    void packsNothingThatAnotherMachineWouldRefuse() throws IOException {
        write("folders/fruit/banana/a:b.png", TestPictures.plain("png", 9, 9, Color.YELLOW));
        Path pack = elsewhere.resolve("pack.tar");
        assertThat(run("pack", pack.toString(), "folder:fruit")).isEqualTo(DataCommand.FAILED);
        assertThat(output()).contains("folders/fruit/banana/a:b.png").contains("Rename it");
        assertThat(pack).doesNotExist();
    }

    @Test
    void leavesAPartialDownloadAloneWhenItUnpacks() throws IOException {
        Path data = elsewhere.resolve("data");
        Path partial = data.resolve("mnist/x.part");
        Files.createDirectories(partial.getParent());
        Files.write(partial, new byte[] {9});
        assertThat(unpack("mnist/x", "abc", "abd")).contains("mnist/x has SHA-256");
        assertThat(partial).hasBinaryContent(new byte[] {9});
    }

    @Test
    void unpacksNothingThatIsDamagedOrLeadsElsewhere() throws IOException {
        assertThat(unpack("folders/fruit/../../../etc/x", "abc", "abc")).contains("which is not allowed");
        assertThat(unpack("/etc/x", "abc", "abc")).contains("which is not allowed");
        assertThat(unpack("secrets/x", "abc", "abc")).contains("belongs to no data set");
        assertThat(unpack("mnist/x", "abc", "abd")).contains("mnist/x has SHA-256");
        assertThat(elsewhere.resolve("data/mnist")).isEmptyDirectory();
        Files.writeString(elsewhere.resolve("pack.tar"), "no tar");
        assertThat(runIn(
                        elsewhere.resolve("data"),
                        "unpack",
                        elsewhere.resolve("pack.tar").toString()))
                .isEqualTo(DataCommand.FAILED);
    }

    private String unpack(String name, String content, String promised) throws IOException {
        Path pack = elsewhere.resolve("pack.tar");
        try (OutputStream file = Files.newOutputStream(pack);
                var tar = new TarArchiveOutputStream(file)) {
            add(tar, "SHA256SUMS", Digests.sha256(promised) + "  " + name + "\n");
            add(tar, name, content);
        }
        assertThat(runIn(elsewhere.resolve("data"), "unpack", pack.toString())).isEqualTo(DataCommand.FAILED);
        return output();
    }

    private static void add(TarArchiveOutputStream tar, String name, String content) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length());
        tar.putArchiveEntry(entry);
        tar.write(content.getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
    }

    @Test
    void explainsItselfWhenItIsMisused() {
        assertThat(run("help")).isEqualTo(DataCommand.DONE);
        for (String[] wrong : new String[][] {
            {"get"},
            {"fetch"},
            {"fetch", "imagenet"},
            {"fetch", "folder:../x"},
            {"pack", "x"},
            {"prepare", "mnist", "--size=0"}
        }) {
            assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(DataCommand.MISUSED);
        }
        assertThat(output()).contains("data fetch NAME...");
    }

    private int run(String... arguments) {
        return runIn(directory, arguments);
    }

    private int runIn(Path data, String... arguments) {
        return new DataCommand(new DataProperties(data, false, 1L << 30), new PrintStream(output, true))
                .run(List.of(arguments));
    }

    private String output() {
        String text = output.toString(StandardCharsets.UTF_8);
        output.reset();
        return text;
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }
}
