package dev.touchstone.suite.probe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The basic properties of a content header with the field tags of its headers kept.
 *
 * @param values by name in the specification ({@code content-type} …): String, Long (delivery-mode, priority, timestamp) or
 *     {@link WireTable} (headers); only what was present
 */
public record ContentProperties(Map<String, Object> values) {
    private static final String[] NAMES = {
        "content-type", "content-encoding", "headers", "delivery-mode", "priority", "correlation-id", "reply-to",
        "expiration", "message-id", "timestamp", "type", "user-id", "app-id", "cluster-id"
    };

    public ContentProperties {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static ContentProperties decode(WireReader in) {
        int flags = in.shortInt();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.length; i++) {
            if ((flags & 1 << (15 - i)) != 0) {
                values.put(NAMES[i], read(NAMES[i], in));
            }
        }
        return new ContentProperties(values);
    }

    private static Object read(String name, WireReader in) {
        return switch (name) {
            case "headers" -> in.table();
            case "delivery-mode", "priority" -> (long) in.octet();
            case "timestamp" -> in.longLong();
            default -> in.shortString();
        };
    }

    /** The same properties with these headers. */
    public ContentProperties withHeaders(WireTable headers) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put("headers", headers);
        return new ContentProperties(changed);
    }

    /** The payload of a content header frame with these properties: class 60, weight 0, the body's size in octets. */
    public byte[] payload(long bodySize) {
        WireWriter present = new WireWriter();
        int flags = 0;
        for (int i = 0; i < NAMES.length; i++) {
            Object value = values.get(NAMES[i]);
            if (value != null) {
                flags |= 1 << (15 - i);
                write(NAMES[i], value, present);
            }
        }
        return new WireWriter()
                .shortInt(60)
                .shortInt(0)
                .longLong(bodySize)
                .shortInt(flags)
                .octets(present.toByteArray())
                .toByteArray();
    }

    private static void write(String name, Object value, WireWriter out) {
        if (value instanceof WireTable headers) {
            out.table(headers);
        } else if (value instanceof Long number) {
            if (name.equals("timestamp")) {
                out.longLong(number);
            } else {
                out.octet(number.intValue());
            }
        } else {
            out.shortString(value.toString());
        }
    }

    /** The headers, or an empty table. */
    public WireTable headers() {
        return values.get("headers") instanceof WireTable table ? table : WireTable.empty();
    }
}
