package dev.touchstone.broker.vhost;

import dev.touchstone.broker.auth.ResourceKind;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ReplyCode;

/** The refusals of one virtual host, with RabbitMQ's reply texts. */
final class Refusals {
    private final String vhost;

    Refusals(String vhost) {
        this.vhost = vhost;
    }

    String queue(String name) {
        return ResourceKind.QUEUE.describe(name, vhost);
    }

    String exchange(String name) {
        return ResourceKind.EXCHANGE.describe(name, vhost);
    }

    ChannelException noQueue(String name) {
        return new ChannelException(ReplyCode.NOT_FOUND, "no " + queue(name));
    }

    ChannelException tooManyQueues(String name, long limit) {
        return precondition(
                "cannot declare queue '" + name + "': queue limit in vhost '" + vhost + "' (" + limit + ") is reached");
    }

    ChannelException noExchange(String name) {
        return new ChannelException(ReplyCode.NOT_FOUND, "no " + exchange(name));
    }

    ChannelException locked(String queueName) {
        return new ChannelException(
                ReplyCode.RESOURCE_LOCKED,
                "cannot obtain exclusive access to locked " + queue(queueName)
                        + ". It could be originally declared on another connection or the exclusive property value does"
                        + " not match that of the original declaration.");
    }

    ConnectionException conditionalDelete(String queueName, String flag) {
        return new ConnectionException(
                ReplyCode.NOT_IMPLEMENTED,
                "cannot delete " + queue(queueName) + ". queue.delete operations with " + flag
                        + " flag set are not supported by quorum queues");
    }

    ChannelException getBesideSingleActive(String queueName) {
        return new ChannelException(
                ReplyCode.RESOURCE_LOCKED,
                "cannot obtain access to locked " + queue(queueName)
                        + ". basic.get operations are not supported by quorum queues with single active consumer");
    }

    ConnectionException sharedLimit(String queueName) {
        return new ConnectionException(ReplyCode.NOT_IMPLEMENTED, queue(queueName) + " does not support global qos");
    }

    static ChannelException precondition(String reason) {
        return new ChannelException(ReplyCode.PRECONDITION_FAILED, reason);
    }

    static ChannelException refused(String reason) {
        return new ChannelException(ReplyCode.ACCESS_REFUSED, reason);
    }

    static void checkNotDefault(String exchangeName) throws ChannelException {
        if (exchangeName.isEmpty()) {
            throw refused("operation not permitted on the default exchange");
        }
    }

    /** Refuses names that only the server may make (EXCH-08, QUEUE-03). {@code kind} is {@code queue} or {@code exchange}. */
    static void checkNotReserved(String kind, String name) throws ChannelException {
        if (name.startsWith("amq.")) {
            throw refused(kind + " name '" + name + "' contains reserved prefix 'amq.*'");
        }
    }

    /** A name without carriage returns and line feeds (EXCH-15). */
    static String stripped(String name) {
        if (name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
            return name;
        }
        return name.replace("\n", "").replace("\r", "");
    }
}
