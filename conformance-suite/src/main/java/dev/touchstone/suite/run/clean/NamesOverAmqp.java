package dev.touchstone.suite.run.clean;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.suite.target.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Deletes queues and exchanges of one virtual host by their names, and says which were there. */
final class NamesOverAmqp {
    /** What came of it: in words, one for each queue or exchange. */
    record Outcome(List<String> removed, List<String> left) {}

    @FunctionalInterface
    private interface Step {
        void on(Channel channel) throws IOException;
    }

    private final List<String> removed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final Endpoint endpoint;

    private NamesOverAmqp(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    static Outcome delete(Endpoint endpoint, Collection<String> names) {
        NamesOverAmqp work = new NamesOverAmqp(endpoint);
        ConnectionFactory factory = endpoint.factory();
        try (Connection connection = factory.newConnection("touchstone clean")) {
            for (String name : names) {
                work.delete(connection, "queue", name, ch -> ch.queueDeclarePassive(name), ch -> ch.queueDelete(name));
                work.delete(
                        connection,
                        "exchange",
                        name,
                        ch -> ch.exchangeDeclarePassive(name),
                        ch -> ch.exchangeDelete(name));
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            work.left.add("queues and exchanges of virtual host '" + endpoint.virtualHost() + "': " + e.getMessage());
        }
        return new Outcome(work.removed, work.left);
    }

    private void delete(Connection connection, String kind, String name, Step look, Step remove) throws IOException {
        String what = kind + " " + name + " in virtual host '" + endpoint.virtualHost() + "'";
        if (!passes(connection, look)) {
            return;
        }
        (passes(connection, remove) ? removed : left).add(what);
    }

    /** A refused step closes its channel, so each has one of its own. */
    private static boolean passes(Connection connection, Step step) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("no channel left");
        }
        try {
            step.on(channel);
            channel.close();
            return true;
        } catch (IOException | ShutdownSignalException | TimeoutException e) {
            if (!connection.isOpen()) {
                throw new IOException("the connection was closed", e);
            }
            return false;
        }
    }
}
