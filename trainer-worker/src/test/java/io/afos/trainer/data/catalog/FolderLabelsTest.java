package io.afos.trainer.data.catalog;

import io.afos.model.message.FolderFacts;
import io.afos.model.message.FolderFacts.ClassCounts;
import io.afos.model.message.FolderFacts.Finding;
import io.afos.model.message.FolderFacts.Kind;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.data.prepared.FolderSurvey;
import io.afos.trainer.data.prepared.TestFiles;
import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** That images get the labels that their author gave them, or none. */
class FolderLabelsTest {

    @TempDir
    private Path directory;

    private int pictures;

    @Test
    void tellsClassesInTheEncodingOfDosApart() throws IOException {
        zip("folders/dos/z.zip", Charset.forName("IBM437"), "caf\u00e9", "caf\u00e8", "dogg");
        assertThat(classes("folder:dos")).containsExactly("caf\u00e8", "caf\u00e9", "dogg");
    }

    @Test
    void readsNamesInUtf8WhetherAZipSaysSoOrNot() throws IOException {
        zip("folders/marked/z.zip", StandardCharsets.UTF_8, "caf\u00e9", "\u72ac");
        zip("folders/unmarked/z.zip", StandardCharsets.ISO_8859_1, unmarked("caf\u00e9"), unmarked("\u72ac"));
        assertThat(classes("folder:marked")).containsExactly("caf\u00e9", "\u72ac");
        assertThat(classes("folder:unmarked")).containsExactly("caf\u00e9", "\u72ac");
    }

