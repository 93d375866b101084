package io.afos.trainer.image;

import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What formats have beyond rows of pixels. The encoded pictures were written by Pillow, which also says what is to be seen. */
class PictureFormatsTest {

    private static final String WEBP_LOSSLESS = "UklGRh4AAABXRUJQVlA4TBEAAAAvBIAAAAdQjyJXq/+BiOh/AAA=";
    private static final String WEBP_LOSSY =
            "UklGRjQAAABXRUJQVlA4ICgAAABQAQCdASoFAAMAAMASJaAABDOAAP73xCP//s8v//s8v//s8v/s2AAA";
    private static final String WEBP_HALF_TRANSPARENT = "UklGRh4AAABXRUJQVlA4TBEAAAAvA8AAEAdQjyJXq4CBiOh/AAA=";
    /** 3 x 2 pixels, of which the first is red, to be turned by a quarter. */
    private static final String WEBP_ON_ITS_SIDE =
            "UklGRlIAAABXRUJQVlA4WAoAAAAIAAAAAgAAAQAAVlA4TBEAAAAvAkAAAA8Q8x/zH4YJiOh/BABFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA";

    private static final String PNG_ON_ITS_SIDE =
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAAMSURBVHicY/jPgAEAEwEBABawY6wAAAAASUVORK5CYII=";
    private static final String TIFF_ON_ITS_SIDE =
            "SUkqAAgAAAALAAABBAABAAAAAwAAAAEBBAABAAAAAgAAAAIBAwADAAAAkgAAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAABEBBAABAAAAmAAAABIBAwABAAAABgAAABUBAwABAAAAAwAAABYBBAABAAAAAgAAABcBBAABAAAAEgAAABwBAwABAAAAAQAAAAAAAAAIAAgACAD/AAAAAAAAAAAAAAAAAAAAAAA=";
    /** Red, as no cyan, all magenta and all yellow. */
    private static final String CMYK_TIFF =
            "SUkqAAgAAAAKAAABBAABAAAABAAAAAEBBAABAAAABAAAAAIBAwAEAAAAhgAAAAMBAwABAAAAAQAAAAYBAwABAAAABQAAABEBBAABAAAAjgAAABUBAwABAAAABAAAABYBBAABAAAABAAAABcBBAABAAAAQAAAABwBAwABAAAAAQAAAAAAAAAIAAgACAAIAAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wA=";
    /** A canvas of 6 x 4 with a red frame of 2 x 2 at column 3 and row 1; the background is blue. */
    private static final String GIF_IN_PART = "R0lGODlhBgAEAIAAAAAA//8AACwDAAEAAgACAAACBAzDMAUAOw==";

    private final PictureReader reader = new PictureReader(1 << 20);

    @ParameterizedTest
    @ValueSource(strings = {WEBP_LOSSLESS, WEBP_LOSSY})
    void readsWebP(String webp) throws Exception {
        Picture picture = reader.read(decoded(webp));
        assertThat(List.of(picture.channels(), picture.height(), picture.width()))
                .containsExactly(3, 3, 5);
        int[] colour = pixel(picture, 1, 2);
        int[] expected = {200, 30, 90};
        for (int c = 0; c < 3; c++) {
            assertThat(colour[c]).isBetween(expected[c] - 6, expected[c] + 6); // half of them are lossy
        }
    }

