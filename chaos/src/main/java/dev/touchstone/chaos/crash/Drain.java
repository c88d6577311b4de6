package dev.touchstone.chaos.crash;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.chaos.history.Event;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.MessageId;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of a run: the healed broker has to take new messages, then all queues are emptied. */
final class Drain {
    private static final int NEW_MESSAGES = 5;
    private static final long CONFIRM_MILLIS = 15_000;
    private static final long LIMIT_SECONDS = 120;

    private final Scene scene;
    private final Link link;

    private Drain(Scene scene, Link link) {
        this.scene = scene;
        this.link = link;
    }

    /** Does it; what does not work is in the history as stuck. Removes the durable objects of the run at the end. */
    static void run(Scene scene, Lane lane, SplittableRandom random) throws InterruptedException {
        try (Link link = Link.open(scene, Crew.DRIVER)) {
            Drain drain = new Drain(scene, link);
            drain.publishSome(lane, random);
            drain.emptyAll();
            scene.killing().set(true);
            scene.layout().delete(link.channel());
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            scene.stuck(Crew.DRIVER, "the drain failed: " + e);
        }
    }

    private void publishSome(Lane lane, SplittableRandom random)
            throws IOException, TimeoutException, InterruptedException {
        Channel channel = link.channel();
        channel.confirmSelect();
        for (int queue = 0; queue < Layout.QUEUES; queue++) {
            for (int i = 0; i < NEW_MESSAGES; i++) {
                MessageId message = lane.next();
                link.publish(queue, message, 0, random);
                if (channel.waitForConfirms(CONFIRM_MILLIS)) {
                    scene.add(EventType.CONFIRMED, Crew.DRIVER, queue, message, 0);
                } else {
                    scene.stuck(Crew.DRIVER, "a publish after the last restart was refused");
                }
            }
        }
    }

    private void emptyAll() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int queue = 0; queue < Layout.QUEUES; queue++) {
            if (!empty(queue, deadline)) {
                scene.stuck(
                        Crew.DRIVER,
                        "queue " + scene.layout().queue(queue) + " was not empty after " + LIMIT_SECONDS + " s");
                return;
            }
        }
        scene.history().add(Event.ofQueue(EventType.DRAINED, scene.epoch(), Crew.DRIVER, -1));
    }

    private boolean empty(int queue, long deadline) throws IOException {
        Channel channel = link.channel();
        String name = scene.layout().queue(queue);
        GetResponse got = channel.basicGet(name, false);
        while (got != null && System.nanoTime() < deadline) {
            MessageId message = Sighting.record(scene, Crew.DRIVER, queue, got.getEnvelope(), got.getBody());
            if (message != null) {
                scene.add(EventType.ACK, Crew.DRIVER, queue, message, 0);
            }
            channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
            got = channel.basicGet(name, false);
        }
        return got == null;
    }
}
