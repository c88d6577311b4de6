package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.VhostScope;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.ledger.MessageLog;
import dev.touchstone.broker.ledger.QueueLog;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.vhost.DelayedMessage;
import dev.touchstone.broker.vhost.TopologyChange;
import dev.touchstone.broker.vhost.VhostEffects;
import dev.touchstone.broker.vhost.VirtualHost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A virtual host with its loop, its timer and the connections in it. Everything here but {@link #name} and {@link #loop} belongs to that loop.
 */
public final class VhostRoom implements VhostEffects {
    private final String name;
    private final Loop loop;
    private final BrokerTime brokerClock;
    private final MemoryLimits memory;
    private final ConnectionSettings.ConsumerTimeout consumerTimeout;
    private final Dialect dialect;
    private final VirtualHost vhost;
    private @Nullable RoomKeeper keeper;
    private @Nullable MessageLog log;
    private @Nullable RoomLog messages;
    private final VhostScope scope;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Runnable wake = this::onWake;
    private @Nullable Cancellable timer;
    private @Nullable Cancellable consumerTick;
    private long wakeAtMillis = Long.MAX_VALUE;
    private boolean wakePosted;
    private boolean closed;
    private volatile boolean traced;
    private boolean full;
    private boolean overfull;
    private @Nullable String alarm;
    private final Set<Connection> waiting = new LinkedHashSet<>();
    private final Set<Connection> waitingInnocently = new LinkedHashSet<>();

    /** A new virtual host on {@code loop}. */
    public VhostRoom(
            String name, Loop loop, BrokerTime brokerClock, Supplier<String> uniqueNames, RoomSettings settings) {
        this.name = name;
        this.loop = loop;
        this.brokerClock = brokerClock;
        this.memory = settings.memory();
        this.consumerTimeout = settings.consumerTimeout();
        this.dialect = settings.dialect();
        this.vhost = new VirtualHost(name, settings.exchangeTypes(), this, uniqueNames, settings.parts());
        this.scope = new VhostScope(vhost, brokerClock::millis, uniqueNames, memory.backlogOctets());
    }

    /** The virtual host's name. */
    public String name() {
        return name;
    }

    /** The loop that all of it lives on. */
    public Loop loop() {
        return loop;
    }

    /** What its channels share. */
    public VhostScope scope() {
        return scope;
    }

    /** The virtual host. */
    public VirtualHost vhost() {
        return vhost;
    }

    /** Switches tracing on or off, which is not kept: it is off after a start, as on RabbitMQ. On the loop. */
    public void trace(boolean on) {
        scope.trace(on, loop::post);
        traced = on;
    }

    /** Whether tracing is on; from any thread. */
    public boolean isTraced() {
        return traced;
    }

    /** Makes again what {@code kept} has, and keeps every change in it from now on. Before anybody enters, on the room's loop. */
    public void restore(RoomKeeper kept) {
        long nowMillis = brokerClock.millis();
        RoomLog opened = new RoomLog(this, kept);
        log = opened.log();
        opened.restore(vhost, nowMillis);
        messages = opened;
        keeper = kept;
    }

    /**
     * Keeps nothing more: the broker ends, and what its end does to queues, such as removing one with its last consumer, shall not be found at the next
     * start (DUR-05).
     */
    public void endKeeping() {
        keeper = null;
        if (log != null) {
            log.close();
        }
    }

    /** The same, without writing what waits. */
    public void abandonKeeping() {
        keeper = null;
        if (log != null) {
            log.abandon();
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public @Nullable QueueLog log(QueueSettings queue) {
        return log == null || queue.id() == 0 ? null : log.queue(queue.id());
    }

    @Override
    public long pagingOctets() {
        return memory.lowOctets() / 2;
    }

    @Override
    public void whenSafe(Runnable task) {
        if (log == null) {
            task.run();
        } else {
            log.whenSafe(number -> task.run(), 0);
        }
    }

    @Override
    public void delayed(DelayedMessage message) {
        if (messages != null) {
            messages.delayed(message);
        }
    }

    @Override
    public void undelayed(DelayedMessage message) {
        if (messages != null) {
            messages.undelayed(message);
        }
    }

    private boolean isBehind() {
        return log != null && log.isBehind();
    }

    @Override
    public void changing(TopologyChange change) {
        if (keeper != null) {
            keeper.changing(change);
        }
    }

    @Override
    public long newQueueId() {
        return keeper == null ? 0 : keeper.newQueueId();
    }

    /** Takes a connection in; false if the virtual host was deleted meanwhile. */
    boolean enter(Connection connection) {
        if (closed) {
            return false;
        }
        if (consumerTick == null && consumerTimeout.timeoutMillis() > 0) {
            tickConsumers();
        }
        return connections.add(connection);
    }

    private void tickConsumers() {
        consumerTick = loop.after(consumerTimeout.tickMillis(), () -> {
            consumerTick = null;
            checkConsumers();
            if (!connections.isEmpty()) {
                tickConsumers();
            }
        });
    }

    /** Looks for deliveries that nobody acknowledges (CONS-14). */
    private void checkConsumers() {
        long nowMillis = brokerClock.millis();
        for (Connection connection : connections()) {
            connection.channels().checkConsumerTimeouts(nowMillis, consumerTimeout.timeoutMillis());
        }
    }

    /** A connection gave everything back. */
    void leave(Connection connection) {
        connections.remove(connection);
        waiting.remove(connection);
        waitingInnocently.remove(connection);
    }

    /** The connections in it, as a copy. */
    public List<Connection> connections() {
        return new ArrayList<>(connections);
    }

    /** How many connections are in it. */
    public int connectionCount() {
        return connections.size();
    }

    /** What all channels did so far, those that ended too. */
    public Traffic traffic() {
        Traffic all = scope.retired();
        for (Connection connection : connections) {
            all = all.plus(connection.traffic());
        }
        return all;
    }

    /** Ends the virtual host with everything in it; its connections are told why (CONN-23, VHOST-03). */
    public void delete(String reason) {
        closed = true;
        abandonKeeping();
        connections().forEach(connection -> connection.shutDown(reason));
        empty();
    }

    /**
     * Lets go of every message at once: the broker ends, but the process goes on, and with it the memory that messages lie in. After {@link #endKeeping} or
     * {@link #abandonKeeping}; on the room's loop, which does nothing else meanwhile. A connection whose socket has just ended may not have heard of it yet.
     */
    public void letGo() {
        closed = true;
        connections().forEach(Connection::onDisconnected);
        empty();
        while (wakePosted) {
            onWake();
        }
    }

    private void empty() {
        vhost.delete(scope.nowMillis());
        cancelTimer();
        if (consumerTick != null) {
            consumerTick.cancel();
        }
    }

    /** Why nobody may publish, or null (BLOCK-01). */
    @Nullable
    String alarm() {
        return alarm;
    }

    /** Whether the host holds so much that this publisher has to wait. */
    boolean isTooFullFor(boolean feedsBacklog) {
        return feedsBacklog ? isFull() : isOverfull();
    }

    private boolean isOverfull() {
        overfull = vhost.queuedBytes() > (overfull ? memory.highOctets() : memory.hardOctets());
        return overfull || isBehind();
    }

    /** Once full it stays so down to the low bound. */
    private boolean isFull() {
        full = vhost.queuedBytes() > (full ? memory.lowOctets() : memory.highOctets());
        return full || isBehind();
    }

    /** A connection waits until it may publish. */
    void waitForRelief(Connection connection, boolean feedsBacklog) {
        (feedsBacklog ? waiting : waitingInnocently).add(connection);
    }

    /** Under an alarm for that reason from now on, or under none with null; nothing if it was so. On the room's loop. */
    public void alarm(@Nullable String reason) {
        alarm = reason;
        waiting.forEach(connection -> connection.blocking().onAlarm(reason));
        waitingInnocently.forEach(connection -> connection.blocking().onAlarm(reason));
        relieve();
    }

    /** Something may have left the queues: lets publishers go on if there is room again. Cheap while nobody waits. */
    public void relieve() {
        if (alarm != null) {
            return;
        }
        if (!waitingInnocently.isEmpty() && !isOverfull()) {
            relieve(waitingInnocently);
        }
        if (!waiting.isEmpty() && !isFull()) {
            relieve(waiting);
        }
    }

    private static void relieve(Set<Connection> these) {
        List<Connection> relieved = new ArrayList<>(these);
        these.clear();
        relieved.forEach(connection -> connection.blocking().onRelief());
    }

    @Override
    public void wakeAt(long atMillis) {
        if (atMillis == wakeAtMillis) {
            return;
        }
        cancelTimer();
        wakeAtMillis = atMillis;
        if (atMillis != Long.MAX_VALUE && !brokerClock.isFrozen()) {
            timer = loop.after(Math.max(0, atMillis - brokerClock.millis()), this::onTimer);
        }
    }

    @Override
    public void wakeSoon() {
        if (!wakePosted) {
            wakePosted = true;
            // Not posted: what is posted by what runs is done before sockets are looked at, for up to a second on end.
            loop.after(0, wake);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void onTimer() {
        long nowMillis = brokerClock.millis();
        long due = wakeAtMillis;
        if (due > nowMillis) {
            wakeAtMillis = Long.MAX_VALUE;
            wakeAt(due);
            return;
        }
        cancelTimer();
        wakeAtMillis = Long.MAX_VALUE;
        vhost.onWake(nowMillis);
        relieve();
    }

    /**
     * The broker's clock was moved, frozen or set going: does everything that is due now.
     *
     * @return when the next thing is due; now if more is left to do in another turn
     */
    public long catchUp() {
        onTimer();
        if (consumerTimeout.timeoutMillis() > 0) {
            checkConsumers();
        }
        return wakePosted ? brokerClock.millis() : Math.min(wakeAtMillis, nextConsumerTimeout());
    }

    private long nextConsumerTimeout() {
        long oldest = Long.MAX_VALUE;
        if (consumerTimeout.timeoutMillis() > 0) {
            for (Connection connection : connections) {
                oldest = Math.min(oldest, connection.channels().oldestDeliveredAt());
            }
        }
        return oldest == Long.MAX_VALUE ? oldest : oldest + consumerTimeout.timeoutMillis() + 1;
    }

    private void onWake() {
        wakePosted = false;
        vhost.onWake(brokerClock.millis());
        relieve();
    }
}
