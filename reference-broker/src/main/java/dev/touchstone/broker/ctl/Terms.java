package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.StringJoiner;

/** Values as terms of Erlang, the way rabbitmqctl prints them. */
final class Terms {
    private Terms() {}

    /** A table of arguments in JSON as rabbitmqctl prints it: name, type, value. The API does not say which type of number it was. */
    static JsonNode table(JsonNode arguments) {
        ArrayNode table = JsonNodeFactory.instance.arrayNode();
        arguments
                .properties()
                .forEach(each -> table.addArray()
                        .add(each.getKey())
                        .add(type(each.getValue()))
                        .add(each.getValue()));
        return table;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "longstr";
            case NUMBER -> value.isIntegralNumber() ? "long" : "double";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT -> "table";
            default -> "void";
        };
    }

    static String of(JsonNode value) {
        if (value.isTextual()) {
            return "\"" + value.asText().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        } else if (value.isArray()) {
            StringJoiner list = new StringJoiner(",", "[", "]");
            value.forEach(each -> list.add(of(each)));
            return list.toString();
        } else if (value.isObject()) {
            StringJoiner list = new StringJoiner(",", "[", "]");
            value.properties().forEach(each -> list.add("{\"" + each.getKey() + "\"," + of(each.getValue()) + "}"));
            return list.toString();
        } else if (value.isNull() || value.isMissingNode()) {
            return "undefined";
        }
        return value.asText();
    }
}
