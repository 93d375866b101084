package io.afos.api.benchmark.web;

import io.afos.api.request.RecipeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Merges recipes field by field. */
final class RecipeMerge {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecipeMerge() {}

    /** The first recipe with the fields of the others on top; the last one takes precedence. */
    static RecipeRequest of(@Nullable RecipeRequest base, @Nullable RecipeRequest... overrides) {
        ObjectNode merged = JSON.createObjectNode();
        put(JSON.valueToTree(base), merged);
        for (RecipeRequest override : overrides) {
            put(JSON.valueToTree(override), merged);
        }
        return JSON.treeToValue(merged, RecipeRequest.class);
    }

    private static void put(JsonNode from, ObjectNode into) {
        from.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject() && into.get(field.getKey()) instanceof ObjectNode deeper) {
                put(value, deeper);
            } else if (!value.isNull()) {
                into.set(field.getKey(), value);
            }
        });
    }
}
