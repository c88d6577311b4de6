package dev.touchstone.suite.cases.conn;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code server-properties} of {@code connection.start}: who the broker is and what it can do. */
@Conformance
class ServerPropertiesCases {
    @Test
    @Rule("CONN-06")
    void theBrokerSaysWhoItIs(Lab lab) {
        WireTable properties = lab.dial().start().table("server-properties");
        for (String name : List.of("product", "version", "platform", "copyright", "information", "cluster_name")) {
            FieldValue value = Expect.present(
                    "server property " + name, properties.get(name).orElse(null));
            Expect.that(value.tag() == 'S', name + " as a long string", value::toString);
            Expect.that(!value.value().toString().isEmpty(), name + " with some text", () -> "an empty string");
        }
        FieldValue capabilities =
                Expect.present("capabilities", properties.get("capabilities").orElse(null));
        Expect.equal("field tag of capabilities", 'F', capabilities.tag());
        Expect.absent("server property host", properties.get("host").orElse(null));
    }

    @Test
    @Rule("CONN-07")
    void theBrokerAnnouncesItsCapabilities(Lab lab) {
        WireTable capabilities = lab.dial().start().table("server-properties").table("capabilities");
        for (WireTable.Entry entry : capabilities.entries()) {
            Expect.equal("capability " + entry.name(), FieldValue.bool(true), entry.value());
        }
        List<String> announced =
                capabilities.entries().stream().map(WireTable.Entry::name).toList();
        for (String name : List.of(
                "publisher_confirms",
                "exchange_exchange_bindings",
                "basic.nack",
                "consumer_cancel_notify",
                "connection.blocked",
                "consumer_priorities",
                "authentication_failure_close",
                "per_consumer_qos",
                "direct_reply_to")) {
            Expect.that(announced.contains(name), "capability " + name, announced::toString);
        }
    }
}
