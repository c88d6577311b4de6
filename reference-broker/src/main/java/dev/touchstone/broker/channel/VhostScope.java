package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.vhost.VirtualHost;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the channels of one virtual host share; belongs to its loop. */
public final class VhostScope {
    private final VirtualHost vhost;
    private final LongSupplier brokerClock;
    private final Supplier<String> uniqueNames;
    private final long backlogOctets;
    private final ReplyConsumers replyConsumers = new ReplyConsumers();
    private Traffic retired = Traffic.NONE;
    private @Nullable Firehose firehose;

    /**
     * The scope of {@code vhost}.
     *
     * @param brokerClock milliseconds since 1970
     * @param uniqueNames makes 22 URL-safe characters each time
     * @param backlogOctets what a queue may hold before it counts as a backlog
     */
    public VhostScope(VirtualHost vhost, LongSupplier brokerClock, Supplier<String> uniqueNames, long backlogOctets) {
        this.vhost = vhost;
        this.brokerClock = brokerClock;
        this.uniqueNames = uniqueNames;
        this.backlogOctets = backlogOctets;
    }

    /** The virtual host itself. */
    public VirtualHost vhost() {
        return vhost;
    }

    /** Milliseconds since 1970 on the broker's clock. */
    public long nowMillis() {
        return brokerClock.getAsLong();
    }

    /**
     * Switches tracing on or off (PUB-12).
     *
     * @param later runs tasks on the loop, one after another, none of them at once
     */
    public void trace(boolean on, Consumer<Runnable> later) {
        firehose = on ? new Firehose(vhost, brokerClock, later) : null;
    }

    /** What copies of messages go to; null while tracing is off. */
    @Nullable
    Firehose firehose() {
        return firehose;
    }

    /** Counts what belongs to no channel that is open: what one did that ended, or what was done without one. */
    public void retire(Traffic traffic) {
        retired = retired.plus(traffic);
    }

    /** The traffic of no channel that is open. */
    public Traffic retired() {
        return retired;
    }

    /** Whether one of these queues holds more than a publisher may add to while memory is short. */
    boolean hasBacklog(QueueMachine[] queues) {
        for (QueueMachine queue : queues) {
            if (queue.messageBytes() > backlogOctets) {
                return true;
            }
        }
        return false;
    }

    String uniqueName() {
        return uniqueNames.get();
    }

    ReplyConsumers replyConsumers() {
        return replyConsumers;
    }
}
