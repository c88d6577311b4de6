package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Death;
import dev.touchstone.broker.queue.DeathReason;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QuorumKind;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead messages to their exchanges (DLX-01), in the order of their deaths and only between the works of queues, so that a queue is never
 * changed while it is changing. A death that follows from one waits its turn.
 */
final class DeadLetters {
    private static final int TURN_MESSAGES = 128;

    private final Topology topology;
    private final Router router;
    private final Delays delays;
    private final KeptLetters kept;
    private final Dialect dialect;
    private final Routes routes = new Routes();
    private final Queue<Dead> waiting = new ArrayDeque<>();
    private @Nullable Death lastDeath;
    private boolean publishing;

    private record Dead(QueueMachine from, Message message, long place, DeathReason reason) {}

    DeadLetters(Topology topology, Router router, Delays delays) {
        this.dialect = topology.dialect();
        this.topology = topology;
        this.router = router;
        this.delays = delays;
        this.kept = new KeptLetters(topology, router, delays);
    }

    /** One count of the message passes to this place. */
    void add(QueueMachine from, Message message, long place, DeathReason reason) {
        waiting.add(new Dead(from, message, place, reason));
    }

    /** Publishes what waits, within the budget of a turn; returns whether more is left. */
    boolean publish(long nowMillis) {
        if (publishing) {
            return false;
        }
        publishing = true;
        try {
            kept.retryIfDue(nowMillis);
            int left = TURN_MESSAGES;
            Dead dead = waiting.peek();
            while (dead != null && left-- > 0) {
                waiting.remove();
                publish(dead, nowMillis);
                dead = waiting.peek();
            }
            return dead != null;
        } finally {
            publishing = false;
        }
    }

    /** The letters that quorum queues keep until they have arrived. */
    KeptLetters kept() {
        return kept;
    }

    private void publish(Dead dead, long nowMillis) {
        QuorumKind quorum = dead.from().quorum();
        if (quorum != null && quorum.keepsLetters(dead.from().limits())) {
            Runnable arrived = () -> {
                dead.from().buried(dead.place());
                dead.message().release();
            };
            kept.take(dead.from(), quorum, dead.message(), dead.reason(), arrived, nowMillis);
            return;
        }
        String name = dead.from().limits().deadLetterExchange();
        Exchange exchange = name == null ? null : topology.exchange(name);
        if (exchange != null) {
            Death death = death(dead, nowMillis / 1000);
            FieldTable headers = death.headers(dead.message());
            Message letter = death.letter(
                    dead.message(),
                    headers,
                    exchange.name(),
                    dead.from().limits().deadLetterRoutingKey());
            publish(letter, headers, exchange, dead.reason(), nowMillis);
            letter.release();
        }
        dead.from().buried(dead.place());
        dead.message().release();
    }

    private Death death(Dead dead, long nowSeconds) {
        Death last = lastDeath;
        if (last == null || !last.is(dead.from().name(), dead.reason(), nowSeconds)) {
            last = new Death(dead.from().name(), dead.reason(), nowSeconds, dialect);
            lastDeath = last;
        }
        return last;
    }

    private void publish(Message letter, FieldTable headers, Exchange exchange, DeathReason reason, long nowMillis) {
        router.route(exchange, letter, routes);
        if (routes.delayMillis() > 0) {
            delays.add(routes, letter, nowMillis);
        }
        for (int i = 0; i < routes.size(); i++) {
            QueueMachine target = routes.get(i);
            if (reason == DeathReason.REJECTED || !Death.isCycle(target.name(), headers)) {
                target.publish(letter, null, 0, nowMillis);
            }
        }
    }
}
