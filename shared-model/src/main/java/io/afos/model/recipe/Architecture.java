package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A network by its name in the catalog.
 *
 * @param name such as {@code afos-base} or {@code resnet50}
 * @param width factor on the number of channels and hidden units of every layer, 0.03125 to 4; 1 is the published width
 * @param depth how many of the published layers it has
 * @param form what its first layers are made for; {@code null} for what the catalog says of images of this size
 */
public record Architecture(
        String name, double width, Depth depth, @Nullable Form form) {

    public static final double MIN_WIDTH = 0.03125;
    public static final double MAX_WIDTH = 4;

    public Architecture {
        Ranges.requireName("architecture.name", name);
        Ranges.require("architecture.width", width, MIN_WIDTH, MAX_WIDTH);
    }

    /** A network of the published depth, in the form for images of its size. */
    public Architecture(String name, double width) {
        this(name, width, Depth.FULL, null);
    }

    /** The number of layers. */
    public enum Depth {
        /** As published. */
        FULL,
        /** One or two layers or blocks in place of each sequence of equal ones, for trials that take seconds. */
        TINY
    }

    /** What the first layers are made for. */
    public enum Form {
        /** As published, for images of 224x224. */
        LARGE,
        /** As is customary for images of 32x32: the first layers keep more of the resolution. */
        SMALL
    }

    /** Recipes written before depth and form existed have neither. */
    @JsonCreator
    static Architecture read(
            @JsonProperty("name") String name,
            @JsonProperty("width") double width,
            @JsonProperty("depth") @Nullable Depth depth,
            @JsonProperty("form") @Nullable Form form) {
        return new Architecture(name, width, depth == null ? Depth.FULL : depth, form);
    }

    void describe(StringJoiner lines) {
        lines.add("architecture=" + name);
        lines.add("width=" + width);
        if (depth != Depth.FULL) {
            lines.add("depth=" + depth.name().toLowerCase(Locale.ROOT));
        }
        if (form != null) {
            lines.add("form=" + form.name().toLowerCase(Locale.ROOT));
        }
    }
}
