package dev.touchstone.suite.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that a script uses and those on the broker. In a virtual host of its own they are the same; elsewhere queues and
 * exchanges have a prefix, and so has a routing key where it names a queue. A queue that the broker named is known by the name that
 * the script gave it.
 */
final class Names {
    private final String prefix;
    private final Map<String, String> given = new HashMap<>();

    /** @param prefix of all names on the broker, or empty */
    Names(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** The broker named a queue. */
    void learn(String name, String there) {
        given.put(name, there);
    }

    /** True if the broker named a queue that the script calls so; it may be gone. */
    boolean isGiven(String name) {
        return given.containsKey(name);
    }

    /** Another script begins. */
    void forget() {
        given.clear();
    }

    /** The name of a queue or exchange on the broker. */
    String there(String name) {
        String known = given.get(name);
        if (known != null) {
            return known;
        }
        return name.isEmpty() || name.startsWith("amq.") ? name : prefix + name;
    }

    /** As the script says it. */
    String here(String name) {
        for (Map.Entry<String, String> one : given.entrySet()) {
            if (one.getValue().equals(name)) {
                return one.getKey();
            }
        }
        return !prefix.isEmpty() && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** A routing key: the name of a queue if it is for the default exchange. */
    String key(String exchange, String key) {
        return exchange.isEmpty() ? there(key) : key;
    }

    /** Arguments that name exchanges and queues. */
    Map<String, Object> arguments(Map<String, Object> arguments) {
        if (prefix.isEmpty() && given.isEmpty()) {
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
