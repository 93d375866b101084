package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A search space: a preset, optionally with some of its three lists replaced. */
@Schema(name = "SpaceRequest")
record SpaceRequest(
        @Schema(description = "Name in /catalog/spaces", defaultValue = "afos", example = "afos")
        @Size(max = 64)
        @Nullable
        String preset,

        @Schema(description = "Leaves by code, see /catalog/functions. Default: the preset's")
        @Size(min = 1, max = SearchSpace.MAX_FUNCTIONS)
        @Nullable
        List<@Size(max = 32) String> unaries,

        @Schema(description = "Inner nodes by code, see /catalog/functions. Default: the preset's")
        @Size(min = 1, max = SearchSpace.MAX_FUNCTIONS)
        @Nullable
        List<@Size(max = 32) String> binaries,

        @Schema(description = "Shapes by their number of genes: 3, 5, 7. Default: the preset's")
        @Size(min = 1, max = 3)
        @Nullable
        List<Integer> shapes) {

    static SearchSpace spaceOf(@Nullable SpaceRequest request) {
        return (request == null ? new SpaceRequest(null, null, null, null) : request).space();
    }

    private SearchSpace space() {
        SearchSpace base = preset == null
                ? Preset.AFOS.space()
                : read("space.preset", preset, Preset::ofCode).space();
        List<UnaryGene> leaves =
                unaries == null ? base.unaries() : readAll("space.unaries", unaries, UnaryGene::ofCode);
        List<BinaryGene> nodes =
                binaries == null ? base.binaries() : readAll("space.binaries", binaries, BinaryGene::ofCode);
        List<Shape> trees = shapes == null ? base.shapes() : readAll("space.shapes", shapes, Shape::ofGenes);
        return read("space", leaves, unused -> new SearchSpace(leaves, nodes, trees));
    }

    private static <S, T> List<T> readAll(String field, List<S> values, Function<S, T> reader) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> read(String.format(Locale.ROOT, "%s[%d]", field, i), values.get(i), reader))
                .toList();
    }

    private static <S, T> T read(String field, @Nullable S value, Function<S, T> reader) {
        if (value == null) {
            throw new InvalidRequest(field, "must not be null");
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest(field, "is not valid: " + e.getMessage());
        }
    }
}
