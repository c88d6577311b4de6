package dev.touchstone.broker.http;

import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.PlainValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that somebody sent, each read as what it has to be. */
record Body(Map<String, Object> fields) {
    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable
    Object get(String name) {
        return fields.get(name);
    }

    /** Refuses a body without these. */
    Body require(String... names) {
        List<String> missing = Arrays.stream(names)
                .filter(name -> !fields.containsKey(name))
                .map(name -> "{key_missing," + name + "}")
                .toList();
        if (!missing.isEmpty()) {
            throw ApiException.badRequest("[" + String.join(",", missing) + "]");
        }
        return this;
    }

    @Nullable
    String text(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw ApiException.badRequest(name + " should be a string");
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        } else if (value instanceof Boolean flag) {
            return flag;
        } else if ("true".equals(value) || "false".equals(value)) {
            return "true".equals(value);
        }
        throw ApiException.badTerm("not_boolean", value);
    }

    long number(String name, long otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        } else if (value instanceof Long number) {
            return number;
        } else if (value instanceof String text) {
            return number(text);
        }
        throw ApiException.badRequest(name + " should be a number");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.badTerm("not_integer", text);
        }
    }

    Map<String, Object> map(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Map.of();
        } else if (value instanceof Map<?, ?> map) {
            return Json.fields(map);
        } else if (value instanceof List<?> list && list.isEmpty()) {
            return Map.of();
        }
        throw ApiException.badRequest(name + " should be an object");
    }

    /** The objects in a list; none if it is missing. */
    List<Body> list(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        } else if (value instanceof List<?> list) {
            return list.stream().map(Body::of).toList();
        }
        throw ApiException.badRequest(name + " should be a list");
    }

    private static Body of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Body(Json.fields(map));
        }
        throw ApiException.badRequest("a list should have objects only");
    }

    /** An object as arguments of AMQP. */
    FieldTable table(String name) {
        try {
            return PlainValues.table(map(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
