package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.Death;
import dev.touchstone.broker.queue.DeathReason;
import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QuorumKind;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The dead letters of quorum queues that keep them until every target has accepted them (QUORUM-10). Where the exchange or a route is missing, or a
 * target refuses, the letter stays with its queue and is tried again when the topology changed, or after a while.
 */
final class KeptLetters {
    private static final long RETRY_MILLIS = 180_000;

    private final Topology topology;
    private final Router router;
    private final Delays delays;
    private final Routes routes = new Routes();
    private final Set<Letter> waiting = new LinkedHashSet<>();
    private long triedAtVersion;
    private long nextTryMillis;

    KeptLetters(Topology topology, Router router, Delays delays) {
        this.topology = topology;
        this.router = router;
        this.delays = delays;
    }

    /** A letter on its way; each target answers once. */
    private final class Letter implements Publisher {
        private final QueueMachine from;
        private final QuorumKind quorum;
        private final Message message;
        private final DeathReason reason;
        private final Runnable arrived;
        private int open;
        private boolean refused;

        Letter(QueueMachine from, QuorumKind quorum, Message message, DeathReason reason, Runnable arrived) {
            this.from = from;
            this.quorum = quorum;
            this.message = message;
            this.reason = reason;
            this.arrived = arrived;
        }

        @Override
        public void accepted(long sequenceNumber) {
            answered(false);
        }

        @Override
        public void refused(long sequenceNumber) {
            answered(true);
        }

        private void answered(boolean refusal) {
            refused |= refusal;
            if (--open > 0) {
                return;
            }
            if (refused) {
                waiting.add(this);
            } else {
                settle();
            }
        }

        private void settle() {
            quorum.letterGone(message.bodySize());
            arrived.run();
        }
    }

    /** Publishes a letter, at once and as often as it takes; {@code arrived} is told when it needs not be kept any more. */
    void take(
            QueueMachine from,
            QuorumKind quorum,
            Message message,
            DeathReason reason,
            Runnable arrived,
            long nowMillis) {
        quorum.letterKept(message.bodySize());
        boolean isFirst = waiting.isEmpty();
        attempt(new Letter(from, quorum, message, reason, arrived), nowMillis);
        if (isFirst) {
            tried(nowMillis);
        }
    }

    private void tried(long nowMillis) {
        triedAtVersion = topology.version();
        nextTryMillis = nowMillis + RETRY_MILLIS;
    }

    /** Whether any letter waits for a change. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** When the next attempt is due, or {@link Long#MAX_VALUE}. */
    long next() {
        return waiting.isEmpty() ? Long.MAX_VALUE : nextTryMillis;
    }

    /** Tries all again that wait, if it is time or the topology changed. */
    void retryIfDue(long nowMillis) {
        if (waiting.isEmpty() || (topology.version() == triedAtVersion && nowMillis < nextTryMillis)) {
            return;
        }
        List<Letter> again = new ArrayList<>(waiting);
        waiting.clear();
        tried(nowMillis);
        again.forEach(letter -> attempt(letter, nowMillis));
    }

    private void attempt(Letter letter, long nowMillis) {
        String name = letter.from.limits().deadLetterExchange();
        Exchange exchange = name == null ? null : topology.exchange(name);
        if (letter.from.isDeleted() || name == null) {
            letter.settle();
        } else if (exchange == null) {
            waiting.add(letter);
        } else {
            publish(letter, exchange, nowMillis);
        }
    }

    private void publish(Letter letter, Exchange exchange, long nowMillis) {
        Death death = new Death(letter.from.name(), letter.reason, nowMillis / 1000, topology.dialect());
        FieldTable headers = death.headers(letter.message);
        Message dead = death.letter(
                letter.message, headers, exchange.name(), letter.from.limits().deadLetterRoutingKey());
        router.route(exchange, dead, routes);
        if (routes.delayMillis() > 0) {
            delays.add(routes, dead, nowMillis);
        } else if (routes.size() == 0) {
            dead.release();
            waiting.add(letter);
            return;
        }
        QueueMachine[] targets = routes.copy();
        letter.refused = false;
        letter.open = targets.length + 1;
        for (QueueMachine target : targets) {
            if (letter.reason != DeathReason.REJECTED && Death.isCycle(target.name(), headers)) {
                letter.accepted(0);
            } else {
                target.publish(dead, letter, 0, nowMillis);
            }
        }
        dead.release();
        letter.accepted(0);
    }
}
