package dev.touchstone.suite.model;

import java.util.Map;

/** An exchange as it was declared. */
record ModelExchange(
        String name,
        String type,
        boolean durable,
        boolean autoDelete,
        boolean internal,
        Map<String, Object> arguments) {
    static final String ALTERNATE = "alternate-exchange";
}
