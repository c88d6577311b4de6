package dev.touchstone.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final Host host = new Host();

    private long depth(String queue) {
        return host.known(queue).messageCount();
    }

    private static FieldTable lastDeath(Message message) {
        if (message.headers().get("x-death") instanceof FieldValue.Array deaths
                && deaths.values().get(0) instanceof FieldValue.Nested nested) {
            return nested.table();
        }
        throw new AssertionError("no x-death");
    }

    @Test
    void rejectedMessagesGoToTheExchangeWithTheirKey() throws ProtocolException {
        host.declareQueue("work", "x-dead-letter-exchange", "amq.fanout");
        host.declareQueue("dead");
        host.bind("dead", "amq.fanout", "");
        host.publish("", "work", "0");
        host.reject("work");

        QueuedMessage letter = host.take("dead");
        assertThat(letter.redelivered()).isFalse();
        assertThat(letter.message().exchange()).isEqualTo("amq.fanout");
        assertThat(letter.message().routingKey()).isEqualTo("work");
        assertThat(lastDeath(letter.message()).text("reason")).isEqualTo("rejected");
        assertThat(lastDeath(letter.message()).get("time")).isEqualTo(new FieldValue.Timestamp(1_000));
        host.known("dead").ack(letter);
        assertThat(host.vhost.queuedBytes()).isZero();
    }

    @Test
    void aDeadLetterKeyReplacesTheKey() throws ProtocolException {
        host.declareQueue("work", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead");
        host.declareQueue("dead");
        host.publish("", "work", "0");
        host.reject("work");

        assertThat(host.take("dead").message().routingKey()).isEqualTo("dead");
    }

    @Test
    void aMissingExchangeDropsUntilItExists() throws ProtocolException {
        host.declareQueue("work", "x-dead-letter-exchange", "later");
        host.publish("", "work", "0", "1");
        host.reject("work");
        host.declare("later", "fanout");
        host.declareQueue("dead");
        host.bind("dead", "later", "");
        host.reject("work");

        assertThat(depth("dead")).isEqualTo(1);
    }

    @Test
    void expiredMessagesMoveOn() throws ProtocolException {
        host.declareQueue(
                "wait", "x-message-ttl", 100, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "next");
        host.declareQueue(
                "next", "x-message-ttl", 100, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "end");
        host.declareQueue("end");
        host.publish("", "wait", "0");
        host.advance(100);
        assertThat(depth("next")).isEqualTo(1);
        host.advance(99);
        assertThat(depth("end")).isZero();
        host.advance(1);
        assertThat(depth("end")).isEqualTo(1);
    }

    @Test
    void anAutomaticCircleEnds() throws ProtocolException {
        host.declareQueue("a", "x-message-ttl", 10, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "b");
        host.declareQueue("b", "x-message-ttl", 10, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "a");
        host.publish("", "a", "0");
        host.advance(1_000);

        assertThat(depth("a") + depth("b")).isZero();
        assertThat(host.vhost.queuedBytes()).isZero();
    }

    @Test
    void aCircleWithARejectionGoesOnCounting() throws ProtocolException {
        host.declareQueue("self", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "self");
        host.publish("", "self", "0");
        host.reject("self");
        host.reject("self");
        host.reject("self");

        assertThat(lastDeath(host.take("self").message()).get("count")).isEqualTo(FieldValue.Int.of(3L));
    }

    @Test
    void aFullQueueDoesNotRefillItself() throws ProtocolException {
        host.declareQueue("self", "x-max-length", 1, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "self");
        host.publish("", "self", "0", "1", "2");

        assertThat(depth("self")).isEqualTo(1);
        assertThat(new String(host.take("self").message().body(), StandardCharsets.UTF_8))
                .isEqualTo("2");
    }

    @Test
    void anEndlessCircleDoesNotHoldTheLoop() throws ProtocolException {
        host.declareQueue(
                "spin", "x-message-ttl", 0, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "spin");
        FieldTable rejectedBefore = FieldTable.builder()
                .array(
                        "x-death",
                        List.of(new FieldValue.Nested(FieldTable.builder()
                                .text("queue", "other")
                                .text("reason", "rejected")
                                .build())))
                .build();
        host.publish("", "spin", BasicProperties.NONE.with(Property.HEADERS, rejectedBefore), "0");

        assertThat(depth("spin"))
                .as("the second death in the same queue is a circle")
                .isZero();
        assertThat(host.vhost.queuedBytes()).isZero();
    }

    @Test
    void purgeDeleteAndExpiryOfTheQueueDoNotDeadLetter() throws ProtocolException {
        host.declareQueue("work", "x-expires", 100, "x-dead-letter-exchange", "amq.fanout");
        host.declareQueue("dead");
        host.bind("dead", "amq.fanout", "");
        host.publish("", "work", "0", "1");
        host.vhost.purgeQueue(host.caller, "work", host.now);
        host.publish("", "work", "2");
        host.advance(100);

        assertThat(host.vhost.queue("work")).isNull();
        assertThat(depth("dead")).isZero();
    }

    @Test
    void aNackOfManyDeadLettersInOrder() throws ProtocolException {
        host.declareQueue("work", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead");
        host.declareQueue("dead");
        for (int i = 0; i < 300; i++) {
            host.publish("", "work", Integer.toString(i));
        }
        List<QueuedMessage> taken =
                IntStream.range(0, 300).mapToObj(i -> host.take("work")).toList();
        host.known("work").reject(taken, host.now);
        host.known("work").settleDeaths(host.now);
        assertThat(depth("dead")).as("one turn's share").isEqualTo(128);
        host.advance(0);

        assertThat(depth("dead")).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(host.take("dead").message().body()).asString().isEqualTo(Integer.toString(i));
        }
    }
}
