package dev.touchstone.suite.script;

import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Contents that came, as events: what they are called, whether they died, and what of them is not as it was published (PUB-02,
 * CC-02, DLX-04, DLX-08).
 */
final class Deliveries {
    private final Names names;
    private final StepEncoder encoder;
    private final Map<String, Step> published = new HashMap<>();

    Deliveries(Names names, StepEncoder encoder) {
        this.names = names;
        this.encoder = encoder;
    }

    void published(Step publish) {
        published.put(publish.operand(2), publish);
    }

    void clear() {
        published.clear();
    }

    /** The event with what there is to say about the content. */
    Event describe(Event event, MethodFields method, ContentProperties properties, byte[] body, List<String> wrong) {
        String id = StepEncoder.idOf(body);
        List<Object> deaths = deaths(properties.headers());
        Event described = event;
        if (event.kind() != Event.Kind.RETURN && method.flag("redelivered")) {
            described = described.with(Event.REDELIVERED, true);
        }
        List<Object> altered = new ArrayList<>(wrong);
        Step publish = published.get(id);
        if (publish != null) {
            altered.addAll(alterations(publish, method, properties, body, !deaths.isEmpty()));
        }
        if (!deaths.isEmpty()) {
            described = described
                    .with("exchange", names.here(method.text("exchange")))
                    .with("key", names.here(method.text("routing-key")))
                    .with(Event.DEATH, deaths);
        }
        return altered.isEmpty() ? described : described.with(Event.ALTERED, altered);
    }

    private List<Object> alterations(
            Step publish, MethodFields method, ContentProperties properties, byte[] body, boolean died) {
        List<Object> altered = new ArrayList<>();
        if (!Arrays.equals(StepEncoder.body(publish), body)) {
            altered.add("body");
        }
        if (!died) {
            String exchange = names.there(publish.operand(0));
            if (!method.text("exchange").equals(exchange)) {
                altered.add("exchange " + method.text("exchange"));
            }
            if (!method.text("routing-key").equals(names.key(publish.operand(0), publish.operand(1)))) {
                altered.add("key " + method.text("routing-key"));
            }
        }
        Map<String, Object> sent = new HashMap<>(encoder.properties(publish).values());
        Map<String, Object> came = new HashMap<>(properties.values());
        if (died) {
            sent.remove("expiration");
        }
        sent.put("headers", shown((WireTable) sent.getOrDefault("headers", WireTable.empty()), died));
        came.put("headers", shown(properties.headers(), died));
        sent.forEach((name, value) -> {
            if (!value.equals(came.remove(name))) {
                altered.add(name);
            }
        });
        came.keySet().forEach(name -> altered.add(name + " added"));
        return altered;
    }

    /** Headers without those that brokers take out or put in. */
    private static WireTable shown(WireTable headers, boolean died) {
        return new WireTable(headers.entries().stream()
                .filter(entry -> !entry.name().equals("BCC"))
                .filter(entry ->
                        !died || !(entry.name().startsWith("x-") || entry.name().equals("CC")))
                .toList());
    }

    /** x-death as {@code queue/reason/count}. */
    private List<Object> deaths(WireTable headers) {
        Object list = headers.get("x-death").map(FieldValue::value).orElse(List.of());
        List<Object> deaths = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof FieldValue field && field.value() instanceof WireTable table) {
                    deaths.add(names.here(text(table, "queue")) + "/" + text(table, "reason") + "/"
                            + table.get("count").map(FieldValue::value).orElse("?"));
                }
            }
        }
        return deaths;
    }

    private static String text(WireTable table, String name) {
        return table.get(name)
                .map(FieldValue::value)
                .map(value -> value instanceof FieldValue.Octets octets
                        ? new String(octets.bytes(), StandardCharsets.UTF_8)
                        : value.toString())
                .orElse("?");
    }
}
