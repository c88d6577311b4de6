package dev.touchstone.suite.cases.pub;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tracing: copies of what a virtual host takes and gives, on {@code amq.rabbitmq.trace}. */
@Conformance
@Needs({Capability.ADMIN, Capability.TRACING})
// RabbitMQ keeps one list of traced virtual hosts for the node, and loses changes that come side by side.
@ResourceLock("tracing")
class FirehoseCases {
    private static final String TRACE = "amq.rabbitmq.trace";

    @Test
    @Rule("PUB-12")
    void aPublishIsTracedWithWhereItWent(Lab lab) throws Exception {
        Endpoint traced = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(traced));
        Inbox copies = copies(lab, traced);
        channel.exchangeDeclare("ex", "direct");
        channel.queueDeclare("q", false, false, false, Map.of());
        channel.queueBind("q", "ex", "k");
        lab.admin().setTracing(traced.virtualHost(), true);
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().messageId("m1").build();
        channel.basicPublish("ex", "k", properties, "traced".getBytes(StandardCharsets.UTF_8));
        Delivery copy = copies.next();
        Expect.equal("routing key", "publish.ex", copy.getEnvelope().getRoutingKey());
        Expect.equal("body", "traced", Inbox.text(copy));
        Map<String, Object> headers = copy.getProperties().getHeaders();
        expectNames(headers, "routed_queues");
        Expect.equal("exchange_name", "ex", text(headers, "exchange_name"));
        Expect.equal("routing_keys", "[k]", text(headers, "routing_keys"));
        Expect.equal("routed_queues", "[q]", text(headers, "routed_queues"));
        Expect.equal("properties", Map.of("message_id", "m1").toString(), text(headers, "properties"));
        Expect.equal("user", traced.user(), text(headers, "user"));
        Expect.equal("vhost", traced.virtualHost(), text(headers, "vhost"));
        lab.publish(channel, "", "q", "through the default exchange");
        Expect.equal("routing key", "publish.", copies.next().getEnvelope().getRoutingKey());
    }

    @Test
    @Rule("PUB-12")
    void deliveriesAndGetsAreTracedUntilTracingIsOff(Lab lab) throws Exception {
        Endpoint traced = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(traced));
        Inbox copies = copies(lab, traced);
        channel.queueDeclare("q", false, false, false, Map.of());
        lab.publish(channel, "", "q", "one");
        lab.publish(channel, "", "q", "two");
        lab.awaitDepth(channel, "q", 2);
        lab.admin().setTracing(traced.virtualHost(), true);
        Expect.equal("body by get", "one", lab.get(channel, "q"));
        expectDelivered(copies.next(), "one");
        Inbox inbox = lab.consume(channel, "q", true);
        Expect.equal("body by deliver", "two", Inbox.text(inbox.next()));
        expectDelivered(copies.next(), "two");
        lab.admin().setTracing(traced.virtualHost(), false);
        lab.publish(channel, "", "q", "three");
        inbox.next();
        copies.expectNothing();
    }

    private static void expectDelivered(Delivery copy, String body) {
        Expect.equal("routing key", "deliver.q", copy.getEnvelope().getRoutingKey());
        Expect.equal("body", body, Inbox.text(copy));
        Map<String, Object> headers = copy.getProperties().getHeaders();
        expectNames(headers, "redelivered");
        Expect.equal("exchange_name", "", text(headers, "exchange_name"));
        Expect.equal("routing_keys", "[q]", text(headers, "routing_keys"));
        Expect.equal("redelivered", "0", text(headers, "redelivered"));
    }

    private static Inbox copies(Lab lab, Endpoint traced) throws Exception {
        Channel watching = lab.channel(lab.connect(traced));
        // The copies' own delivery is traced too, unless the watcher's queue is left out: bind to what is judged only.
        String queue =
                watching.queueDeclare("copies", false, false, false, Map.of()).getQueue();
        watching.queueBind(queue, TRACE, "publish.#");
        watching.queueBind(queue, TRACE, "deliver.q");
        return lab.consume(watching, queue, true);
    }

    private static void expectNames(Map<String, Object> headers, String last) {
        Set<String> names = new TreeSet<>(List.of(
                "exchange_name", "routing_keys", "properties", "node", "connection", "channel", "user", "vhost", last));
        Expect.equal("names of headers", names, new TreeSet<>(headers.keySet()));
    }

    private static String text(Map<String, Object> headers, String name) {
        return String.valueOf(headers.get(name));
    }
}
