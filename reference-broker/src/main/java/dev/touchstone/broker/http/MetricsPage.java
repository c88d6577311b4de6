package dev.touchstone.broker.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A page of metrics in the text format of Prometheus: lines by metric, each metric with its type in front. */
final class MetricsPage {
    private static final String PREFIX = "rabbitmq_";

    private final Map<String, StringBuilder> metrics = new LinkedHashMap<>();

    void gauge(String name, String labels, long value) {
        add(PREFIX + name, "gauge", labels, value);
    }

    void counter(String name, String labels, long value) {
        add(PREFIX + name, "counter", labels, value);
    }

    /** What RabbitMQ gives no type. */
    void untyped(String name, String labels, long value) {
        add(PREFIX + name, "untyped", labels, value);
    }

    /** A gauge that is not RabbitMQ's own. */
    void plain(String name, long value) {
        add(name, "gauge", "", value);
    }

    private void add(String metric, String type, String labels, long value) {
        metrics.computeIfAbsent(metric, key -> new StringBuilder("# TYPE " + key + " " + type + "\n"))
                .append(metric)
                .append(labels)
                .append(' ')
                .append(value)
                .append('\n');
    }

    /** Names and values in turn as labels. */
    static String labels(String... pairs) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            String value =
                    pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            labels.append(i == 0 ? "" : ",")
                    .append(pairs[i])
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return labels.append('}').toString();
    }

    @Override
    public String toString() {
        return String.join("", metrics.values());
    }
}
