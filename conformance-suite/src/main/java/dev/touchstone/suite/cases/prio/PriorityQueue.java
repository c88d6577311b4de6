package dev.touchstone.suite.cases.prio;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A queue with priorities and one channel in confirm mode: a message is in the queue when its publish returns. */
final class PriorityQueue {
    private final Lab lab;
    private final Channel channel;
    private final Confirms confirms;
    private final String name;

    /** A transient queue with these arguments. */
    PriorityQueue(Lab lab, Map<String, Object> arguments) throws IOException {
        this.lab = lab;
        this.channel = lab.channel();
        this.confirms = lab.confirms(channel);
        this.name = lab.queue(channel, arguments);
    }

    static PriorityQueue withMaximum(Lab lab, int maximum) throws IOException {
        return new PriorityQueue(lab, Map.of("x-max-priority", maximum));
    }

    /** The same with one more argument. */
    static PriorityQueue withMaximum(Lab lab, int maximum, String argument, Object value) throws IOException {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-max-priority", maximum));
        arguments.put(argument, value);
        return new PriorityQueue(lab, arguments);
    }

    Channel channel() {
        return channel;
    }

    String name() {
        return name;
    }

    /** Publishes a message without the property. */
    void publish(String body) throws IOException {
        publish(new AMQP.BasicProperties(), body);
    }

    void publish(int priority, String body) throws IOException {
        publish(properties(priority), body);
    }

    void publish(AMQP.BasicProperties properties, String body) throws IOException {
        long number = channel.getNextPublishSeqNo();
        channel.basicPublish("", name, properties, body.getBytes(StandardCharsets.UTF_8));
        Expect.equal(
                "refused publishes", Set.of(), confirms.settle(number, number).nacked());
    }

    static AMQP.BasicProperties properties(int priority) {
        return new AMQP.BasicProperties.Builder().priority(priority).build();
    }

    /** Takes so many messages; their bodies. */
    List<String> take(int count) throws IOException {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(lab.get(channel, name));
        }
        Expect.absent("further message", channel.basicGet(name, true));
        return bodies;
    }

    int depth() throws IOException {
        return lab.depth(channel, name);
    }
}
