package dev.touchstone.broker.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** Values as terms of Erlang, the way rabbitmqctl prints them. */
final class Terms {
    private Terms() {}

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
