package dev.touchstone.suite.model;

import java.util.Map;
import java.util.regex.Pattern;

/** A policy; {@code applyTo} is queues, exchanges or all. */
record ModelPolicy(String name, Pattern pattern, String applyTo, long priority, Map<String, Object> definition) {
    boolean appliesTo(String objects, String object) {
        return (applyTo.equals("all") || applyTo.equals(objects))
                && pattern.matcher(object).find();
    }
}
