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
 * What a data set consists of, before any picture is decoded.
 *
 * @param classNames in the order of the labels
 * @param labels of the images of each part that there is; the parts' images follow one another in the order of {@link Part}
 * @param omissions what was passed over
 * @param names of the pictures, by their positions among the images of all parts
 * @param pictures gives the pictures one by one
 */
public record Listing(
        List<String> classNames,
        Map<Part, int[]> labels,
        List<Omission> omissions,
        IntFunction<String> names,
        Pictures pictures) {

    /** Of files that hold many images each, and nothing else. */
    public Listing(List<String> classNames, Map<Part, int[]> labels, Pictures pictures) {
        this(classNames, labels, List.of(), position -> "image " + position, pictures);
    }

    public int count() {
        return labels.values().stream().mapToInt(part -> part.length).sum();
    }

    /** The pictures of a data set. */
    public interface Pictures {

        /** Visits every picture once, in any order, by its position among the images of all parts. */
        void each(Visitor visitor) throws IOException;
    }

    /** Is shown pictures. */
    public interface Visitor {

        /** @param bytes that the picture takes before it is decoded */
        void visit(int position, int bytes, Encoded picture) throws IOException;
    }

    /** A picture that may still have to be decoded, which can be done on any thread. */
    public interface Encoded {

        /**
         * Decodes it.
         *
         * @param size width and height that it is to have
         * @throws IOException if it is damaged; the message names it
         */
        Picture decode(PictureReader reader, int size) throws IOException, InterruptedException;

        /** The file that it is; {@code null} if many share one. */
        default byte @Nullable [] content() {
            return null;
        }
    }
}