    @Test
    void letsAWhiteBackgroundThrough() throws Exception {
        assertThat(pixel(reader.read(decoded(WEBP_HALF_TRANSPARENT)), 0, 0)).containsExactly(227, 142, 172);
        for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR}) {
            var image = new BufferedImage(2, 1, type);
            image.setRGB(0, 0, 0x80_c8_1e_5a);
            assertThat(pixel(reader.read(TestPictures.encoded("png", image)), 0, 0))
                    .containsExactly(227, 142, 172);
            assertThat(pixel(reader.read(TestPictures.encoded("png", image)), 0, 1))
                    .containsExactly(255, 255, 255);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBP_ON_ITS_SIDE, PNG_ON_ITS_SIDE, TIFF_ON_ITS_SIDE})
    void turnsAPictureAsItsCameraNotes(String encoded) throws Exception {
        Picture picture = reader.read(decoded(encoded));
        assertThat(List.of(picture.height(), picture.width())).containsExactly(3, 2);
        assertThat(pixel(picture, 0, 1))
                .as("the first stored pixel, turned clockwise")
                .containsExactly(255, 0, 0);
        assertThat(pixel(picture, 0, 0)).containsExactly(0, 0, 0);
    }

    /** By the table of EXIF 2.3: where the first row and the first column are to be seen. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 0, 23", "3, 15, 23", "4, 15, 0", "5, 0, 0", "6, 0, 15", "7, 23, 15", "8, 23, 0"})
    void knowsAllEightOrientations(int orientation, int row, int column) throws Exception {
        var image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, 0xff0000); // a whole block of the JPEG
            }
        }
        Picture picture = reader.read(noting(orientation, TestPictures.encoded("jpg", image)));
        assertThat(picture.width()).isEqualTo(orientation < 5 ? 24 : 16);
        for (int y : new int[] {0, picture.height() - 1}) {
            for (int x : new int[] {0, picture.width() - 1}) {
                assertThat(pixel(picture, y, x)[0] > 128)
                        .as("red at %d, %d", y, x)
                        .isEqualTo(y == row && x == column);
            }
        }
    }

    @Test
    void showsTheWholeCanvasOfAGif() throws Exception {
        Picture picture = reader.read(decoded(GIF_IN_PART));
        assertThat(List.of(picture.height(), picture.width())).containsExactly(4, 6);
        assertThat(pixel(picture, 1, 3)).containsExactly(255, 0, 0);
        assertThat(pixel(picture, 2, 4)).containsExactly(255, 0, 0);
        assertThat(pixel(picture, 0, 3)).as("the background colour").containsExactly(0, 0, 255);
        assertThat(pixel(picture, 1, 5)).containsExactly(0, 0, 255);
    }

    @Test
    void takesFourInksForColours() throws Exception {
        int[] colour = pixel(reader.read(decoded(CMYK_TIFF)), 2, 2);
        assertThat(colour[0]).isGreaterThan(200);
        assertThat(colour[1]).isLessThan(60);
        assertThat(colour[2]).isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "tif", "gif", "png", "jpg"})
    void saysThatAFileWasCutOff(String format) throws InterruptedException {
        byte[] whole = TestPictures.encoded(format, noise());
        List<String> silent = new ArrayList<>();
        for (int length = 1; length < whole.length * 9 / 10; length += 1 + whole.length / 60) {
            try {
                reader.read(Arrays.copyOf(whole, length));
                silent.add(length + " of " + whole.length);
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .doesNotContain("null", "Exception", "Index")
                        .matches("(?s)it is not a JPEG.*|this (JPEG|PNG|TIFF|GIF|BMP) .*");
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void namesTheFormatsThatItReads() {
        assertThatThrownBy(() -> reader.read("text".getBytes())).hasMessageContaining("WebP");
    }

    /** A JPEG with a segment of EXIF that holds nothing but the orientation. */
    private static byte[] noting(int orientation, byte[] jpeg) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] noting = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, noting, 0, 2);
        System.arraycopy(exif, 0, noting, 2, exif.length);
        System.arraycopy(jpeg, 2, noting, 2 + exif.length, jpeg.length - 2);
        return noting;
    }

    private static BufferedImage noise() {
        var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 1_600; i++) {
            image.setRGB(i % 40, i / 40, new Color(random.nextInt() & 0xffffff).getRGB());
        }
        return image;
    }

    private static byte[] decoded(String encoded) {
        return Base64.getDecoder().decode(encoded);
    }

    private static int[] pixel(Picture picture, int row, int column) {
        int size = picture.height() * picture.width();
        int at = row * picture.width() + column;
        byte[] planes = picture.planes();
        return new int[] {planes[at] & 0xff, planes[size + at] & 0xff, planes[2 * size + at] & 0xff};
    }
}
