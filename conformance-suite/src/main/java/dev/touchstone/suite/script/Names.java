package dev.touchstone.suite.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that a script uses and those on the broker. In a virtual host of its own they are the same; elsewhere queues and
 * exchanges have a prefix, and so has a routing key where it names a queue.
 */
record Names(String prefix) {
    /** The name of a queue or exchange on the broker. */
    String there(String name) {
        return name.isEmpty() || name.startsWith("amq.") ? name : prefix + name;
    }

    /** As the script says it. */
    String here(String name) {
        return !prefix.isEmpty() && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** A routing key: the name of a queue if it is for the default exchange. */
    String key(String exchange, String key) {
        return exchange.isEmpty() ? there(key) : key;
    }

    /** Arguments that name exchanges and queues. */
    Map<String, Object> arguments(Map<String, Object> arguments) {
        if (prefix.isEmpty()) {
            return arguments;
        }
        Map<String, Object> changed = new LinkedHashMap<>(arguments);
        for (String name : List.of("alternate-exchange", "x-dead-letter-exchange", "dead-letter-exchange")) {
            changed.computeIfPresent(name, (ignored, value) -> value instanceof String text ? there(text) : value);
        }
        if ("".equals(arguments.get("x-dead-letter-exchange"))) {
            changed.computeIfPresent("x-dead-letter-routing-key", (ignored, key) -> there(String.valueOf(key)));
        }
        return changed;
    }

    /** The keys of CC or BCC; what is no list stays as it is. */
    Object keys(String exchange, Object list) {
        if (!(list instanceof List<?> all)) {
            return list;
        }
        List<Object> keys = new ArrayList<>();
        all.forEach(key -> keys.add(key instanceof String text ? key(exchange, text) : key));
        return keys;
    }
}
