package dev.touchstone.broker;

import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.params.Parameters;
import dev.touchstone.broker.wire.FieldTable;

/** What the broker says about itself in {@code connection.start} (CONN-06, CONN-07, CTL-10). Thread-safe. */
final class ServerProperties {
    /** The global parameter that has the name of the cluster. */
    static final ParameterKey CLUSTER_NAME = ParameterKey.global("cluster_name");

    private static final String UNNAMED = "touchstone@localhost";
    private static final String[] CAPABILITIES = {
        "publisher_confirms",
        "exchange_exchange_bindings",
        "basic.nack",
        "consumer_cancel_notify",
        "connection.blocked",
        "consumer_priorities",
        "authentication_failure_close",
        "per_consumer_qos",
        "direct_reply_to"
    };

    private final Parameters parameters;
    private volatile Tables tables = Tables.of(UNNAMED);

    private record Tables(String clusterName, FieldTable full, FieldTable plain) {
        static Tables of(String clusterName) {
            return new Tables(clusterName, properties(true, clusterName), properties(false, clusterName));
        }
    }

    ServerProperties(Parameters parameters) {
        this.parameters = parameters;
    }

    /** The table; without capabilities for a client of 0-8. */
    FieldTable table(boolean withCapabilities) {
        Tables now = tables;
        Object set = parameters.get(CLUSTER_NAME);
        String name = set == null ? UNNAMED : String.valueOf(set);
        if (!now.clusterName.equals(name)) {
            now = Tables.of(name);
            tables = now;
        }
        return withCapabilities ? now.full : now.plain;
    }

    /** The properties of a broker of no other name. */
    static FieldTable of(boolean withCapabilities) {
        return properties(withCapabilities, UNNAMED);
    }

    private static FieldTable properties(boolean withCapabilities, String clusterName) {
        FieldTable.Builder capabilities = FieldTable.builder();
        if (withCapabilities) {
            for (String capability : CAPABILITIES) {
                capabilities.bool(capability, true);
            }
        }
        return FieldTable.builder()
                .table("capabilities", capabilities.build())
                .text("cluster_name", clusterName)
                .text("copyright", "Copyright the Touchstone authors")
                .text("information", "Licensed under the Apache License 2.0")
                .text("platform", "Java " + Runtime.version().feature())
                .text("product", "Touchstone")
                .text("version", "0.1.0")
                .build();
    }
}
