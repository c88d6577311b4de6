package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.queue.QueueMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queues that a message goes to, each once. One object for all messages of a virtual host: read it before the next message is routed. */
public final class Routes {
    private static final QueueMachine[] NONE = {};

    private @Nullable QueueMachine[] queues = new @Nullable QueueMachine[4];
    private int size;
    private boolean cacheable;
    private final List<Exchange> delayedBy = new ArrayList<>(0);
    private long delayMillis;

    Routes() {}

    /** How many queues; 0 means unroutable. */
    public int size() {
        return size;
    }

    /** The queue at {@code index}, from 0 to {@link #size} - 1. */
    public QueueMachine get(int index) {
        QueueMachine queue = index < size ? queues[index] : null;
        if (queue == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return queue;
    }

    /** The queues as an array of the caller's own. */
    public QueueMachine[] copy() {
        return size == 0 ? NONE : Arrays.copyOf(queues, size, QueueMachine[].class);
    }

    /**
     * Whether the same exchange and routing key lead to the same queues until {@link VirtualHost#topologyVersion} changes. Not so where headers
     * decided, or keys from CC and BCC.
     */
    public boolean cacheable() {
        return cacheable;
    }

    void reset(boolean byKeyOnly) {
        Arrays.fill(queues, 0, size, null);
        size = 0;
        cacheable = byKeyOnly;
        delayedBy.clear();
        delayMillis = 0;
    }

    /** The delayed exchanges in which the message has to wait; what is bound to them is not among the queues. */
    List<Exchange> delayedBy() {
        return delayedBy;
    }

    /** How long it waits there, from 1; or {@link dev.touchstone.broker.exchange.Delay#UNREADABLE}. */
    long delayMillis() {
        return delayMillis;
    }

    void delay(Exchange exchange, long millis) {
        delayedBy.add(exchange);
        delayMillis = millis;
    }

    void dependsOnMessage() {
        cacheable = false;
    }

    void add(QueueMachine queue) {
        if (size == queues.length) {
            queues = Arrays.copyOf(queues, size * 2);
        }
        queues[size++] = queue;
    }
}
