package io.afos.trainer.image;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RandomChangesTest {

    private static final RandomChanges COLOUR = new RandomChanges(3, 16, 16, true);

    @Test
    void repeatWithTheSameNumbers() {
        byte[] image = noise(3 * 256);
        assertThat(changed(COLOUR, image, 4)).isEqualTo(changed(COLOUR, image, 4));
        assertThat(changed(COLOUR, image, 4)).isNotEqualTo(changed(COLOUR, image, 5));
    }

    /** A plain picture moved by at most 2 of 16 pixels keeps its inner 12x12 plain, within a fifth of its brightness. */
    @Test
    void moveByAnEighthAndChangeBrightnessByAFifthAtMost() {
        byte[] image = new byte[3 * 256];
        Arrays.fill(image, (byte) 100);
        for (int seed = 0; seed < 200; seed++) {
            byte[] changed = changed(COLOUR, image, seed);
            for (int y = 2; y < 14; y++) {
                for (int x = 2; x < 14; x++) {
                    assertThat(changed[y * 16 + x] & 0xff).isBetween(70, 130).isEqualTo(changed[2 * 16 + 2] & 0xff);
                }
            }
        }
    }

    @Test
    void mirrorOnlyWhereThatIsAllowed() {
        var digits = new RandomChanges(1, 16, 16, false);
        byte[] image = new byte[256]; // a bright left half
        for (int i = 0; i < 256; i++) {
            image[i] = (byte) (i % 16 < 8 ? 200 : 0);
        }
        int mirrored = 0;
        for (int seed = 0; seed < 200; seed++) {
            assertThat(isBrighterLeft(changed(digits, image, seed))).isTrue();
            mirrored += isBrighterLeft(changed(new RandomChanges(1, 16, 16, true), image, seed)) ? 0 : 1;
        }
        assertThat(mirrored).isBetween(60, 140);
    }

    private static boolean isBrighterLeft(byte[] image) {
        return (image[8 * 16 + 4] & 0xff) > (image[8 * 16 + 12] & 0xff);
    }

    private static byte[] changed(RandomChanges changes, byte[] image, long seed) {
        byte[] target = new byte[image.length];
        changes.apply(image, target, new Random(seed));
        return target;
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(2).nextBytes(noise);
        return noise;
    }
}
