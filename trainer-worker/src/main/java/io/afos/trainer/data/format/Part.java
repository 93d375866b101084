package io.afos.trainer.data.format;

/** The official parts of a data set, in the order in which their images are stored. */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST
}
