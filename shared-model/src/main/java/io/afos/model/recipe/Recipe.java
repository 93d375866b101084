package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Everything that decides a training and its measurement, apart from the activation function and the seed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(ImageRecipe.class), @JsonSubTypes.Type(ExternalRecipe.class)})
public sealed interface Recipe permits ImageRecipe, ExternalRecipe {

    int MAX_EPOCHS = 1_000;

    /** A data set of the catalogue, {@code folder:NAME}, or {@code external:NETWORK@VERSION}. */
    String dataset();

    /** Whose trainings wait in one queue: those on a data set that the same workers can do. */
    default String queue() {
        return dataset();
    }

    /** The network's name. */
    String network();

    /** Passes over the training data of a candidate that survives screening, 1 to {@value #MAX_EPOCHS}. */
    int epochs();

    /** When a weak candidate is stopped; {@code null} trains every candidate to the end. */
    @Nullable
    Screening screening();

    /** What fitness is computed from. */
    Objective objective();

    /**
     * The recipe of trainings that end after a number of epochs of this one's. Nothing in a training depends on the epochs to
     * come, so they give the metrics that this one's have there.
     *
     * @param firstEpochs less than {@code epochs}
     */
    Recipe shortened(int firstEpochs);

    /**
     * All fields as {@code name=value} lines in a fixed order. A field added later is written only where it differs from
     * the behaviour before it existed, so that hashes of older recipes stay as they are.
     */
    String canonicalText();

    /**
     * A stable identity of this recipe.
     *
     * @return 64 lower-case hexadecimal digits, the SHA-256 of {@link #canonicalText()}
     */
    default String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
