package io.afos.trainer.image;

import io.afos.trainer.data.prepared.TestPictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PictureReaderTest {

    private final PictureReader reader = new PictureReader(1 << 20);

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "bmp", "gif", "jpg"})
    void readsColours(String format) throws Exception {
        Picture picture = reader.read(TestPictures.plain(format, 5, 3, new Color(200, 30, 90)));
        assertThat(picture.channels()).isEqualTo(3);
        assertThat(picture.width()).isEqualTo(5);
        assertThat(picture.height()).isEqualTo(3);
        int[] tolerance = {200, 30, 90};
        for (int c = 0; c < 3; c++) {
            assertThat(picture.planes()[c * 15 + 7] & 0xff)
                    .isBetween(tolerance[c] - 3, tolerance[c] + 3); // JPEG is lossy
        }
    }

    @Test
    void countsAPictureUntilItHasBeenMadeUseOf() {
        byte[] file = TestPictures.plain("png", 5, 3, Color.RED);
        var narrow = new PictureReader(1);
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        IntStream.range(0, 200).parallel().forEach(i -> {
            try {
                narrow.read(file, picture -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    atOnce.decrementAndGet();
                    return picture;
                });
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(most).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "jpg"})
    void takesGreyAsItIsStored(String format) throws Exception {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        Picture picture = reader.read(TestPictures.encoded(format, image));
        assertThat(picture.channels()).isEqualTo(1);
        assertThat(picture.planes()).containsOnly(100);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void readsEveryKindOfPng(int type) throws Exception {
        byte[] png = TestPictures.encoded("png", TestPictures.of(type, 4, 4, Color.BLUE));
        Picture picture = reader.read(png);
        assertThat(Arrays.copyOfRange(picture.planes(), 0, 32)).containsOnly(0);
        assertThat(Arrays.copyOfRange(picture.planes(), 32, 48)).containsOnly(-1);
    }

    @Test
    void readsSixteenBitsOfGrey() throws Exception {
        var image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 1, 0, 0x8123);
        assertThat(reader.read(TestPictures.encoded("png", image)).planes()).containsExactly(0, 0, 0, 0x81);
    }

    @Test
    void refusesHugePicturesBeforeDecodingThem() {
        byte[] png = TestPictures.plain("png", 1, 1, Color.RED);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 100_000).putInt(20, 100_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThatThrownBy(() -> reader.read(png))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100000 x 100000 pixels");
    }

    @Test
    void refusesWhatEndsTooEarlyOrIsNoPicture() {
        byte[] jpeg = noise("jpg");
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(jpeg, jpeg.length / 2)))
                .isInstanceOf(IOException.class);
        byte[] png = noise("png");
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(png, png.length / 2)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader.read("text".getBytes())).hasMessageContaining("not a JPEG");
        assertThatThrownBy(() -> reader.read(new byte[0])).isInstanceOf(IOException.class);
    }

    @Test
    void answersAnyDamageWithAnExceptionOfItsKind() throws InterruptedException {
        var random = new Random(5);
        for (String format : new String[] {"jpg", "png", "tif", "gif", "bmp"}) {
            byte[] whole = noise(format);
            for (int i = 0; i < 60; i++) {
                byte[] damaged = whole.clone();
                for (int n = 0; n < 4; n++) {
                    damaged[random.nextInt(Math.min(400, damaged.length))] = (byte) random.nextInt();
                }
                try {
                    reader.read(damaged);
                } catch (IOException e) {
                    assertThat(e).hasMessageNotContaining("OutOfMemory");
                }
            }
        }
    }

    private static byte[] noise(String format) {
        var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 1_600; i++) {
            image.setRGB(i % 40, i / 40, random.nextInt());
        }
        return TestPictures.encoded(format, image);
    }
}
