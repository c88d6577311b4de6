package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.policy.EffectivePolicy;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.queue.DeathReason;
import dev.touchstone.broker.queue.QueueEffects;
import dev.touchstone.broker.queue.QueueLimits;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Makes queues, ends them, and does what follows from their work: dead letters, waking them in time, going on in another turn. */
final class QueueKeeper implements QueueHome, QueueEffects {
    /** Queues served in one turn; each does a bounded piece of work. */
    private static final int TURN_QUEUES = 4;

    private final Topology topology;
    private final DeadLetters deadLetters;
    private final Delays delays;
    private final VhostEffects effects;
    private final PolicyBook policies;
    private final Parts parts;
    private final Wakes wakes = new Wakes();
    private final Set<QueueMachine> unfinished = new LinkedHashSet<>();
    private final Queue<Piecework> pieceworks = new ArrayDeque<>(0);
    private final IdentityHashMap<Object, Set<QueueMachine>> byOwner = new IdentityHashMap<>();
    private long askedFor = Long.MAX_VALUE;
    private long queuedBytes;

    QueueKeeper(
            Topology topology,
            DeadLetters deadLetters,
            Delays delays,
            VhostEffects effects,
            PolicyBook policies,
            Parts parts) {
        this.topology = topology;
        this.deadLetters = deadLetters;
        this.delays = delays;
        this.effects = effects;
        this.policies = policies;
        this.parts = parts;
    }

    @Override
    public Dialect dialect() {
        return effects.dialect();
    }

    @Override
    public long newId() {
        return effects.newQueueId();
    }

    @Override
    public QueueMachine create(QueueSettings settings, long nowMillis) {
        QueueMachine queue = parts.queue(settings, limits(settings), this, effects.log(settings), nowMillis);
        topology.add(queue);
        Object owner = settings.owner();
        if (owner != null) {
            byOwner.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(queue);
        }
        return queue;
    }

    private QueueLimits limits(QueueSettings settings) {
        boolean isQuorum = "quorum".equals(settings.arguments().text("x-queue-type"));
        EffectivePolicy policy = policies.ofQueue(settings.name(), isQuorum);
        return QueueLimits.of(settings.arguments())
                .under(policy, settings.arguments())
                .in(effects.dialect(), policy, settings.arguments());
    }

    /** Policies changed: what they say now holds for all queues (POLICY-03). */
    void policiesChanged(long nowMillis) {
        for (QueueMachine queue : List.copyOf(topology.queues())) {
            QueueLimits limits = limits(queue.settings());
            if (!limits.equals(queue.limits())) {
                queue.limit(limits, nowMillis);
            }
        }
    }

    @Override
    public long remove(QueueMachine queue, long nowMillis) {
        Object owner = queue.settings().owner();
        if (owner != null) {
            byOwner.computeIfPresent(owner, (key, queues) -> queues.remove(queue) && queues.isEmpty() ? null : queues);
        }
        topology.remove(queue);
        return queue.delete(nowMillis);
    }

    /** Ends the exclusive queues of a connection, at most so many; returns how many. */
    int connectionClosed(Object connection, int most, long nowMillis) {
        int gone = 0;
        Set<QueueMachine> queues = byOwner.get(connection);
        while (queues != null && gone < most) {
            remove(queues.iterator().next(), nowMillis);
            gone++;
            queues = byOwner.get(connection);
        }
        return gone;
    }

    /** One piece of this work is done in each turn from now on, until none is left. */
    void goOnWith(Piecework work) {
        pieceworks.add(work);
        effects.wakeSoon();
    }

    /** Those who have long work take turns. */
    private void doPiece(long nowMillis) {
        Piecework work = pieceworks.poll();
        if (work != null && work.goOn(nowMillis)) {
            pieceworks.add(work);
        }
    }

    void onWake(long nowMillis) {
        askedFor = Long.MAX_VALUE;
        settleDeaths(nowMillis);
        int left = TURN_QUEUES;
        while (left > 0 && doNextDue(nowMillis)) {
            left--;
        }
        for (QueueMachine queue : List.copyOf(unfinished).subList(0, Math.min(TURN_QUEUES, unfinished.size()))) {
            unfinished.remove(queue);
            queue.work(nowMillis);
        }
        doPiece(nowMillis);
        if (!unfinished.isEmpty() || !pieceworks.isEmpty() || Math.min(wakes.next(), delays.next()) <= nowMillis) {
            effects.wakeSoon();
        }
        askForNext();
    }

    /** Does what is due first; returns whether anything was. */
    private boolean doNextDue(long nowMillis) {
        if (delays.next() <= wakes.next()) {
            return delays.routeDue(Math.min(nowMillis, wakes.next()), nowMillis);
        }
        QueueMachine due = wakes.pollDue(nowMillis);
        if (due != null) {
            due.onWake(nowMillis);
        }
        return due != null;
    }

    /** Exchanges or bindings changed: a dead letter that is kept may find its way now. */
    void topologyChanged() {
        if (deadLetters.kept().isWaiting()) {
            effects.wakeSoon();
        }
    }

    /** Asks to be woken for what is due first, if that is earlier than what was asked for. */
    void askForNext() {
        long next = Math.min(
                Math.min(wakes.next(), delays.next()), deadLetters.kept().next());
        if (next < askedFor) {
            askedFor = next;
            effects.wakeAt(next);
        }
    }

    @Override
    public void deadLetter(QueueMachine from, Message message, long place, DeathReason reason, long nowMillis) {
        deadLetters.add(from, message, place, reason);
    }

    @Override
    public void settleDeaths(long nowMillis) {
        if (deadLetters.publish(nowMillis)) {
            effects.wakeSoon();
        }
        askForNext();
    }

    @Override
    public void wakeAt(QueueMachine queue, long atMillis) {
        wakes.set(queue, atMillis);
        askForNext();
    }

    @Override
    public void workLeft(QueueMachine queue) {
        unfinished.add(queue);
        effects.wakeSoon();
    }

    @Override
    public void unused(QueueMachine queue, long nowMillis) {
        remove(queue, nowMillis);
    }

    @Override
    public boolean isMemoryShort() {
        return queuedBytes > effects.pagingOctets();
    }

    @Override
    public void holds(long octets) {
        queuedBytes += octets;
    }

    long queuedBytes() {
        return queuedBytes;
    }
}
