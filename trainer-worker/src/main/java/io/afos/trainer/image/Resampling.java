package io.afos.trainer.image;

/**
 * Bilinear resampling with antialiasing: each new pixel is a weighted mean of old ones. The weights form a triangle as
 * wide as two pixels of the coarser grid (the convolution of Pillow's {@code resize} and of PyTorch's {@code
 * interpolate(antialias=True)}).
 */
final class Resampling {

    private final int from;
    private final int to;
    private final int[] starts;
    private final float[][] weights;

    /** Resamples {@code from} pixels to {@code to} pixels in each direction. */
    Resampling(int from, int to) {
        this.from = from;
        this.to = to;
        starts = new int[to];
        weights = new float[to][];
        double scale = (double) from / to;
        double support = Math.max(1, scale);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int start = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(from, (int) (centre + support + 0.5));
            starts[i] = start;
            weights[i] = triangle(start, end, centre, support);
        }
    }

    private static float[] triangle(int start, int end, double centre, double support) {
        double[] heights = new double[end - start];
        double sum = 0;
        for (int x = start; x < end; x++) {
            heights[x - start] = Math.max(0, 1 - Math.abs((x + 0.5 - centre) / support));
            sum += heights[x - start];
        }
        float[] weights = new float[heights.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (heights[i] / sum);
        }
        return weights;
    }

    /** Resamples the square that begins at {@code offset} in an image with rows of {@code stride} pixels. */
    void square(byte[] pixels, int offset, int stride, byte[] target, int targetOffset) {
        float[] narrow = new float[from * to];
        for (int y = 0; y < from; y++) {
            int row = offset + y * stride;
            for (int x = 0; x < to; x++) {
                float sum = 0;
                int start = row + starts[x];
                float[] weight = weights[x];
                for (int i = 0; i < weight.length; i++) {
                    sum += weight[i] * (pixels[start + i] & 0xff);
                }
                narrow[y * to + x] = sum;
            }
        }
        for (int y = 0; y < to; y++) {
            float[] weight = weights[y];
            for (int x = 0; x < to; x++) {
                float sum = 0;
                int start = starts[y] * to + x;
                for (int i = 0; i < weight.length; i++) {
                    sum += weight[i] * narrow[start + i * to];
                }
                target[targetOffset + y * to + x] = (byte) Math.max(0, Math.min(255, (int) (sum + 0.5f)));
            }
        }
    }
}
