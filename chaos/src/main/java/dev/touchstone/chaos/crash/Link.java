package dev.touchstone.chaos.crash;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.MessageId;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection of one client with its one channel. What it publishes is in the history before it is on the wire. */
final class Link implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int CLOSE_MILLIS = 2_000;

    private final Scene scene;
    private final int client;
    private final Connection connection;
    private final Channel channel;
    private final ExecutorService deliveries;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Link(Scene scene, int client, Connection connection, ExecutorService deliveries) throws IOException {
        this.scene = scene;
        this.client = client;
        this.connection = connection;
        this.deliveries = deliveries;
        connection.addShutdownListener(cause -> ended.countDown());
        this.channel = connection.createChannel();
        channel.addShutdownListener(this::onShutdown);
    }

    static Link open(Scene scene, int client) throws IOException, TimeoutException {
        ConnectionFactory factory = scene.endpoint().factory();
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setHandshakeTimeout(PATIENCE_MILLIS);
        factory.setChannelRpcTimeout(PATIENCE_MILLIS);
        ExecutorService deliveries = Executors.newSingleThreadExecutor();
        Connection connection = null;
        try {
            connection = factory.newConnection(deliveries, "client " + client);
            return new Link(scene, client, connection, deliveries);
        } catch (IOException | TimeoutException | RuntimeException e) {
            if (connection != null) {
                connection.abort(CLOSE_MILLIS);
            }
            deliveries.shutdown();
            throw e;
        }
    }

    private void onShutdown(ShutdownSignalException cause) {
        boolean byMethod =
                cause.getReason() instanceof AMQP.Channel.Close || cause.getReason() instanceof AMQP.Connection.Close;
        if (!cause.isInitiatedByApplication() && (byMethod || !scene.killing().get())) {
            scene.stuck(client, "lost its channel before the kill: " + cause.getMessage());
        }
    }

    Channel channel() {
        return channel;
    }

    /** Publishes a persistent message to a queue through the exchange; {@code transaction} is 0 for none. */
    void publish(int queue, MessageId message, int transaction, SplittableRandom random) throws IOException {
        byte[] body = Payload.of(scene.run(), message, random);
        scene.add(EventType.PUBLISH, client, queue, message, transaction);
        channel.basicPublish(
                scene.layout().exchange(),
                scene.layout().queue(queue),
                transaction == 0,
                MessageProperties.PERSISTENT_BASIC,
                body);
    }

    /** Waits until the connection is gone, all that had come is read, and nothing more is written into the history. */
    void awaitEnd(long seconds) throws InterruptedException {
        if (!ended.await(seconds, TimeUnit.SECONDS)) {
            scene.stuck(client, "its connection outlived the broker");
            close();
        }
        deliveries.shutdown();
        if (!deliveries.awaitTermination(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("client " + client + " does not end");
        }
    }

    /** Ends the connection, if it is still there. */
    @Override
    public void close() {
        connection.abort(CLOSE_MILLIS);
        deliveries.shutdown();
    }
}