    private static String unmarked(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void tellsClassesInLatin1Apart() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("caf\u00e9", "caf\u00e8", "dogg")) {
            for (int i = 0; i < 5; i++) {
                files.put(name + "/" + i + ".png", picture());
            }
        }
        write("folders/latin/l.tar.gz", TestFiles.tarGz(files, StandardCharsets.ISO_8859_1));
        write("folders/utf8/u.tar.gz", TestFiles.tarGz(files, StandardCharsets.UTF_8));
        assertThat(classes("folder:latin")).containsExactly("caf\u00e8", "caf\u00e9", "dogg");
        assertThat(classes("folder:utf8")).containsExactly("caf\u00e8", "caf\u00e9", "dogg");
    }

    @Test
    void tellsFoldersApartWhoseNamesAreNoText() throws IOException {
        for (String name : List.of("caf%E9", "caf%E8")) {
            Path folder = Path.of(URI.create(directory.toUri() + "folders/bytes/" + name));
            Files.createDirectories(folder);
            for (int i = 0; i < 5; i++) {
                Files.write(folder.resolve(i + ".png"), picture());
            }
        }
        assertThat(classes("folder:bytes")).containsExactly("caf\\xE8", "caf\\xE9");
    }

    @Test
    void takesTheSameNameInAnotherUnicodeFormForTheSameClass() throws IOException {
        images("folders/forms/train", "\u00e9", "b");
        images("folders/forms/test", "e\u0301", "b");
        assertThat(survey("folder:forms").classes())
                .containsExactly(new ClassCounts("b", 5, 0, 5), new ClassCounts("\u00e9", 5, 0, 5));
    }

    @Test
    void refusesTwoFoldersOfOneNameSideBySide() throws IOException {
        images("folders/forms", "\u00e9", "e\u0301", "b");
        refuses("folder:forms", "two class folders are called \u00e9", "65 cc 81", "c3 a9");
    }

    @Test
    void refusesAClassThatIsTestedButNotLearned() throws IOException {
        images("folders/more/train", "a", "b");
        images("folders/more/test", "a", "b", "c");
        refuses("folder:more", "class c has images in test but none in train");
    }

    @Test
    void tellsOfAClassThatIsLearnedButNotTested() throws IOException {
        images("folders/more/train", "a", "b", "c");
        images("folders/more/test", "a", "b");
        assertThat(survey("folder:more").findings())
                .containsExactly(new Finding(Kind.MISSING_IN_PART, "classes without images in test", 1, List.of("c")));
    }

    @Test
    void refusesAClassOfImagesThatAreNotRead() throws IOException {
        images("folders/unread", "a", "b");
        write("folders/unread/c/1.avif", new byte[9]);
        refuses("folder:unread", "class folder c contains no image in a supported format, only 1 .avif");
    }

    @Test
    void complainsAboutTheFolderThatIsWrong() throws IOException {
        images("folders/one", "a");
        write("folders/one/b/1.avif", new byte[9]);
        refuses("folder:one", "class folder b contains no image in a supported format");
        images("folders/two", "a");
        write("folders/two/b/1.dat", new byte[9]);
        refuses("folder:two", "images of 1 classes (a)", "b holds only 1 .dat");
    }

    @Test
    void refusesEmptyClassFoldersAndLinksToClassFolders() throws IOException {
        images("folders/empty", "a", "b");
        Files.createDirectories(directory.resolve("folders/empty/c"));
        refuses("folder:empty", "class folder c is empty");
        images("folders/link", "a", "b");
        images("elsewhere", "c");
        Files.createSymbolicLink(directory.resolve("folders/link/c"), directory.resolve("elsewhere/c"));
        refuses("folder:link", "c is a link");
    }

    @Test
    void readsJpegsAndWebPsByAnyOfTheirEndings() throws IOException {
        for (String ending : List.of("jfif", "jpe", "JPG", "webp", "jpeg")) {
            write("folders/endings/a/1." + ending, picture());
            write("folders/endings/b/2." + ending, picture());
        }
        assertThat(survey("folder:endings").classes())
                .containsExactly(new ClassCounts("a", 4, 0, 1), new ClassCounts("b", 4, 0, 1));
    }

    @Test
    void tellsWhatItPassedOver() throws IOException {
        images("folders/mixed", "a", "b");
        write("folders/mixed/a/notes.txt", new byte[3]);
        write("folders/mixed/a/more.avif", new byte[3]);
        write("folders/mixed/b/.DS_Store", new byte[3]);
        Files.createSymbolicLink(directory.resolve("folders/mixed/b/l.png"), Path.of("0.png"));
        assertThat(survey("folder:mixed").findings())
                .extracting(Finding::kind, Finding::count, Finding::what)
                .containsExactlyInAnyOrder(
                        tuple(Kind.IGNORED, 1, ".avif files, which are not read"),
                        tuple(Kind.IGNORED, 1, ".txt files, which are not read"),
                        tuple(Kind.IGNORED, 1, "hidden"),
                        tuple(Kind.IGNORED, 1, "links, which are not followed"));
    }

    @Test
    void noticesTheSamePictureInSeveralPlaces() throws IOException {
        images("folders/again/train", "a", "b");
        images("folders/again/test", "a", "b");
        byte[] once = picture();
        write("folders/again/train/a/x.png", once);
        write("folders/again/train/b/y.png", once);
        byte[] twice = picture();
        write("folders/again/train/a/p.png", twice);
        write("folders/again/test/a/q.png", twice);
        byte[] thrice = picture();
        for (String name : List.of("1", "2", "3")) {
            write("folders/again/train/b/same" + name + ".png", thrice);
        }
        Map<Kind, Finding> findings = new LinkedHashMap<>();
        survey("folder:again").findings().forEach(finding -> findings.put(finding.kind(), finding));
        assertThat(findings.get(Kind.CONTRADICTING_LABELS).examples()).containsExactly("train/a/x.png = train/b/y.png");
        assertThat(findings.get(Kind.IN_SEVERAL_PARTS).examples()).containsExactly("train/a/p.png = test/a/q.png");
        assertThat(findings.get(Kind.DUPLICATE).count()).isEqualTo(3);
    }

    @Test
    void findsArchivesHoweverTheirEndingsAreWritten() throws IOException {
        zip("folders/loud/Z.ZIP", StandardCharsets.UTF_8, "a", "b");
        assertThat(classes("folder:loud")).containsExactly("a", "b");
    }

    private void refuses(String name, String... words) {
        assertThatThrownBy(() -> survey(name))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(words);
    }

    private List<String> classes(String name) throws IOException {
        return survey(name).classes().stream().map(ClassCounts::name).toList();
    }

    private FolderFacts survey(String name) throws IOException {
        var files = new DataFiles(new DataProperties(directory, false, 1L << 30), () -> {});
        DatasetSource source = new Catalog().find(name).orElseThrow();
        Listing listing = source.list(files);
        return FolderSurvey.of(name, source.fingerprint(files), listing);
    }

    /** No two are the same. */
    private byte[] picture() {
        pictures++;
        return TestPictures.plain("png", 4, 4, new Color(pictures));
    }

    private void images(String folder, String... classes) throws IOException {
        for (String name : classes) {
            for (int i = 0; i < 5; i++) {
                write(folder + "/" + name + "/" + i + ".png", picture());
            }
        }
    }

    private void zip(String file, Charset names, String... classes) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path);
                var zip = new ZipOutputStream(out, names)) {
            for (String name : classes) {
                for (int i = 0; i < 5; i++) {
                    zip.putNextEntry(new ZipEntry(name + "/" + i + ".png"));
                    zip.write(picture());
                }
            }
        }
    }

    /** By its address, since the locale may have no character for its name. */
    private void write(String file, byte[] content) throws IOException {
        String address = URLEncoder.encode(file, StandardCharsets.UTF_8).replace("%2F", "/");
        Path path = Path.of(URI.create(directory.toUri() + address));
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }
}
