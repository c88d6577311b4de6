package dev.touchstone.broker;

import dev.touchstone.broker.wire.FieldTable;

/** What the broker says about itself in {@code connection.start} (CONN-06, CONN-07). */
final class ServerProperties {
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

    private ServerProperties() {}

    static FieldTable of(boolean withCapabilities) {
        FieldTable.Builder capabilities = FieldTable.builder();
        if (withCapabilities) {
            for (String capability : CAPABILITIES) {
                capabilities.bool(capability, true);
            }
        }
        return FieldTable.builder()
                .table("capabilities", capabilities.build())
                .text("cluster_name", "touchstone@localhost")
                .text("copyright", "Copyright the Touchstone authors")
                .text("information", "Licensed under the Apache License 2.0")
                .text("platform", "Java " + Runtime.version().feature())
                .text("product", "Touchstone")
                .text("version", "0.1.0")
                .build();
    }
}
