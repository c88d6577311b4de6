package dev.touchstone.broker.channel;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.queue.QueueMachine;
import org.jspecify.annotations.Nullable;

/** Where messages to one address go, as long as neither topology nor permissions change. */
final class Route {
    private static final QueueMachine[] NOWHERE = {};

    private final Address address;
    private final boolean isReply;
    private QueueMachine[] queues = NOWHERE;
    private @Nullable Exchange exchange;
    private long topologyVersion = -1;
    private long accessVersion = -1;

    Route(Address address) {
        this.address = address;
        this.isReply = address.routingKey().startsWith(ReplyConsumers.PREFIX);
    }

    Address address() {
        return address;
    }

    /** Whether the key names a direct reply (RPC-03). */
    boolean isReply() {
        return isReply;
    }

    boolean isCurrent(long topology, long access) {
        return topologyVersion == topology && accessVersion == access;
    }

    QueueMachine[] queues() {
        return queues;
    }

    /** Messages go through that exchange, as long as the route is current or the next one is looked for. */
    void through(Exchange found) {
        exchange = found;
    }

    /** One message went to so many queues. */
    void count(int destinations) {
        if (exchange != null) {
            exchange.count(destinations);
        }
    }

    void remember(QueueMachine[] found, long topology, long access) {
        queues = found;
        topologyVersion = topology;
        accessVersion = access;
    }
}
