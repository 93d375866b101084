package io.afos.api.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests over every address of an API's description, as nobody who means well would send them. */
final class HostileApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TYPES =
            List.of("application/json", "application/json", "application/json", "application/x-ndjson", "a/b;c");
    private static final List<String> ACCEPTED = List.of("*/*", "*/*", "application/json", "text/html", "image/png");
    private static final int MOST_DEPTH = 4;

    private final JsonNode description;
    private final List<Operation> operations = new ArrayList<>();

    /** An address and what is done there. */
    private record Operation(String method, String path, JsonNode details) {}

    HostileApi(JsonNode description) {
        this.description = description;
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
    }

    int operations() {
        return operations.size();
    }

    /** @param keys one of which the request carries; {@code null} among them for none */
    HttpRequest next(int port, List<@Nullable String> keys, Random random) {
        Operation operation = HostileInput.pick(operations, random);
        String method = random.nextInt(20) == 0
                ? HostileInput.pick(List.of("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"), random)
                : operation.method;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + address(operation, random)))
                .timeout(PATIENCE)
                .header("Content-Type", HostileInput.pick(TYPES, random))
                .header("Accept", HostileInput.pick(ACCEPTED, random));
        String key = keys.get(random.nextInt(keys.size()));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        boolean hasBody = operation.details.has("requestBody") || random.nextInt(10) == 0;
        return request.method(
                        method,
                        hasBody
                                ? HttpRequest.BodyPublishers.ofString(body(operation, random))
                                : HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private String address(Operation operation, Random random) {
        String path = operation.path;
        var query = new ArrayList<String>();
        for (JsonNode parameter : operation.details.path("parameters")) {
            String name = parameter.get("name").asString();
            String value = HostileInput.encoded(text(parameter.path("schema"), random));
            switch (parameter.get("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", value);
                case "query" -> {
                    if (random.nextInt(3) > 0) {
                        query.add(HostileInput.encoded(name) + "=" + value);
                    }
                }
                default -> {}
            }
        }
        if (random.nextInt(10) == 0) {
            query.add("unknown=" + HostileInput.encoded(HostileInput.pick(HostileInput.TEXTS, random)));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** Half of them such as would be right. */
    private String text(JsonNode schema, Random random) {
        if (random.nextBoolean()) {
            return HostileInput.pick(HostileInput.TEXTS, random);
        }
        JsonNode value = value(schema, random, 0);
        return value.isValueNode() ? value.asString() : value.toString();
    }

    private String body(Operation operation, Random random) {
        if (random.nextInt(10) == 0) {
            return HostileInput.pick(HostileInput.VALUES, random);
        }
        JsonNode schema = operation
                .details
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        String valid = value(schema, random, 0).toString();
        return random.nextInt(3) == 0 ? HostileInput.damaged(valid.startsWith("{") ? valid : "{}", random) : valid;
    }

    /** Something that fits a schema, with hostile values in some places. */
    private JsonNode value(JsonNode given, Random random, int depth) {
        JsonNode schema = resolved(given);
        if (random.nextInt(12) == 0 || depth > MOST_DEPTH) {
            return JSON.readTree(HostileInput.pick(HostileInput.VALUES, random));
        }
        if (schema.has("oneOf")) {
            JsonNode choices = schema.get("oneOf");
            return value(choices.get(random.nextInt(choices.size())), random, depth + 1);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("example") && random.nextBoolean()) {
            return schema.get("example");
        }
        return switch (schema.path("type").asString("object")) {
            case "integer" -> JSON.valueToTree(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(20));
            case "number" -> JSON.valueToTree(random.nextDouble());
            case "boolean" -> JSON.valueToTree(random.nextBoolean());
            case "array" -> {
                var array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(schema.path("items"), random, depth + 1));
                }
                yield array;
            }
            case "string" ->
                JSON.valueToTree(HostileInput.pick(
                        List.of("relu", "x*tanh(x)", "fashion-mnist-mini", "afos-base", "resnet18", "a", "1"), random));
            default -> object(schema, random, depth);
        };
    }

    private ObjectNode object(JsonNode schema, Random random, int depth) {
        ObjectNode object = JSON.createObjectNode();
        JsonNode required = schema.path("required");
        schema.path("properties").properties().forEach(property -> {
            boolean needed =
                    required.valueStream().anyMatch(name -> name.asString().equals(property.getKey()));
            if (needed || random.nextInt(3) == 0) {
                object.set(property.getKey(), value(property.getValue(), random, depth + 1));
            }
        });
        return object;
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? description.at(schema.get("$ref").asString().substring(1)) : schema;
    }
}
