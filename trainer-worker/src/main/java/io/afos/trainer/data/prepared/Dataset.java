package io.afos.trainer.data.prepared;

import io.afos.trainer.image.ImageShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loaded data set: its training, validation and test images as published, or a fixed random division where none is
 * published.
 *
 * @param classNames the classes; each label is an index into this list
 * @param mirrored whether an image mirrored left to right shows the same class
 * @param validation the official validation images; {@code null} if there are none, in which case each training holds
 *     out some of the training images
 * @param fingerprint identity of the content it was read from, 64 lower-case hexadecimal digits
 */
public record Dataset(
        String name,
        List<String> classNames,
        boolean mirrored,
        LabelledImages train,
        @Nullable LabelledImages validation,
        LabelledImages test,
        String fingerprint) {

    public Dataset {
        classNames = List.copyOf(classNames);
        ImageShape shape = train.shape();
        Stream.of(validation, test).filter(part -> part != null).forEach(part -> {
            if (!part.shape().equals(shape)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "training images are %s, others are %s", shape, part.shape()));
            }
        });
    }

    public ImageShape shape() {
        return train.shape();
    }

    /** The number of classes; every label is below it. */
    public int classes() {
        return classNames.size();
    }
}
