package dev.touchstone.chaos.crash;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import dev.touchstone.chaos.history.Event;
import dev.touchstone.chaos.history.EventType;
import dev.touchstone.chaos.history.MessageId;
import org.jspecify.annotations.Nullable;

/** Writes what a client got into the history. */
final class Sighting {
    private Sighting() {}

    /** The message, or null if the body is none of this run's. */
    static @Nullable MessageId record(Scene scene, int client, int queue, Delivery delivery) {
        return record(scene, client, queue, delivery.getEnvelope(), delivery.getBody());
    }

    static @Nullable MessageId record(Scene scene, int client, int queue, Envelope envelope, byte[] body) {
        MessageId message = Payload.read(scene.run(), body);
        scene.history()
                .add(
                        message == null
                                ? Event.ofQueue(EventType.CORRUPT, scene.epoch(), client, queue)
                                : Event.delivered(scene.epoch(), client, queue, message, envelope.isRedeliver()));
        return message;
    }
}
