package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A network by its name in the catalog, or one that was uploaded.
 *
 * @param name such as {@code afos-base} or {@code resnet50}, or that of the uploaded network
 * @param width factor on the number of channels and hidden units of every layer, 0.03125 to 4; 1 is the published width
 * @param depth how many of the published layers it has
 * @param form what its first layers are made for; {@code null} for what the catalog says of images of this size
 * @param graph the identity of an uploaded network, 64 lower-case hexadecimal digits, whatever its name; it is trained as it is, so
 *     it has width 1, full depth and no form; {@code null} for a network of the catalog
 */
public record Architecture(
        String name,
        double width,
        Depth depth,
        @Nullable Form form,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String graph) {

    public static final double MIN_WIDTH = 0.03125;
    public static final double MAX_WIDTH = 4;

    public Architecture {
        Ranges.requireName("architecture.name", name);
        Ranges.require("architecture.width", width, MIN_WIDTH, MAX_WIDTH);
        if (graph != null) {
            if (!graph.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("architecture.graph must be 64 lower-case hexadecimal digits");
            }
            if (width != 1 || depth != Depth.FULL || form != null) {
                throw new IllegalArgumentException(
                        "architecture.graph can only be combined with width 1 and depth FULL, and with no form: an uploaded"
                                + " network is trained as it is");
            }
        }
    }

    /** A network of the catalog. */
    public Architecture(String name, double width, Depth depth, @Nullable Form form) {
        this(name, width, depth, form, null);
    }

    /** The uploaded network of this identity. */
    public static Architecture uploaded(String name, String graph) {
        return new Architecture(name, 1, Depth.FULL, null, graph);
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

    /** Recipes written before depth, form and graph existed have none of them. */
    @JsonCreator
    static Architecture read(
            @JsonProperty("name") String name,
            @JsonProperty("width") double width,
            @JsonProperty("depth") @Nullable Depth depth,
            @JsonProperty("form") @Nullable Form form,
            @JsonProperty("graph") @Nullable String graph) {
        return new Architecture(name, width, depth == null ? Depth.FULL : depth, form, graph);
    }

    void describe(StringJoiner lines) {
        lines.add("architecture=" + (graph == null ? name : "graph:" + graph));
        lines.add("width=" + width);
        if (depth != Depth.FULL) {
            lines.add("depth=" + depth.name().toLowerCase(Locale.ROOT));
        }
        if (form != null) {
            lines.add("form=" + form.name().toLowerCase(Locale.ROOT));
        }
    }
}
