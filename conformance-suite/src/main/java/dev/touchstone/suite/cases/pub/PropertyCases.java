package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which properties pass unchanged. */
@Conformance
class PropertyCases {
    private static final byte[] BODY = "the body".getBytes(StandardCharsets.UTF_8);

    private static Map<String, Object> allFourteen(Lab lab) {
        WireTable headers = WireTable.empty()
                .with("text", FieldValue.string("value"))
                .with("number", FieldValue.int64(1L << 40))
                .with("nested", FieldValue.table(WireTable.empty().with("flag", FieldValue.bool(true))));
        Map<String, Object> all = new TreeMap<>();
        all.put("content-type", "application/json");
        all.put("content-encoding", "gzip");
        all.put("headers", headers);
        all.put("delivery-mode", 2L);
        all.put("priority", 5L);
        all.put("correlation-id", "correlation");
        all.put("reply-to", "reply-queue");
        all.put("expiration", "600000");
        all.put("message-id", "message");
        all.put("timestamp", 1_500_000_000L);
        all.put("type", "order.created");
        all.put("user-id", lab.endpoint().user());
        all.put("app-id", "application");
        all.put("cluster-id", "cluster");
        return all;
    }

    @Test
    @Rule("PUB-02")
    void allFourteenPropertiesAndTheBodyComeBackByGet(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = declare(lab, dialogue);
        Map<String, Object> all = allFourteen(lab);
        RawContent.publish(dialogue, queue, all, BODY);
        Dialogue.Content got = RawContent.get(dialogue, queue);
        Expect.equal("properties", all, new TreeMap<>(got.header().properties().values()));
        Expect.equal("body", BODY, got.body());
    }

    @Test
    @Rule("PUB-02")
    void allFourteenPropertiesAndTheBodyComeBackByDeliver(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = declare(lab, dialogue);
        dialogue.call(
                1, new AMQP.Basic.Consume.Builder().queue(queue).noAck(true).build(), "basic.consume-ok");
        Map<String, Object> all = allFourteen(lab);
        RawContent.publish(dialogue, queue, all, BODY);
        MethodFields deliver = dialogue.expect(1, "basic.deliver");
        Expect.equal("routing key", queue, deliver.text("routing-key"));
        Dialogue.Content got = dialogue.expectContent(1);
        Expect.equal("properties", all, new TreeMap<>(got.header().properties().values()));
        Expect.equal("body", BODY, got.body());
    }

    @Test
    @Rule("PUB-02")
    void eachPropertyAloneComesBackAloneAndNoneComesBackAsNone(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = declare(lab, dialogue);
        RawContent.publish(dialogue, queue, Map.of(), BODY);
        Expect.equal(
                "properties",
                Map.of(),
                RawContent.get(dialogue, queue).header().properties().values());
        allFourteen(lab).forEach((name, value) -> {
            RawContent.publish(dialogue, queue, Map.of(name, value), BODY);
            Map<String, Object> got =
                    RawContent.get(dialogue, queue).header().properties().values();
            Expect.equal("properties", Map.of(name, value), got);
        });
    }

    @Test
    @Rule("PUB-02")
    void theOfficialClientSeesWhatItSent(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        AMQP.BasicProperties sent = new AMQP.BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("utf-8")
                .headers(Map.of("h", 1))
                .deliveryMode(2)
                .priority(9)
                .correlationId("c")
                .replyTo("r")
                .expiration("600000")
                .messageId("m")
                .timestamp(new Date(1_500_000_000_000L))
                .type("t")
                .userId(lab.endpoint().user())
                .appId("a")
                .clusterId("cl")
                .build();
        Inbox inbox = lab.consume(channel, queue, true);
        channel.basicPublish("", queue, sent, BODY);
        Delivery delivery = inbox.next();
        Expect.equal("properties", sent, delivery.getProperties());
        Expect.equal("body", BODY, delivery.getBody());
        Expect.equal("exchange", "", delivery.getEnvelope().getExchange());
        Expect.equal("routing key", queue, delivery.getEnvelope().getRoutingKey());
        Expect.equal("redelivered", false, delivery.getEnvelope().isRedeliver());
    }

    @Test
    @Rule("PUB-11")
    void thePropertiesOfApplicationsAreOpaque(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = declare(lab, dialogue);
        List<String> texts = List.of("", "no such thing", "x".repeat(255), "日本\u0000\r\n\"", "%s{}<xml/>");
        for (String name : List.of(
                "content-type", "content-encoding", "correlation-id", "message-id", "type", "app-id", "cluster-id")) {
            for (String text : texts) {
                RawContent.publish(dialogue, queue, Map.of(name, text), BODY);
                Dialogue.Content got = RawContent.get(dialogue, queue);
                Expect.equal(
                        "properties",
                        Map.of(name, text),
                        got.header().properties().values());
                Expect.equal("body behind " + name + "=" + text, BODY, got.body());
            }
        }
    }

    @Test
    @Rule("PUB-11")
    void anyTimestampPasses(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = declare(lab, dialogue);
        for (long timestamp : new long[] {0, 1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            RawContent.publish(dialogue, queue, Map.of("timestamp", timestamp), BODY);
            Map<String, Object> got =
                    RawContent.get(dialogue, queue).header().properties().values();
            Expect.equal("properties", Map.of("timestamp", timestamp), got);
        }
    }

    private static String declare(Lab lab, Dialogue dialogue) {
        String queue = lab.name("q");
        dialogue.call(
                1, new AMQP.Queue.Declare.Builder().queue(queue).exclusive(true).build(), "queue.declare-ok");
        return queue;
    }
}
