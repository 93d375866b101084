package io.afos.trainer.data;

/** The official parts of a data set, in the order in which their images are kept. */
enum Part {
    TRAIN,
    VALIDATION,
    TEST
}
