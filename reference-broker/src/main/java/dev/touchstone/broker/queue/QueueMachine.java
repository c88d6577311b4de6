package dev.touchstone.broker.queue;

import dev.touchstone.broker.exchange.Destination;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.message.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue: messages in order, consumers in turn; what is particular to its type stands in its {@link QueueKind}. Pure: time comes in as
 * {@code nowMillis} (milliseconds since 1970 of the broker's clock) and what concerns others goes out through {@link ConsumerSink}, {@link Publisher}
 * and {@link QueueEffects}.
 *
 * <p>Lives on the loop of its virtual host. Every method leaves the queue as a client may see it: either no message is ready, or no consumer can take
 * one, or the budget of this turn is used and {@link #work} will go on.
 */
public class QueueMachine extends Destination {
    private final QueueSettings settings;
    private final QueueKind kind;
    private final QueueEffects effects;
    private final ConsumerLine consumers;
    private final QueueClock clock;
    private final Custody custody;
    private final Shelf shelf;
    private final Intake intake;
    private final Outstanding outstanding;
    private final Trimmer trimmer;
    private final Dispatch dispatch;
    private final Remains remains;
    private final Tally tally = new Tally();
    private QueueLimits limits;
    private ReadyStore ready;
    private boolean deleted;

    /** A queue without consumers, with the messages that its part of the ledger has; empty without one. */
    // Its parts keep it and call it back later, never while it is made.
    @SuppressWarnings("this-escape")
    public QueueMachine(
            QueueSettings settings, QueueLimits limits, QueueEffects effects, @Nullable QueueLog log, long nowMillis) {
        super(settings.name());
        this.settings = settings;
        this.kind = QueueKind.of(settings, effects.dialect());
        this.effects = effects;
        this.custody = new Custody(this, limits.maxPriority(), effects, log);
        this.shelf = custody.shelf();
        shelf.mode(limits.queueMode());
        this.outstanding = new Outstanding(this, kind, custody, tally);
        this.trimmer = new Trimmer(custody, shelf);
        this.limits = limits;
        this.consumers = new ConsumerLine(limits.singleActiveConsumer(), kind instanceof ClassicKind);
        this.ready = new ReadyStore(limits.maxPriority());
        this.clock = new QueueClock(this, effects);
        this.remains = new Remains(custody, clock);
        this.dispatch = new Dispatch(shelf, consumers, clock, trimmer, outstanding);
        clock.leaseFrom(nowMillis, limits);
        this.intake = new Intake(this, shelf, custody, shelf.restore(ready));
        if (shelf.mayExpire()) {
            clock.noteExpiring(0);
            shelf.fetch(ready);
        }
    }

    @Override
    public String kind() {
        return "queue";
    }

    /** What it was declared with. */
    public QueueSettings settings() {
        return settings;
    }

    /** What it does as a quorum queue; null if it is a classic one. */
    public @Nullable QuorumKind quorum() {
        return kind instanceof QuorumKind quorum ? quorum : null;
    }

    Message shown(Message message, int returns) {
        return kind.shown(message, returns);
    }

    /** The limits in force. */
    public QueueLimits limits() {
        return limits;
    }

    /** Messages ready for delivery; unacknowledged ones do not count (QUEUE-01). */
    public long messageCount() {
        return ready.count();
    }

    /** Body octets of the messages ready for delivery. */
    public long messageBytes() {
        return ready.bytes();
    }

    /** Octets of the bodies of messages delivered and not settled. */
    public long unackedBytes() {
        return outstanding.bytes();
    }

    /** Messages delivered and not settled. */
    public long unackedCount() {
        return outstanding.count();
    }

    /** How many messages came and went since it was made or the broker was started. */
    public Traffic traffic() {
        return tally.traffic();
    }

    /** All consumers, blocked ones too (QUEUE-01). */
    public int consumerCount() {
        return consumers.count();
    }

    /** All consumers, oldest first, as a copy. */
    public List<Consumer> consumers() {
        return consumers.all();
    }

    /** Whether bodies should leave memory at once; stays when the policy that said so goes (LAZY-01, LAZY-04). */
    public boolean isLazy() {
        return shelf.isLazy();
    }

    /** Whether the queue was deleted; it then takes nothing and only frees what is settled. */
    public boolean isDeleted() {
        return deleted;
    }

    /**
     * Takes a message in, hands it to a waiting consumer, refuses or drops it.
     *
     * @param message retained here if it stays; the caller keeps its own count
     * @param publisher hears the outcome under {@code sequenceNumber}, or null
     */
    public void publish(Message message, @Nullable Publisher publisher, long sequenceNumber, long nowMillis) {
        tally.published();
        if (!deleted && refuses(message)) {
            custody.buryRefused(message, nowMillis);
            if (publisher != null) {
                publisher.refused(sequenceNumber);
            }
        } else {
            boolean kept = !deleted && take(message, nowMillis);
            if (publisher != null && kept) {
                shelf.confirm(publisher, sequenceNumber);
            } else if (publisher != null) {
                publisher.accepted(sequenceNumber);
            }
        }
        custody.settleDeaths(nowMillis);
    }

    private boolean refuses(Message message) {
        return limits.overflow() != Overflow.DROP_HEAD
                && kind.refuses(limits, ready.count(), ready.bytes(), message.bodySize());
    }

    /** Takes a message in; returns whether it is kept, so that its publisher is told when it is safe. */
    private boolean take(Message message, long nowMillis) {
        long timeToLive = QueueClock.timeToLive(message, limits);
        if (ready.isEmpty()) {
            Consumer consumer = consumers.next();
            if (consumer != null) {
                return handOver(consumer, message, nowMillis, timeToLive);
            }
            if (timeToLive == 0 && limits.deadLetterExchange() == null) {
                return false;
            }
        }
        boolean kept = intake.line(ready, message, QueueClock.expiresAt(timeToLive, nowMillis));
        clock.noteExpiring(timeToLive);
        boolean dropped = trimmer.dropExcess(ready, limits, nowMillis);
        if (timeToLive >= 0 && (dropped || ready.count() == 1)) {
            dispatch.dropExpired(ready, nowMillis);
        }
        clock.headChanged(ready.peek());
        return kept;
    }

    /** The short way: nothing is ahead and somebody waits, so the message never enters the line. */
    private boolean handOver(Consumer consumer, Message message, long nowMillis, long timeToLive) {
        boolean kept = !consumer.noAck() && shelf.keeps(message);
        if (consumer.noAck()) {
            outstanding.pass(consumer, message);
        } else {
            QueuedMessage entry = intake.passing(message, QueueClock.expiresAt(timeToLive, nowMillis));
            clock.noteExpiring(timeToLive);
            outstanding.deliver(consumer, entry);
        }
        consumers.served(consumer);
        return kept;
    }

    /**
     * Takes the next message for {@code basic.get}.
     *
     * @param noAck whether it is settled at once; then one count of the message passes to the caller, who releases it after use
     * @return the message, or null if none is ready
     */
    public @Nullable QueuedMessage get(boolean noAck, long nowMillis) {
        touch(nowMillis);
        // Not by the budget of a turn: an expired message must not be given out, and the answer is due now.
        do {
            dispatch.dropAllExpired(ready, nowMillis);
        } while (ready.awayLine() >= 0 && shelf.fetchNow(ready));
        QueuedMessage message = ready.poll();
        if (message == null) {
            tally.gotNothing();
        } else {
            tally.got(noAck, message.redelivered());
            if (noAck) {
                custody.passOn(message);
            } else {
                outstanding.add(message);
            }
            dispatch.dropExpired(ready, nowMillis);
            clock.headChanged(ready.peek());
        }
        custody.settleDeaths(nowMillis);
        return message;
    }

    /** Settles a delivery for good (ACK-01). */
    public void ack(QueuedMessage message) {
        outstanding.settle(message);
        tally.acked(1);
        custody.free(message);
    }

    /** Takes deliveries back at their positions, marked as redelivered (ACK-07); one call for all that come back together. */
    public void requeue(List<QueuedMessage> messages, long nowMillis) {
        takeBack(messages, false, nowMillis);
    }

    /** Takes deliveries back whose channel ended. */
    public void takeLost(List<QueuedMessage> messages, long nowMillis) {
        takeBack(messages, true, nowMillis);
    }

    private void takeBack(List<QueuedMessage> messages, boolean lost, long nowMillis) {
        for (int i = 0; i < messages.size(); i++) {
            outstanding.takeBack(messages.get(i), ready, lost, nowMillis);
        }
        tookBack(nowMillis);
    }

    private void tookBack(long nowMillis) {
        if (!deleted) {
            trimmer.dropExcess(ready, limits, nowMillis);
            dispatch.dropExpired(ready, nowMillis);
            settleDeaths(nowMillis);
        }
    }

    /** Deliveries to be settled together that are too many for a turn; {@code lost}: their channel ended. */
    public Gathering gather(boolean lost) {
        return new Gathering(outstanding, ready.lines(), lost);
    }

    /** Takes back what was gathered, as {@link #requeue} would all at once. */
    public void join(Gathering gathered, long nowMillis) {
        if (deleted) {
            remains.add(gathered.end());
        } else {
            outstanding.join(gathered, ready);
            tookBack(nowMillis);
        }
    }

    /** Rejects deliveries by priority, then in this order: they are dropped, or their letters wait for {@link #settleDeaths} (ACK-05, DLX-17). */
    public void reject(List<QueuedMessage> messages, long nowMillis) {
        for (QueuedMessage message : ready.byPriority(messages)) {
            outstanding.settle(message);
            custody.bury(message, DeathReason.REJECTED, nowMillis);
        }
    }

    /** Consumers take what they have room for; only then letters go their way, which may lead back here. */
    public void settleDeaths(long nowMillis) {
        dispatch.drain(ready, nowMillis);
        custody.settleDeaths(nowMillis);
    }

    /** Whether a new consumer is refused because of an exclusive one, or because it wants to be exclusive beside others (CONS-04, QUEUE-24). */
    public boolean refusesConsumer(boolean exclusive) {
        return kind.refusesConsumer(consumers, exclusive);
    }

    /** Adds a consumer that was not refused; it gets nothing before {@link Consumer#resume}. */
    public Consumer consume(ConsumerSettings wanted, ConsumerSink sink) {
        Consumer consumer = new Consumer(this, wanted, sink);
        consumers.add(consumer);
        clock.endLease();
        return consumer;
    }

    boolean isActive(Consumer consumer) {
        return consumers.isActive(consumer);
    }

    void unblock(Consumer consumer) {
        consumers.resume(consumer);
    }

    void resume(Consumer consumer, long nowMillis) {
        consumers.resume(consumer);
        if (!ready.isEmpty()) {
            settleDeaths(nowMillis);
        }
    }

    void cancel(Consumer consumer, long nowMillis) {
        consumers.remove(consumer);
        if (consumers.count() > 0) {
            // In another turn: if a channel ends, what it had unacknowledged comes back first, for whoever takes over.
            clock.askTurn();
            return;
        }
        touch(nowMillis);
        if (settings.autoDelete() && !deleted) {
            effects.unused(this, nowMillis);
        }
    }

    /** Renews the lease of a queue that expires when unused: a declare, active or passive, does so (TTL-16). */
    public void touch(long nowMillis) {
        if (consumers.count() == 0) {
            clock.leaseFrom(nowMillis, limits);
        }
    }

    /** Puts other limits in force: a policy changed (TTL-13, LEN-12). Priorities and single active consumer stay as declared. */
    public void limit(QueueLimits changed, long nowMillis) {
        limits = changed;
        shelf.mode(changed.queueMode());
        touch(nowMillis);
        trimmer.dropExcess(ready, limits, nowMillis);
        custody.settleDeaths(nowMillis);
    }

    /** Drops all ready messages without dead-lettering them (QUEUE-17, QUEUE-18); returns how many. Their memory is freed in slices. */
    public long purge(long nowMillis) {
        long count = ready.count();
        shelf.purged(ready, intake.nextPosition());
        remains.add(ready);
        ready = new ReadyStore(limits.maxPriority());
        clock.headChanged(null);
        return count;
    }

    /** Ends the queue: consumers hear of it, messages go without dead-lettering (DLX-16); returns how many were ready. */
    public long delete(long nowMillis) {
        deleted = true;
        shelf.gone();
        clock.stop();
        for (Consumer consumer : consumers.all()) {
            consumers.remove(consumer);
            consumer.sink().cancelled();
        }
        return purge(nowMillis);
    }

    /** A message that died here has arrived where the dead go: it is kept no more. */
    public void buried(long place) {
        shelf.settled(place);
    }

    /** Whether messages that are brought back belong to this store, or were purged meanwhile. */
    boolean waitsIn(ReadyStore store) {
        return !deleted && ready == store;
    }

    /** What was left over: deliveries beyond a turn's budget, expiries, memory to free. Asks for another turn if this one does not suffice. */
    public void work(long nowMillis) {
        remains.free();
        if (!deleted) {
            settleDeaths(nowMillis);
        }
    }

    /** The time asked for through {@link QueueEffects#wakeAt} has come: drops what expired, perhaps the whole queue. */
    public void onWake(long nowMillis) {
        clock.woken();
        if (!deleted && clock.leaseIsOver(nowMillis)) {
            effects.unused(this, nowMillis);
        } else if (!deleted) {
            dispatch.dropExpired(ready, nowMillis);
            clock.rearm(ready.peek());
            custody.settleDeaths(nowMillis);
        }
    }
}
