package io.afos.trainer.image;

import java.util.Random;

/**
 * The standard augmentation: a shift by up to an eighth of the size (a random crop of the image padded with black),
 * mirroring left to right with probability 1/2, and brightness, contrast and saturation scaled by factors from 0.8 to
 * 1.2.
 *
 * <p>Contrast scales the distance from the mean luma of the picture, and saturation the distance from each pixel's own
 * luma (ITU-R BT.601), like torchvision's {@code ColorJitter}, in the order brightness, contrast, saturation.
 *
 * @param mirrored whether pictures may be mirrored
 */
public record RandomChanges(int channels, int height, int width, boolean mirrored) {

    private static final int SHIFT = 8;
    private static final float RANGE = 0.2f;
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    /** Augments a picture given as planes of unsigned bytes; the same random numbers give the same result. */
    public void apply(byte[] planes, byte[] target, Random random) {
        int down = random.nextInt(2 * (height / SHIFT) + 1) - height / SHIFT;
        int right = random.nextInt(2 * (width / SHIFT) + 1) - width / SHIFT;
        boolean mirror = random.nextBoolean() && mirrored;
        float brightness = factor(random);
        float contrast = factor(random);
        float saturation = factor(random);
        move(planes, target, down, right, mirror);
        colour(target, brightness, contrast, saturation);
    }

    private static float factor(Random random) {
        return 1 + RANGE * (2 * random.nextFloat() - 1);
    }

    private void move(byte[] planes, byte[] target, int down, int right, boolean mirror) {
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                int from = y - down;
                int row = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    int column = (mirror ? width - 1 - x : x) - right;
                    boolean inside = from >= 0 && from < height && column >= 0 && column < width;
                    target[row + x] = inside ? planes[(c * height + from) * width + column] : 0;
                }
            }
        }
    }

    private void colour(byte[] planes, float brightness, float contrast, float saturation) {
        int size = height * width;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += luma(planes, i, size, brightness);
        }
        float mean = (float) (sum / size);
        for (int i = 0; i < size; i++) {
            float grey = mean + contrast * (luma(planes, i, size, brightness) - mean);
            for (int c = 0; c < channels; c++) {
                float value = mean + contrast * (bright(planes[c * size + i], brightness) - mean);
                float changed = channels == 1 ? value : grey + saturation * (value - grey);
                planes[c * size + i] = (byte) Math.max(0, Math.min(255, Math.round(changed)));
            }
        }
    }

    private float luma(byte[] planes, int at, int size, float brightness) {
        if (channels == 1) {
            return bright(planes[at], brightness);
        }
        float luma = 0;
        for (int c = 0; c < channels; c++) {
            luma += LUMA[c] * bright(planes[c * size + at], brightness);
        }
        return luma;
    }

    private static float bright(byte value, float brightness) {
        return Math.min(255, brightness * (value & 0xff));
    }
}
