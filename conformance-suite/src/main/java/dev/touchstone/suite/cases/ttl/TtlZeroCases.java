package dev.touchstone.suite.cases.ttl;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A time to live of 0: now or never. */
@Conformance
@Needs(Capability.MESSAGE_TTL)
class TtlZeroCases {
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();
    private static final AMQP.BasicProperties ZERO = Lifetime.expiration("0");

    @Test
    @Rule("TTL-08")
    void withoutAConsumerAMessageWithTtlZeroIsAckedAndGone(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String byQueue = bench.queue("zero", "x-message-ttl", 0);
        String byMessage = bench.queue("plain");
        RawChannel publisher = bench.another();
        publisher.confirmSelect();
        publisher.publishMandatory("", byQueue, PLAIN, "never");
        publisher.publishMandatory("", byMessage, ZERO, "never");
        Expect.equal("acked publishes", Set.of(1L, 2L), publisher.answersTo(2).acked());
        publisher.barrier();
        for (String queue : List.of(byQueue, byMessage)) {
            bench.awaitDepth(queue, 0);
            channel.expectEmpty(queue);
        }
    }

    @Test
    @Rule("TTL-08")
    void aWaitingConsumerGetsMessagesWithTtlZero(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel consumer = bench.another();
        for (AMQP.BasicProperties properties : List.of(PLAIN, ZERO)) {
            String queue = properties.equals(ZERO) ? bench.queue("plain") : bench.queue("zero", "x-message-ttl", 0);
            consumer.consume(queue, queue);
            for (String text : List.of("one", "two", "three")) {
                bench.channel().publish("", queue, properties, text);
            }
            Expect.equal("deliveries", List.of("one", "two", "three"), RawChannel.texts(consumer.deliver(3)));
        }
    }

    @Test
    @Rule("TTL-08")
    @Needs(Capability.DEAD_LETTERING)
    void aConsumerThatIsFullDoesNotCountAndTheMessageIsDeadLettered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue =
                bench.queue("zero", "x-message-ttl", 0, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        RawChannel consumer = bench.another();
        consumer.qos(1, false);
        consumer.consume(queue, "c");
        bench.channel().publish(queue, "taken").publish(queue, "expired");
        RawChannel.Message taken = consumer.deliver();
        Expect.equal("the delivery", "taken", taken.text());
        RawChannel.Message letter = bench.take(box);
        Expect.equal("the letter", "expired", letter.text());
        Expect.equal("deaths", List.of("1 expired " + queue), Deaths.summary(letter));
        consumer.ack(taken.tag(), false);
        consumer.quiet(queue);
    }
}
