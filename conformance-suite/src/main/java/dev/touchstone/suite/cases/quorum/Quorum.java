package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Quorum queues for cases. */
final class Quorum {
    private Quorum() {}

    /** The argument that makes one, and further ones: name, value, name, value. */
    static Map<String, Object> arguments(Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-queue-type", "quorum"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    /** Declares a quorum queue that the case's end deletes. */
    static String queue(Lab lab, Channel channel, Object... more) throws IOException {
        return declare(channel, lab.name("quorum"), more);
    }

    static String declare(Channel channel, String name, Object... more) throws IOException {
        return channel.queueDeclare(name, true, false, false, arguments(more)).getQueue();
    }

    /** The same in a raw conversation. */
    static String queue(Lab lab, RawChannel channel, Object... more) {
        return channel.declare(lab.name("quorum"), true, arguments(more));
    }

    /** Publishes, each after the confirm of the one before, and expects acks. */
    static void fill(Lab lab, Channel channel, String queue, String... bodies) throws Exception {
        for (String body : bodies) {
            lab.publishConfirmed(channel, "", queue, body);
        }
    }

    /** A fanout exchange with a transient classic queue behind it. */
    static DeadLetters deadLetters(Lab lab, Channel channel) throws IOException {
        String exchange = lab.exchange(channel, "fanout");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "");
        return new DeadLetters(exchange, queue);
    }

    /** Where dead letters go. */
    record DeadLetters(String exchange, String queue) {}

    /** A header as text; {@code "absent"} where it is not there. */
    static String header(AMQP.BasicProperties properties, String name) {
        Map<String, Object> headers = properties.getHeaders();
        return headers == null || headers.get(name) == null ? "absent" : String.valueOf(headers.get(name));
    }
}
