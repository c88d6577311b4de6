package dev.touchstone.reports.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The few words of JSON Schema that our schema uses; any other word is a problem, so that none is silently ignored. */
final class SchemaCheck {
    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    SchemaCheck(JsonNode root) {
        this.root = root;
    }

    List<String> problems(JsonNode json) {
        problems.clear();
        check(root, json, "");
        return List.copyOf(problems);
    }

    private void check(JsonNode schema, JsonNode json, String at) {
        schema.properties().forEach(entry -> keyword(entry.getKey(), entry.getValue(), schema, json, at));
    }

    private void keyword(String word, JsonNode value, JsonNode schema, JsonNode json, String at) {
        switch (word) {
            case "$schema", "$defs", "title", "description" -> {}
            case "$ref" -> check(root.at(value.asText().substring(1)), json, at);
            case "type" -> require(hasType(value.asText(), json), at, "is no " + value.asText());
            case "const" -> require(value.equals(json), at, "is not " + value);
            case "enum" -> require(contains(value, json), at, "is none of " + value);
            case "minimum" -> require(json.asLong() >= value.asLong(), at, "is below " + value);
            case "maximum" -> require(json.asLong() <= value.asLong(), at, "is above " + value);
            case "minLength" -> require(json.asText().length() >= value.asInt(), at, "is too short");
            case "minItems" -> require(json.size() >= value.asInt(), at, "has too few items");
            case "pattern" -> require(json.asText().matches(value.asText()), at, "does not match " + value);
            case "required" -> value.forEach(name -> require(json.has(name.asText()), at, "lacks " + name));
            case "items" -> {
                for (int i = 0; i < json.size(); i++) {
                    check(value, json.get(i), at + "/" + i);
                }
            }
            case "properties" ->
                json.properties().stream()
                        .filter(entry -> value.has(entry.getKey()))
                        .forEach(
                                entry -> check(value.get(entry.getKey()), entry.getValue(), at + "/" + entry.getKey()));
            case "additionalProperties" ->
                json.properties().stream()
                        .filter(entry -> !schema.path("properties").has(entry.getKey()))
                        .forEach(entry -> additional(value, entry.getValue(), at + "/" + entry.getKey()));
            default -> problems.add("the schema uses " + word + ", which this check does not know");
        }
    }

    private void additional(JsonNode schema, JsonNode json, String at) {
        if (schema.isBoolean()) {
            require(schema.asBoolean(), at, "is not allowed");
        } else {
            check(schema, json, at);
        }
    }

    private static boolean hasType(String type, JsonNode json) {
        return switch (type) {
            case "object" -> json.isObject();
            case "array" -> json.isArray();
            case "string" -> json.isTextual();
            case "integer" -> json.isIntegralNumber();
            case "boolean" -> json.isBoolean();
            default -> false;
        };
    }

    private static boolean contains(JsonNode values, JsonNode json) {
        for (JsonNode value : values) {
            if (value.equals(json)) {
                return true;
            }
        }
        return false;
    }

    private void require(boolean holds, String at, String problem) {
        if (!holds) {
            problems.add(at + " " + problem);
        }
    }
}
