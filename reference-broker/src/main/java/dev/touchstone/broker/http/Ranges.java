package dev.touchstone.broker.http;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far back somebody wants to look at counters, and in what steps: {@code msg_rates_age=60&msg_rates_incr=5} and the like (MGMT-05). */
record Ranges(Map<Kind, Range> byKind) {
    /** Nobody asks for a history. */
    static final Ranges NONE = new Ranges(Map.of());

    private static final long MAX_STEPS = 500;

    /** What RabbitMQ asks for separately. */
    enum Kind {
        MESSAGES("msg_rates"),
        LENGTHS("lengths"),
        DATA("data_rates"),
        NODE("node_stats");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** An age and a step. */
    record Range(long ageMillis, long stepMillis) {}

    /** What is in a query; one without both numbers asks for nothing. */
    static Ranges of(Map<String, String> query) {
        Map<Kind, Range> ranges = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Long age = number(query.get(kind.prefix + "_age"));
            Long step = number(query.get(kind.prefix + "_incr"));
            if (age != null && step != null) {
                if (age <= 0 || step <= 0 || age / step > MAX_STEPS) {
                    throw ApiException.badRequest("Invalid range parameters: age " + age + ", incr " + step);
                }
                ranges.put(kind, new Range(age * 1_000, step * 1_000));
            }
        }
        return ranges.isEmpty() ? NONE : new Ranges(ranges);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.matches("-?\\d{1,15}") ? null : Long.valueOf(text);
    }

    /** Whether nothing is asked for. */
    boolean areNone() {
        return byKind.isEmpty();
    }

    @Nullable
    Range of(Kind kind) {
        return byKind.get(kind);
    }
}
