package dev.touchstone.suite.cases.dur;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node that is restarted in the middle of a case: what is made before, and how it is looked at after. */
final class Restart {
    private static final AMQP.BasicProperties NO_MODE = new AMQP.BasicProperties();

    private final Lab lab;
    private final Channel before;

    Restart(Lab lab) throws IOException {
        this.lab = lab;
        this.before = lab.channel();
        before.confirmSelect();
    }

    /** The channel that ends with the restart. */
    Channel before() {
        return before;
    }

    /** A durable queue with these arguments. */
    String durableQueue(Map<String, Object> arguments) throws IOException {
        return before.queueDeclare(lab.name("durable"), true, false, false, arguments)
                .getQueue();
    }

    /** Publishes bodies to a queue: those that begin with p are persistent, with t transient, others have no delivery mode. */
    void publish(String queue, String... bodies) throws Exception {
        for (String body : bodies) {
            publish(queue, properties(body), body);
        }
    }

    /** Publishes and waits for the confirm. */
    void publish(String queue, AMQP.BasicProperties properties, String body) throws Exception {
        before.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
        before.waitForConfirmsOrDie(lab.patience().toMillis());
    }

    private static AMQP.BasicProperties properties(String body) {
        return switch (body.charAt(0)) {
            case 'p' -> NO_MODE.builder().deliveryMode(2).build();
            case 't' -> NO_MODE.builder().deliveryMode(1).build();
            default -> NO_MODE;
        };
    }

    /** Stops the node in good order, starts it, and opens a channel. */
    Channel restart() {
        lab.node().stop();
        lab.node().start();
        return lab.channel();
    }

    /** Expects exactly these bodies in a queue. */
    static void expectBodies(Lab lab, Channel channel, String queue, String... bodies) throws IOException {
        int count = lab.depth(channel, queue);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(lab.get(channel, queue));
        }
        Expect.equal("bodies after the restart", List.of(bodies), found);
    }
}
