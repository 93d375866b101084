package io.afos.model.catalog;

import io.afos.model.recipe.Architecture.Form;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form of a network.
 *
 * @param form which one
 * @param description what is particular about it
 * @param minSize smallest width and height of an image in pixels
 * @param maxSize largest width and height of an image in pixels; {@code null} for any
 * @param parameters how many parameters it has as published; {@code null} if nobody has published that
 */
public record CatalogForm(
        Form form,
        String description,
        int minSize,
        @Nullable Integer maxSize,
        @Nullable ParameterCount parameters) {

    /**
     * A number of parameters that training changes, at width 1 and full depth.
     *
     * @param count of them
     * @param imageSize width and height of the colour images that it was published for, in pixels
     * @param classes that it was published for
     * @param source where it was published
     */
    public record ParameterCount(long count, int imageSize, int classes, String source) {}

    /** Why images of this size do not suit; {@code label} names the network. */
    Optional<Misfit> misfit(String label, int width, int height) {
        if (Math.min(width, height) < minSize) {
            return wrongSize(
                    String.format(Locale.ROOT, "%s needs images of at least %d x %d pixels", label, minSize, minSize),
                    width,
                    height);
        }
        if (maxSize != null && Math.max(width, height) > maxSize) {
            return wrongSize(
                    String.format(Locale.ROOT, "%s takes images of at most %d x %d pixels", label, maxSize, maxSize),
                    width,
                    height);
        }
        return Optional.empty();
    }

    private static Optional<Misfit> wrongSize(String limit, int width, int height) {
        return Optional.of(new Misfit(
                Misfit.Choice.ARCHITECTURE,
                String.format(
                        Locale.ROOT,
                        "%s, but these are %d x %d; choose another data set, architecture or form",
                        limit,
                        width,
                        height)));
    }
}
