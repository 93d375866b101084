package io.afos.model.recipe;

/**
 * A network by its name in the catalogue.
 *
 * @param name such as {@code afos-base} or {@code afos-base-plain}
 * @param width factor on the number of channels and hidden units of every layer, 0.03125 to 4; 1 is the published width
 */
public record Architecture(String name, double width) {

    public static final double MIN_WIDTH = 0.03125;
    public static final double MAX_WIDTH = 4;

    public Architecture {
        Ranges.requireName("architecture.name", name);
        Ranges.require("architecture.width", width, MIN_WIDTH, MAX_WIDTH);
    }
}
