package io.afos.model.recipe;

/** The scale of the pixel values that a network sees. */
public enum Normalization {
    /** 0 to 1. */
    UNIT,
    /** Mean 0 and standard deviation 1 in each channel over the training images. */
    STANDARDIZED
}
