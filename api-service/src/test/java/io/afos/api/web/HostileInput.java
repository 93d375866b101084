package io.afos.api.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

/** Values, texts and requests as nobody who means well would send them. */
final class HostileInput {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "99999999999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "2147483648",
            "\"\"",
            "\"a\\u0000b\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-5\"",
            "\"\\ud800\"",
            "\"\\u202e\\ufeff\"",
            "\"'; drop table job; --\"",
            "\"%s%n\"",
            "\"${jndi:ldap://x}\"",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "[null]",
            "[\"relu\", null, 3]",
            "{\"type\": \"x\"}",
            "{\"type\": \"random\", \"candidates\": 1e9}",
            "{\"a\": {\"b\": {\"c\": {}}}}",
            "\"" + "long".repeat(3_000) + "\"",
            "[" + "\"x\",".repeat(5_000) + "\"x\"]",
            "[".repeat(100) + "]".repeat(100),
            "1" + "0".repeat(900));

    static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "NaN",
            "abc",
            "99999999999999999999",
            "2147483647",
            "-2147483648",
            "9223372036854775807",
            "\0",
            "a\0b",
            "'",
            "\"",
            "%",
            "%00",
            "\u00e4\u4e16\ud83d\ude00",
            "\ud800",
            "../../etc/passwd",
            "<script>",
            "RUNNING",
            "running",
            "null",
            "a".repeat(3_000),
            "bnVsbA",
            "MHwwfDA",
            "MHxhAGJ8MA",
            "SW5maW5pdHl8MA",
            "TmFOfDA",
            "MjE0NzQ4MzY0Nw",
            "MjE0NzQ4MzY0Ng",
            "LTIxNDc0ODM2NDg",
            "OTIyMzM3MjAzNjg1NDc3NTgwNw",
            "MHwwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMHw5MjIzMzcyMDM2ODU0Nzc1ODA3",
            "====",
            "_-_-");

    private HostileInput() {}

    /** A valid request of which one to three members are damaged. */
    static String damaged(String valid, Random random) {
        JsonNode request = JSON.readTree(valid);
        for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
            damage(request, random);
        }
        return request.toString();
    }

    private static void damage(JsonNode root, Random random) {
        var containers = new ArrayList<ContainerNode<?>>();
        collect(root, containers);
        ContainerNode<?> container = pick(containers, random);
        JsonNode value = JSON.readTree(pick(VALUES, random));
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            names.add("unknown");
            String name = pick(names, random);
            if (random.nextInt(8) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            node.forEach(child -> collect(child, containers));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
