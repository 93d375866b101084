package io.afos.trainer.data;

/**
 * A loaded data set as published: its official training and test images.
 *
 * @param classes number of classes; every label is below it
 */
public record Dataset(String name, int classes, LabelledImages train, LabelledImages test) {

    public Dataset {
        if (!train.shape().equals(test.shape())) {
            throw new IllegalArgumentException(
                    "training images are %s, test images are %s".formatted(train.shape(), test.shape()));
        }
    }

    public ImageShape shape() {
        return train.shape();
    }
}
