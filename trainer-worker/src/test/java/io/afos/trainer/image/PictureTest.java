package io.afos.trainer.image;

import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PictureTest {

    /**
     * Worked out by hand: at half the size a triangle of half width 2 covers, around the first new pixel's centre 1, the old
     * pixels' centres 0.5, 1.5 and 2.5 with heights 3/4, 3/4 and 1/4.
     */
    @Test
    void isMadeSmallerByTrianglesAsWideAsTwoNewPixels() {
        Picture small = grey(4, 4, 10, 20, 60, 200, 10, 20, 60, 200, 10, 20, 60, 200, 10, 20, 60, 200)
                .fitted(2);
        int left = Math.round((0.75f * 10 + 0.75f * 20 + 0.25f * 60) / 1.75f);
        int right = Math.round((0.25f * 20 + 0.75f * 60 + 0.75f * 200) / 1.75f);
        assertThat(values(small)).containsExactly(left, right, left, right);
    }

    /** Bilinear interpolation between the centres of pixels: at twice the size, a quarter of the way. */
    @Test
    void isMadeLargerByLinearInterpolation() {
        Picture large = grey(2, 2, 0, 100, 0, 100).fitted(4);
        assertThat(values(large)).startsWith(0, 25, 75, 100);
    }

    @Test
    void isCutToItsCentralSquare() {
        Picture wide = grey(1, 3, 10, 20, 30).fitted(1);
        assertThat(values(wide)).containsExactly(20);
    }

    @Test
    void staysPlainWhereItIsPlain() {
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            int height = 1 + random.nextInt(90);
            int width = 1 + random.nextInt(90);
            byte[] planes = new byte[height * width];
            java.util.Arrays.fill(planes, (byte) 201);
            assertThat(values(new Picture(1, height, width, planes).fitted(1 + random.nextInt(40))))
                    .containsOnly(201);
        }
    }

    @Test
    void isUntouchedAtItsOwnSize() {
        Picture picture = grey(2, 2, 1, 2, 3, 4);
        assertThat(picture.fitted(2)).isSameAs(picture);
    }

    @Test
    void hasItsGreyInEachColour() {
        assertThat(values(grey(1, 2, 7, 9).inColour())).containsExactly(7, 9, 7, 9, 7, 9);
    }

    private static Picture grey(int height, int width, int... values) {
        byte[] planes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            planes[i] = (byte) values[i];
        }
        return new Picture(1, height, width, planes);
    }

    private static int[] values(Picture picture) {
        int[] values = new int[picture.planes().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.planes()[i] & 0xff;
        }
        return values;
    }
}
