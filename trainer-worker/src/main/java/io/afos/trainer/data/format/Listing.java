package io.afos.trainer.data.format;

import io.afos.trainer.data.format.Omissions.Omission;
import io.afos.trainer.image.Picture;
import io.afos.trainer.image.PictureReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a data set, before any picture is decoded.
 *
 * @param classNames the classes in the order of the labels
 * @param labels the labels of the images of each existing part; parts are numbered consecutively in the order of {@link
 *     Part}
 * @param omissions what was skipped
 * @param names maps the index of a picture among the images of all parts to its name
 * @param pictures the pictures
 */
public record Listing(
        List<String> classNames,
        Map<Part, int[]> labels,
        List<Omission> omissions,
        IntFunction<String> names,
        Pictures pictures) {

    /** A listing of files that contain many images each and nothing else. */
    public Listing(List<String> classNames, Map<Part, int[]> labels, Pictures pictures) {
        this(classNames, labels, List.of(), position -> "image " + position, pictures);
    }

    public int count() {
        return labels.values().stream().mapToInt(part -> part.length).sum();
    }

    /** The pictures of a data set. */
    public interface Pictures {

        /** Visits every picture once, in any order, with its index among the images of all parts. */
        void each(Visitor visitor) throws IOException;
    }

    /** Receives pictures. */
    public interface Visitor {

        /** @param bytes size of the encoded picture */
        void visit(int position, int bytes, Encoded picture) throws IOException;
    }

    /** A picture that may not be decoded yet; decoding works on any thread. */
    public interface Encoded {

        /**
         * Decodes the picture.
         *
         * @param size the required width and height
         * @throws IOException if the picture is damaged; the message names it
         */
        Picture decode(PictureReader reader, int size) throws IOException, InterruptedException;

        /** The file of the picture; {@code null} if a file contains several pictures. */
        default byte @Nullable [] content() {
            return null;
        }
    }
}
