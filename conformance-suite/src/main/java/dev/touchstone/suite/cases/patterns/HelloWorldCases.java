package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pattern "hello world": one producer, one queue, one consumer. */
@Conformance
class HelloWorldCases {
    @Test
    @Rule({"EXCH-DEFAULT-01", "QUEUE-01", "PUB-01", "CONS-01", "CONS-10", "CONS-11", "CONS-12"})
    void helloWorldReachesTheConsumer(Lab lab) throws Exception {
        String queue = lab.name("hello");

        Channel producer = lab.channel();
        producer.queueDeclare(queue, false, false, false, Map.of());
        lab.publish(producer, "", queue, "Hello World!");
        producer.getConnection().close();

        Channel consumer = lab.channel();
        consumer.queueDeclare(queue, false, false, false, Map.of());
        Inbox inbox = lab.consume(consumer, queue, true);
        Delivery hello = inbox.next();
        Expect.equal("body", "Hello World!", Inbox.text(hello));
        Expect.equal("exchange", "", hello.getEnvelope().getExchange());
        Expect.equal("routing key", queue, hello.getEnvelope().getRoutingKey());
        Expect.equal("delivery tag", 1L, hello.getEnvelope().getDeliveryTag());
        Expect.equal("redelivered", false, hello.getEnvelope().isRedeliver());
        inbox.expectNothing();
        consumer.getConnection().close();
        Expect.equal("messages once the consumer left", 0, lab.depth(lab.channel(), queue));
    }
}
