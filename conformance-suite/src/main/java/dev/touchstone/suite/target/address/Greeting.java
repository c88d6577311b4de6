package dev.touchstone.suite.target.address;

import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireReader;
import dev.touchstone.suite.probe.WireTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a broker says about itself in {@code connection.start}.
 *
 * @param product such as RabbitMQ; empty where it names none
 * @param version such as 3.10.8
 * @param platform such as Erlang/OTP 25
 * @param capabilities names of the capabilities that are true
 * @param mechanisms SASL mechanisms
 */
public record Greeting(
        String product, String version, String platform, List<String> capabilities, List<String> mechanisms) {
    public Greeting {
        capabilities = List.copyOf(capabilities);
        mechanisms = List.copyOf(mechanisms);
    }

    /** Reads the arguments of the method: version octets, server properties, mechanisms, locales. */
    static Greeting read(WireReader arguments) {
        arguments.octet();
        arguments.octet();
        WireTable properties = arguments.table();
        String mechanisms = new String(arguments.longString(), java.nio.charset.StandardCharsets.UTF_8);
        TreeSet<String> capabilities = new TreeSet<>();
        for (WireTable.Entry entry : properties.table("capabilities").entries()) {
            if (Boolean.TRUE.equals(entry.value().value())) {
                capabilities.add(entry.name());
            }
        }
        return new Greeting(
                text(properties, "product"),
                text(properties, "version"),
                text(properties, "platform"),
                new ArrayList<>(capabilities),
                List.of(mechanisms.strip().split(" +")));
    }

    private static String text(WireTable properties, String name) {
        return properties
                .get(name)
                .map(FieldValue::value)
                .filter(FieldValue.Octets.class::isInstance)
                .map(Object::toString)
                .orElse("");
    }
}
