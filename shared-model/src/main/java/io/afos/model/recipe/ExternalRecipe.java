package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a training by a program of the user's own, which takes its work over HTTP.
 *
 * @param external name of the network: 1 to 64 lower-case letters, digits or hyphens
 * @param version of the training program and its data: what it computes is another thing under another version; 1 to 64 letters,
 *     digits, dots, hyphens or underscores
 * @param settings what else the program is to know: at most {@value #MOST_SETTINGS} names with strings, numbers, true or false
 * @param epochs passes over the training data, or other steps after which it measures, 1 to 1,000
 * @param objective what fitness is computed from
 * @param screening when a weak candidate is stopped; {@code null} trains every candidate to the end
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
public record ExternalRecipe(
        String external,
        String version,
        SortedMap<String, Object> settings,
        int epochs,
        Objective objective,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Screening screening)
        implements Recipe {

    /** Begins the names of the queues of external trainings. */
    public static final String PREFIX = "external:";

    public static final int MOST_SETTINGS = 32;

    private static final int MOST_TEXT = 256;
    private static final double LARGEST_WHOLE = Seeds.MAX;

    public ExternalRecipe {
        requireNetwork(external, version);
        Ranges.require("epochs", epochs, 1, MAX_EPOCHS);
        objective = objective == null ? Objective.STANDARD : objective;
        settings = settings == null ? Collections.emptySortedMap() : checked(settings);
        if (screening != null && objective instanceof Objective.Score) {
            throw new IllegalArgumentException(
                    "screening looks at accuracy, which a score does not report: leave it out");
        }
    }

    /** @throws IllegalArgumentException if this cannot be the name and version of an external network */
    public static void requireNetwork(String external, String version) {
        if (external == null || !Ranges.isName(external)) {
            throw new IllegalArgumentException("network must be 1 to 64 lower-case letters, digits or hyphens");
        }
        if (version == null || !version.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("version must be 1 to 64 letters, digits, dots, hyphens or underscores");
        }
    }

    /** The queue in which the trainings of a network's version wait. */
    public static String queue(String external, String version) {
        return PREFIX + external + "@" + version;
    }

    @Override
    public String dataset() {
        return queue(external, version);
    }

    @Override
    public String network() {
        return external;
    }

    @Override
    public ExternalRecipe shortened(int firstEpochs) {
        Ranges.require("epochs", firstEpochs, 1, epochs - 1);
        return new ExternalRecipe(external, version, settings, firstEpochs, objective, screening);
    }

    @Override
    public String canonicalText() {
        var lines = new StringJoiner("\n");
        lines.add("external=" + external);
        lines.add("version=" + version);
        settings.forEach((name, value) ->
                lines.add("setting." + name + "=" + (value instanceof String text ? "'" + text + "'" : value)));
        lines.add("epochs=" + epochs);
        lines.add("objective=" + objective.describe());
        lines.add("screening=" + (screening == null ? "none" : screening.describe()));
        return lines.toString();
    }

    private static SortedMap<String, Object> checked(Map<String, Object> settings) {
        if (settings.size() > MOST_SETTINGS) {
            throw new IllegalArgumentException("settings must not have more than " + MOST_SETTINGS + " names");
        }
        var checked = new TreeMap<String, Object>();
        settings.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException(
                        "a name in settings must be 1 to 64 letters, digits, dots, hyphens or underscores");
            }
            checked.put(name, scalar(name, value));
        });
        return Collections.unmodifiableSortedMap(checked);
    }

    /** A number is the same however it was written: whole ones are longs, all others doubles. */
    private static Object scalar(String name, @Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            double real = number.doubleValue();
            return real == Math.rint(real) && Math.abs(real) <= LARGEST_WHOLE ? (Object) (long) real : (Object) real;
        }
        if (value instanceof String text && text.length() <= MOST_TEXT && text.matches("[^\\p{Cntrl}]*")) {
            return text;
        }
        throw new IllegalArgumentException("settings." + name
                + " must be true, false, a finite number, or at most 256 characters without control characters");
    }
}
