package dev.touchstone.chaos.crash;

import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.EventType;
import java.io.IOException;
import java.util.SplittableRandom;

/** Publishes in transactions of one to eight messages; rolls one in six of them back. */
final class TransactionPublisher implements Worker {
    private static final int MOST_MESSAGES = 8;
    private static final int ROLLBACK_ONE_IN = 6;

    private final Scene scene;
    private final int client;
    private final Lane lane;
    private final Link link;
    private final SplittableRandom random;

    TransactionPublisher(Scene scene, int client, Lane lane, Link link, SplittableRandom random) throws IOException {
        this.scene = scene;
        this.client = client;
        this.lane = lane;
        this.link = link;
        this.random = random;
        link.channel().txSelect();
    }

    @Override
    public void work() {
        try {
            while (scene.mayPublish()) {
                transaction();
            }
        } catch (IOException | ShutdownSignalException e) {
            // The broker is gone. A commit without commit-ok stays unknown.
            return;
        }
    }

    private void transaction() throws IOException {
        int transaction = scene.newTransaction();
        int messages = 1 + random.nextInt(MOST_MESSAGES);
        for (int i = 0; i < messages; i++) {
            link.publish(random.nextInt(Layout.QUEUES), lane.next(), transaction, random);
        }
        if (random.nextInt(ROLLBACK_ONE_IN) == 0) {
            scene.addOfTransaction(EventType.ROLLBACK, client, transaction);
            link.channel().txRollback();
            scene.addOfTransaction(EventType.ROLLED_BACK, client, transaction);
        } else {
            scene.addOfTransaction(EventType.COMMIT, client, transaction);
            link.channel().txCommit();
            scene.addOfTransaction(EventType.COMMITTED, client, transaction);
        }
    }
}
