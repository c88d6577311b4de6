package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;
import java.util.List;
import java.util.Map;

/** Content with properties as they stand on the wire, past what the official client would make of them. */
final class RawContent {
    /** In the order of the property flags, the highest bit first. */
    private static final List<String> NAMES = List.of(
            "content-type",
            "content-encoding",
            "headers",
            "delivery-mode",
            "priority",
            "correlation-id",
            "reply-to",
            "expiration",
            "message-id",
            "timestamp",
            "type",
            "user-id",
            "app-id",
            "cluster-id");

    private RawContent() {}

    /** Publishes to the default exchange with exactly these properties, named as in {@link ContentProperties}. */
    static void publish(Dialogue dialogue, String queue, Map<String, Object> properties, byte[] body) {
        dialogue.probe()
                .send(1, new AMQP.Basic.Publish.Builder().routingKey(queue).build());
        dialogue.probe().sendFrame(WireFrame.HEADER, 1, header(properties, body.length));
        if (body.length > 0) {
            dialogue.probe().sendBody(1, body);
        }
    }

    /** Gets without acknowledgement from a queue that holds a message. */
    static Dialogue.Content get(Dialogue dialogue, String queue) {
        dialogue.call(1, new AMQP.Basic.Get.Builder().queue(queue).noAck(true).build(), "basic.get-ok");
        return dialogue.expectContent(1);
    }

    private static byte[] header(Map<String, Object> properties, long size) {
        WireWriter out = new WireWriter().shortInt(60).shortInt(0).longLong(size);
        int flags = 0;
        for (int i = 0; i < NAMES.size(); i++) {
            flags |= properties.containsKey(NAMES.get(i)) ? 1 << (15 - i) : 0;
        }
        out.shortInt(flags);
        for (String name : NAMES) {
            Object value = properties.get(name);
            if (value != null) {
                write(out, name, value);
            }
        }
        return out.toByteArray();
    }

    private static void write(WireWriter out, String name, Object value) {
        if (value instanceof WireTable table) {
            out.table(table);
        } else if (value instanceof Long number) {
            if (name.equals("timestamp")) {
                out.longLong(number);
            } else {
                out.octet(number.intValue());
            }
        } else {
            out.shortString((String) value);
        }
    }
}
