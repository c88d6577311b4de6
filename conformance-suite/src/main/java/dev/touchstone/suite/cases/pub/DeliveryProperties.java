package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated content headers, from publish to the consumer. */
@AddLifecycleHook(LabHook.class)
class DeliveryProperties {
    private static final int DEPTH = 3;

    /** Also the order of names in tables, which is kept though it is no part of a table's value. */
    @Property(tries = 40)
    @Rule({"FRAME-20", "PUB-02", "PUB-11"})
    void aContentHeaderIsDeliveredOctetForOctet(
            @ForAll("headers") Map<String, Object> properties, @ForAll boolean fetched, QueueBench bench) {
        String queue = bench.queue("q");
        Dialogue dialogue = bench.channel().dialogue();
        byte[] body = "body".getBytes(StandardCharsets.UTF_8);
        byte[] header = new ContentProperties(properties).payload(body.length);
        if (!fetched) {
            bench.channel().consume(queue, queue, true, Map.of());
        }
        AMQP.Basic.Publish publish =
                new AMQP.Basic.Publish.Builder().routingKey(queue).build();
        dialogue.probe().send(1, publish).sendFrame(WireFrame.HEADER, 1, header).sendBody(1, body);
        if (fetched) {
            AMQP.Basic.Get get =
                    new AMQP.Basic.Get.Builder().queue(queue).noAck(true).build();
            bench.channel().call(get, "basic.get-ok");
        } else {
            bench.channel().expect("basic.deliver");
        }
        Dialogue.Content content = dialogue.expectContent(1);
        Expect.equal("properties", properties, content.header().properties().values());
        Expect.equal("octets of the content header", header, content.header().payload());
        Expect.equal("body", body, content.body());
        if (!fetched) {
            bench.channel().cancel(queue);
        }
        bench.channel().deleteQueue(queue);
    }

    @Provide
    Arbitrary<Map<String, Object>> headers() {
        Arbitrary<WireTable> tables = FieldTableProperties.table(DEPTH);
        Arbitrary<Map<String, String>> texts = Arbitraries.maps(
                        Arbitraries.of(
                                "content-type",
                                "content-encoding",
                                "correlation-id",
                                "message-id",
                                "type",
                                "app-id",
                                "cluster-id"),
                        Boundary.texts(0))
                .ofMaxSize(4);
        Arbitrary<List<Long>> numbers = Combinators.combine(
                        Arbitraries.of(1L, 2L),
                        Arbitraries.longs().between(0, 255),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as(List::of);
        Arbitrary<boolean[]> present =
                Arbitraries.of(true, false).array(boolean[].class).ofSize(4);
        return Combinators.combine(tables, texts, numbers, present).as(DeliveryProperties::sample);
    }

    private static Map<String, Object> sample(
            WireTable table, Map<String, String> texts, List<Long> numbers, boolean[] present) {
        Map<String, Object> properties = new LinkedHashMap<>(texts);
        List<String> names = List.of("delivery-mode", "priority", "timestamp");
        for (int i = 0; i < names.size(); i++) {
            if (present[i]) {
                properties.put(names.get(i), numbers.get(i));
            }
        }
        if (present[3]) {
            properties.put("headers", table);
        }
        return properties;
    }
}
