package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Delay;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The messages that wait in the delayed exchanges of a virtual host: one heap by due time, whatever their number and exchange. Each is routed when it is
 * due, by what is bound then; where nothing is bound, or the exchange is gone, it is dropped without a word (DELAY-09 to DELAY-11).
 */
final class Delays {
    private static final Comparator<DelayedMessage> BY_TIME =
            Comparator.comparingLong(DelayedMessage::dueAtMillis).thenComparingLong(DelayedMessage::number);
    private static final int TURN_MESSAGES = 128;
    private static final long ENTRY_OCTETS = 96;

    private final Topology topology;
    private final Router router;
    private final VhostEffects effects;
    private final Routes routes = new Routes();
    private final PriorityQueue<DelayedMessage> waiting = new PriorityQueue<>(BY_TIME);
    private final Map<String, Integer> counts = new HashMap<>();
    private long heldOctets;
    private long numbers;

    Delays(Topology topology, Router router, VhostEffects effects) {
        this.topology = topology;
        this.router = router;
        this.effects = effects;
    }

    /** Lets a message wait in every delayed exchange that its routing came to. */
    void add(Routes found, Message message, long nowMillis) {
        for (Exchange exchange : found.delayedBy()) {
            DelayedMessage entry =
                    new DelayedMessage(numbers, exchange.name(), message, nowMillis + found.delayMillis());
            restore(entry);
            effects.delayed(entry);
        }
    }

    /** Takes in a message that waited before the broker was started; retains it. */
    void restore(DelayedMessage entry) {
        numbers = Math.max(numbers, entry.number() + 1);
        entry.message().retain();
        waiting.add(entry);
        counts.merge(entry.exchange(), 1, Integer::sum);
        heldOctets += memory(entry);
    }

    /** When the first is due, or {@link Long#MAX_VALUE}. */
    long next() {
        DelayedMessage first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.dueAtMillis();
    }

    /** Routes messages that were due by then, within the budget of a turn; returns whether there were any. */
    boolean routeDue(long byMillis, long nowMillis) {
        int left = TURN_MESSAGES;
        while (left > 0 && next() <= byMillis) {
            route(waiting.remove(), nowMillis);
            left--;
        }
        return left < TURN_MESSAGES;
    }

    private void route(DelayedMessage entry, long nowMillis) {
        forget(entry);
        Exchange exchange = topology.exchange(entry.exchange());
        if (exchange != null) {
            Message passed = Delay.passed(entry.message());
            router.route(exchange, passed, routes);
            for (int i = 0; i < routes.size(); i++) {
                routes.get(i).publish(passed, null, 0, nowMillis);
            }
            passed.release();
        }
        effects.undelayed(entry);
        entry.message().release();
    }

    private void forget(DelayedMessage entry) {
        counts.computeIfPresent(entry.exchange(), (name, count) -> count == 1 ? null : count - 1);
        heldOctets -= memory(entry);
    }

    /** Drops all: the virtual host ends. */
    void clear() {
        for (DelayedMessage entry : waiting) {
            forget(entry);
            entry.message().release();
        }
        waiting.clear();
    }

    /** How many messages ever waited. */
    long ever() {
        return numbers;
    }

    /** How many messages wait in an exchange of that name. */
    int count(String exchange) {
        return counts.getOrDefault(exchange, 0);
    }

    /** All that wait, in the order of their times, as a copy. */
    List<DelayedMessage> all() {
        List<DelayedMessage> all = new ArrayList<>(waiting);
        all.sort(BY_TIME);
        return all;
    }

    /** Octets of memory, about. */
    long heldOctets() {
        return heldOctets;
    }

    private static long memory(DelayedMessage entry) {
        return ENTRY_OCTETS + entry.message().memorySize();
    }
}
