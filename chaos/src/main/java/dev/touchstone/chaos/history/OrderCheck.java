package dev.touchstone.chaos.history;

import java.util.HashMap;
import java.util.Map;

/**
 * Order for one publishing channel and one queue. Consumers of these histories never requeue, so a queue is first in, first out within an epoch, and what
 * a crash gives back stands at its old place (QUEUE order after a restart as RabbitMQ has it): each consumer sees the numbers of a lane rise within an
 * epoch. What comes without the redelivered flag is delivered for the first time, so these numbers rise over epochs, too.
 */
final class OrderCheck {
    private record Sight(int queue, int lane, int client) {}

    private record Line(int queue, int lane) {}

    private final Map<Sight, Integer> lastSeen = new HashMap<>();
    private final Map<Line, Integer> highestFresh = new HashMap<>();
    private final Map<Line, Integer> highestFreshBefore = new HashMap<>();
    private int epoch;

    /** The number that was seen too early, or -1 if the order holds. */
    int violated(Event delivery) {
        if (delivery.epoch() != epoch) {
            epoch = delivery.epoch();
            lastSeen.clear();
            highestFreshBefore.putAll(highestFresh);
        }
        int number = delivery.number();
        Integer last = lastSeen.put(new Sight(delivery.queue(), delivery.lane(), delivery.client()), number);
        if (last != null && last >= number) {
            return last;
        }
        if (delivery.redelivered()) {
            return -1;
        }
        Line line = new Line(delivery.queue(), delivery.lane());
        highestFresh.merge(line, number, Math::max);
        int before = highestFreshBefore.getOrDefault(line, -1);
        return before >= number ? before : -1;
    }
}
