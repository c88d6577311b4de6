package dev.touchstone.chaos.crash;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.MessageId;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** Publishes with confirms, up to a hundred of them outstanding, until the budget is used up or the broker is gone. */
final class ConfirmPublisher implements Worker {
    private static final int WINDOW = 100;

    private final Scene scene;
    private final int client;
    private final Lane lane;
    private final Link link;
    private final SplittableRandom random;
    private final Semaphore window = new Semaphore(WINDOW);
    private final ConcurrentNavigableMap<Long, Sent> outstanding = new ConcurrentSkipListMap<>();

    private record Sent(int queue, MessageId message) {}

    ConfirmPublisher(Scene scene, int client, Lane lane, Link link, SplittableRandom random) throws IOException {
        this.scene = scene;
        this.client = client;
        this.lane = lane;
        this.link = link;
        this.random = random;
        Channel channel = link.channel();
        channel.confirmSelect();
        channel.addConfirmListener(
                (number, multiple) -> answered(EventType.CONFIRMED, number, multiple),
                (number, multiple) -> answered(EventType.NACKED, number, multiple));
        channel.addReturnListener(returned -> {
            MessageId message = Payload.read(scene.run(), returned.getBody());
            if (message != null) {
                scene.add(EventType.RETURNED, client, -1, message, 0);
            }
        });
        channel.addShutdownListener(cause -> window.release(WINDOW));
    }

    @Override
    public void work() throws InterruptedException {
        try {
            while (scene.mayPublish()) {
                window.acquire();
                publish();
            }
        } catch (IOException | ShutdownSignalException e) {
            // The broker is gone. What has no confirm stays unknown.
            return;
        }
    }

    private void publish() throws IOException {
        int queue = random.nextInt(Layout.QUEUES);
        MessageId message = lane.next();
        outstanding.put(link.channel().getNextPublishSeqNo(), new Sent(queue, message));
        link.publish(queue, message, 0, random);
    }

    private void answered(EventType type, long number, boolean multiple) {
        Map<Long, Sent> answered =
                multiple ? outstanding.headMap(number, true) : outstanding.subMap(number, true, number, true);
        int count = answered.size();
        answered.values().forEach(sent -> scene.add(type, client, sent.queue(), sent.message(), 0));
        answered.clear();
        window.release(count);
    }
}
