package dev.touchstone.chaos.crash;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.MessageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Consumes one queue with acks outside transactions: one by one, keeping some messages unacked until the kill, or several with one ack. All of it runs
 * on the client's own thread for deliveries.
 */
final class PlainConsumer {
    private static final int PREFETCH = 50;
    private static final int MOST_KEPT = 20;
    private static final int KEEP_ONE_IN = 10;
    private static final int MOST_AT_ONCE = 8;

    private final Scene scene;
    private final int client;
    private final int queue;
    private final Link link;
    private final SplittableRandom random;
    private final List<MessageId> unacked = new ArrayList<>();
    private int kept;

    private PlainConsumer(Scene scene, int client, int queue, Link link, SplittableRandom random) {
        this.scene = scene;
        this.client = client;
        this.queue = queue;
        this.link = link;
        this.random = random;
    }

    /** Starts to consume; {@code severalAtOnce} decides how it acks. */
    static void start(Scene scene, int client, int queue, Link link, SplittableRandom random, boolean severalAtOnce)
            throws IOException {
        PlainConsumer consumer = new PlainConsumer(scene, client, queue, link, random);
        link.channel().basicQos(PREFETCH);
        link.channel()
                .basicConsume(
                        scene.layout().queue(queue),
                        false,
                        (tag, delivery) -> consumer.onDelivery(delivery, severalAtOnce),
                        tag -> scene.stuck(client, "its consumer was cancelled"));
    }

    private void onDelivery(Delivery delivery, boolean severalAtOnce) {
        MessageId message = Sighting.record(scene, client, queue, delivery);
        if (message == null) {
            return;
        }
        try {
            if (severalAtOnce) {
                ackSeveral(delivery, message);
            } else {
                ackOne(delivery, message);
            }
        } catch (IOException | ShutdownSignalException e) {
            // The broker is gone.
            return;
        }
    }

    private void ackOne(Delivery delivery, MessageId message) throws IOException {
        if (kept < MOST_KEPT && random.nextInt(KEEP_ONE_IN) == 0) {
            kept++;
            return;
        }
        scene.add(EventType.ACK, client, queue, message, 0);
        link.channel().basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }

    private void ackSeveral(Delivery delivery, MessageId message) throws IOException {
        unacked.add(message);
        if (unacked.size() < MOST_AT_ONCE && random.nextInt(MOST_AT_ONCE) != 0) {
            return;
        }
        for (MessageId one : unacked) {
            scene.add(EventType.ACK, client, queue, one, 0);
        }
        unacked.clear();
        link.channel().basicAck(delivery.getEnvelope().getDeliveryTag(), true);
    }
}
