package io.afos.model.recipe;

/** The random changes to training images, drawn again in each epoch. Images for measurements are never changed. */
public enum Augmentation {
    /** Every epoch sees the images as they are. */
    NONE,
    /**
     * Each image is shifted by up to an eighth of its size in either direction (black moves in), mirrored left to right with
     * probability 1/2 where the data set allows it, and its brightness, contrast and, in colour, saturation are scaled by
     * factors from 0.8 to 1.2. Drawn from training seed, epoch and image.
     */
    STANDARD
}
