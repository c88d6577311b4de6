package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Delayed exchanges and one channel in confirm mode: the broker has taken a message when its publish returns. */
final class DelayBench {
    /** A broker's clock and ours may tick a few milliseconds apart. */
    private static final long EARLY_MILLIS = 10;

    /** A busy machine is late; how late a delay may be is no part of any rule. */
    private static final long LATE_MILLIS = 3000;

    private final Lab lab;
    private final Channel channel;
    private final Confirms confirms;

    DelayBench(Lab lab) throws IOException {
        this.lab = lab;
        this.channel = lab.channel();
        this.confirms = lab.confirms(channel);
    }

    Channel channel() {
        return channel;
    }

    Confirms confirms() {
        return confirms;
    }

    /** A transient delayed exchange that routes by the rules of that type. */
    String exchange(String type) throws IOException {
        return declare(lab.name("delayed-" + type), type, Map.of());
    }

    String declare(String name, String type, Map<String, Object> more) throws IOException {
        Map<String, Object> arguments = new java.util.HashMap<>(more);
        arguments.put("x-delayed-type", type);
        channel.exchangeDeclare(name, "x-delayed-message", false, false, arguments);
        return name;
    }

    /** A fresh queue bound with that key. */
    String queue(String exchange, String key) throws IOException {
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, key);
        return queue;
    }

    /** A consumer, with automatic acknowledgement, of a fresh queue bound with that key. */
    Inbox inbox(String exchange, String key) throws IOException {
        return lab.consume(channel, queue(exchange, key), true);
    }

    static AMQP.BasicProperties delay(Object value) {
        return new AMQP.BasicProperties.Builder()
                .headers(Map.of("x-delay", value))
                .build();
    }

    /** Publishes and expects an ack and nothing else; the moment before it was sent, in {@code System.nanoTime} terms. */
    long publish(String exchange, String key, Object delay, String body) throws IOException {
        return publish(exchange, key, delay(delay), body);
    }

    long publish(String exchange, String key, AMQP.BasicProperties properties, String body) throws IOException {
        long before = System.nanoTime();
        channel.basicPublish(exchange, key, properties, body.getBytes(StandardCharsets.UTF_8));
        Confirms.Answer answer = confirms.next();
        Expect.that(answer instanceof Confirms.Ack, "basic.ack of the publish", answer::toString);
        return before;
    }

    /** Expects the next delivery with that body, so many milliseconds after that moment; a little earlier is the clock's fault. */
    static Delivery expectAfter(long millis, long since, Inbox inbox, String body) {
        Delivery delivery = inbox.next();
        Expect.equal("body", body, Inbox.text(delivery));
        expectElapsed(millis, since);
        return delivery;
    }

    static void expectElapsed(long millis, long since) {
        long passed = (System.nanoTime() - since) / 1_000_000;
        if (passed < millis - EARLY_MILLIS || passed > millis + LATE_MILLIS) {
            throw new Finding(millis + " ms after the publish", passed + " ms after it");
        }
    }

    int depth(String queue) throws IOException {
        return lab.depth(channel, queue);
    }
}
