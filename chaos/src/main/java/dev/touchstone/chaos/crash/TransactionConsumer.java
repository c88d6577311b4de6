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
 * Consumes one queue with acks in transactions, and in the same transactions forwards some of what it got as new messages to another queue. What a
 * rollback leaves unacked is acked in the next transaction (TX-05). All of it runs on the client's own thread for deliveries.
 */
final class TransactionConsumer {
    private static final int PREFETCH = 30;
    private static final int MOST_AT_ONCE = 6;
    private static final int ROLLBACK_ONE_IN = 8;
    private static final int FORWARD_ONE_IN = 3;

    private final Scene scene;
    private final int client;
    private final int queue;
    private final int forwardTo;
    private final Lane lane;
    private final Link link;
    private final SplittableRandom random;
    private final List<Got> inTransaction = new ArrayList<>();
    private int transaction;

    private record Got(long tag, MessageId message) {}

    private TransactionConsumer(Scene scene, int client, int queue, Lane lane, Link link, SplittableRandom random) {
        this.scene = scene;
        this.client = client;
        this.queue = queue;
        this.forwardTo = (queue + 1) % Layout.QUEUES;
        this.lane = lane;
        this.link = link;
        this.random = random;
        this.transaction = scene.newTransaction();
    }

    /** Starts to consume. */
    static void start(Scene scene, int client, int queue, Lane lane, Link link, SplittableRandom random)
            throws IOException {
        TransactionConsumer consumer = new TransactionConsumer(scene, client, queue, lane, link, random);
        link.channel().txSelect();
        link.channel().basicQos(PREFETCH);
        link.channel()
                .basicConsume(
                        scene.layout().queue(queue),
                        false,
                        (tag, delivery) -> consumer.onDelivery(delivery),
                        tag -> scene.stuck(client, "its consumer was cancelled"));
    }

    private void onDelivery(Delivery delivery) {
        MessageId message = Sighting.record(scene, client, queue, delivery);
        if (message == null) {
            return;
        }
        try {
            ack(new Got(delivery.getEnvelope().getDeliveryTag(), message));
            if (random.nextInt(FORWARD_ONE_IN) == 0 && scene.mayPublish()) {
                link.publish(forwardTo, lane.next(), transaction, random);
            }
            if (inTransaction.size() >= MOST_AT_ONCE || random.nextInt(MOST_AT_ONCE) == 0) {
                end();
            }
        } catch (IOException | ShutdownSignalException e) {
            // The broker is gone. A commit without commit-ok stays unknown.
            return;
        }
    }

    private void ack(Got got) throws IOException {
        inTransaction.add(got);
        scene.add(EventType.ACK, client, queue, got.message(), transaction);
        link.channel().basicAck(got.tag(), false);
    }

    private void end() throws IOException {
        if (random.nextInt(ROLLBACK_ONE_IN) != 0) {
            scene.addOfTransaction(EventType.COMMIT, client, transaction);
            link.channel().txCommit();
            scene.addOfTransaction(EventType.COMMITTED, client, transaction);
            inTransaction.clear();
            transaction = scene.newTransaction();
            return;
        }
        scene.addOfTransaction(EventType.ROLLBACK, client, transaction);
        link.channel().txRollback();
        scene.addOfTransaction(EventType.ROLLED_BACK, client, transaction);
        transaction = scene.newTransaction();
        List<Got> again = List.copyOf(inTransaction);
        inTransaction.clear();
        for (Got got : again) {
            ack(got);
        }
    }
}
