package dev.touchstone.suite.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A decoded method: its name, such as {@code queue.declare-ok}, and its fields by their names in the specification.
 *
 * @param fields Boolean for bit, Long for octet, short, long and longlong, String for shortstr, {@link FieldValue.Octets} for
 *     longstr, {@link WireTable} for table
 */
public record MethodFields(int classId, int methodId, String name, Map<String, Object> fields) {
    public MethodFields {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public String text(String field) {
        return String.valueOf(value(field));
    }

    public long number(String field) {
        return (Long) value(field);
    }

    public boolean flag(String field) {
        return (Boolean) value(field);
    }

    public WireTable table(String field) {
        return (WireTable) value(field);
    }

    /** The octets of a longstr. */
    public byte[] octets(String field) {
        return ((FieldValue.Octets) value(field)).bytes();
    }

    /** The same method with another value in a field that it has. */
    public MethodFields with(String field, Object value) {
        value(field);
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new MethodFields(classId, methodId, name, changed);
    }

    /** The payload of a method frame with these fields. */
    public byte[] payload() {
        return Grammar.encode(this);
    }

    private Object value(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no field '" + field + "', but " + fields.keySet());
        }
        return value;
    }

    @Override
    public String toString() {
        return name
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + shown(field.getKey(), field.getValue()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Secrets never reach a transcript, a log or a result. */
    private Object shown(String field, Object value) {
        boolean secret = (name.equals("connection.start-ok") && field.equals("response"))
                || (name.equals("connection.secure-ok") && field.equals("response"))
                || (name.equals("connection.update-secret") && field.equals("new-secret"));
        return secret ? "(not shown)" : value instanceof String text ? '"' + text + '"' : value;
    }
}
