package dev.touchstone.suite.model;

import java.util.Map;

/** A binding; {@code toQueue} says what the destination is. */
record ModelBinding(String source, String destination, boolean toQueue, String key, Map<String, Object> arguments) {}
