package dev.touchstone.broker.channel;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.ContentScan;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.vhost.Routes;
import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code basic.publish}, the hot path: the address is compared as octets with those published to before, so that a message for a known address is
 * neither decoded nor routed again. The order of checks is RabbitMQ's.
 */
final class Publishing {
    private static final byte[] REPLY_TO = ReplyConsumers.PSEUDO_QUEUE.getBytes(StandardCharsets.US_ASCII);
    private static final QueueMachine[] NOWHERE = {};
    private static final int MANDATORY = 1;
    private static final int IMMEDIATE = 2;

    private final AmqpChannel channel;
    private final Outlet outlet;
    private final Session session;
    private final VirtualHost vhost;
    private final boolean converts;
    private final ContentWriter writer;
    private final RouteCache routes = new RouteCache();
    private final ContentScan scan = new ContentScan();
    private @Nullable Route route;
    private int flags;
    private long delayedEver;

    Publishing(AmqpChannel channel, Outlet outlet, Session session, ContentWriter writer) {
        this.channel = channel;
        this.outlet = outlet;
        this.session = session;
        this.vhost = session.scope().vhost();
        this.converts = vhost.dialect().convertsMessages();
        this.writer = writer;
    }

    /** Takes the arguments: {@code length} octets at {@code at}. */
    void begin(ByteBuf in, int at, int length) throws ConnectionException {
        int names = at + 2;
        int end = at + length;
        int second = length < 5 ? end : names + 1 + in.getUnsignedByte(names);
        if (second >= end || second + 2 + in.getUnsignedByte(second) != end) {
            throw Methods.cannotDecode(in, at, length);
        }
        flags = in.getByte(end - 1);
        route = routes.find(in, names, end - 1 - names);
    }

    /** The content is complete. */
    void complete(ContentAssembler content) throws ProtocolException {
        if ((flags & IMMEDIATE) != 0) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "immediate=true");
        }
        if (!content.isKept()) {
            throw new ChannelException(
                    ReplyCode.PRECONDITION_FAILED,
                    "message size " + Long.toUnsignedString(content.bodySize())
                            + " is larger than configured max size "
                            + session.agreement().maxMessageOctets());
        }
        Route to = route;
        if (to == null) {
            throw new IllegalStateException("content without its method");
        }
        boolean wellFormed = content.scan(scan);
        Message message = content.take(to.address(), scan);
        try {
            publish(message, to, wellFormed);
        } finally {
            message.release();
        }
    }

    private void publish(Message message, Route to, boolean wellFormed) throws ProtocolException {
        if (!wellFormed) {
            checkAddress(message);
            throw ConnectionException.internal();
        }
        if (scan.hasHeaders() || scan.replyToIs(REPLY_TO)) {
            publishChecked(message, to);
            return;
        }
        Exchange exchange = admit(to, message);
        checkUserAndExpiration(message);
        checkDeliveryMode();
        hand(message, queues(to, exchange, message), to);
    }

    /** Messages with headers, and requests for direct replies: the message that goes on may be another one than came. */
    @SuppressWarnings("ReferenceEquality") // the same object says that nothing was changed
    private void publishChecked(Message message, Route to) throws ProtocolException {
        if (!message.headersAreSound()) {
            checkAddress(message);
            throw ConnectionException.internal();
        }
        BasicProperties properties = message.properties();
        if (PropertyRules.selectsByHeader(properties)) {
            publishSelected(message, to);
            return;
        }
        Exchange exchange = admit(to, message);
        BasicProperties changed = withReplyName(converts ? Conversion.sorted(properties) : properties);
        checkUserAndExpiration(message);
        checkDeliveryMode();
        if (changed == properties && !(converts && Conversion.claimsDeaths(properties))) {
            hand(message, queues(to, exchange, message), to);
        } else {
            handOver(made(message, to, changed, List.of()), exchange, to);
        }
    }

    /** Messages with CC or BCC: their further keys route too, and receivers do not see BCC (CC-01, CC-02). */
    private void publishSelected(Message message, Route to) throws ProtocolException {
        Exchange exchange = vhost.exchangeToPublish(session.caller(), message.exchange(), message.routingKey());
        BasicProperties changed = PropertyRules.withoutBcc(
                withReplyName(converts ? Conversion.sorted(message.properties()) : message.properties()));
        checkUserAndExpiration(message);
        List<String> keys = PropertyRules.senderKeys(message.properties());
        checkDeliveryMode();
        handOver(made(message, to, changed, keys), exchange, to);
    }

    private Message made(Message message, Route to, BasicProperties changed, List<String> keys) {
        Message made = message.with(to.address(), changed, keys);
        return converts ? Conversion.withoutClaims(made) : made;
    }

    private void checkDeliveryMode() throws ChannelException {
        if (!converts) {
            PropertyRules.checkDeliveryMode(scan.deliveryMode());
        }
    }

    private BasicProperties withReplyName(BasicProperties properties) throws ChannelException {
        return scan.replyToIs(REPLY_TO) ? properties.with(Property.REPLY_TO, channel.replyName()) : properties;
    }

    /** Routes and hands over a message that was made from the one that came. */
    private void handOver(Message message, @Nullable Exchange exchange, Route to) throws ProtocolException {
        try {
            hand(message, queues(to, exchange, message), to);
        } finally {
            message.release();
        }
    }

    /** Permission and existence count before malformed properties. */
    private void checkAddress(Message message) throws ProtocolException {
        vhost.exchangeToPublish(session.caller(), message.exchange(), message.routingKey());
    }

    private void checkUserAndExpiration(Message message) throws ChannelException {
        if (scan.userIdDiffersFrom(session.userNameOctets())
                && !session.caller().access().isImpersonator()) {
            throw PropertyRules.wrongUser(
                    String.valueOf(message.properties().text(Property.USER_ID)), session.userName());
        }
        if (scan.expirationMillis() == ContentScan.INVALID_EXPIRATION) {
            throw PropertyRules.badExpiration(String.valueOf(scan.expirationText()));
        }
    }

    /** The exchange that may be published to; null if that and the queues of this address are known from the last time. */
    private @Nullable Exchange admit(Route to, Message message) throws ProtocolException {
        boolean known =
                to.isCurrent(vhost.topologyVersion(), session.caller().access().version());
        return known ? null : vhost.exchangeToPublish(session.caller(), message.exchange(), message.routingKey());
    }

    private QueueMachine[] queues(Route to, @Nullable Exchange exchange, Message message) throws ProtocolException {
        delayedEver = vhost.delayedEver();
        if (exchange == null) {
            return to.queues();
        }
        Routes found = vhost.route(exchange, message, session.scope().nowMillis());
        QueueMachine[] queues = found.size() == 0 ? NOWHERE : found.copy();
        to.through(exchange);
        if (found.cacheable()) {
            to.remember(
                    queues, vhost.topologyVersion(), session.caller().access().version());
        }
        return queues;
    }

    /** A direct reply and a message that waits in a delayed exchange have no queue, and are not lost (RETURN-03). */
    private void unroutable(Message message, boolean mandatory, Route to) {
        if (mandatory) {
            writer.returned(message);
        }
        if (mandatory || !to.isReply() && delayedEver == vhost.delayedEver()) {
            channel.tally().unroutable(mandatory);
        }
    }

    private void hand(Message message, QueueMachine[] queues, Route to) {
        channel.tally().published();
        to.count(queues.length);
        if (to.isReply()) {
            channel.deliverReply(message);
        }
        outlet.feedsBacklog(session.scope().hasBacklog(queues));
        Firehose firehose = session.scope().firehose();
        if (firehose != null) {
            firehose.published(message, queues, channel.traced());
        }
        boolean mandatory = (flags & MANDATORY) != 0;
        Transaction transaction = channel.transaction();
        if (transaction != null) {
            message.retain();
            transaction.publish(message, queues, mandatory);
            return;
        }
        if (queues.length == 0) {
            unroutable(message, mandatory, to);
        }
        long nowMillis = session.scope().nowMillis();
        Confirms confirms = channel.confirms();
        if (confirms == null) {
            for (QueueMachine queue : queues) {
                queue.publish(message, null, 0, nowMillis);
            }
            return;
        }
        boolean delayed = delayedEver != vhost.delayedEver();
        long sequenceNumber = confirms.begin(delayed ? queues.length + 1 : queues.length);
        if (delayed) {
            vhost.whenSafe(() -> confirms.accepted(sequenceNumber));
        }
        for (QueueMachine queue : queues) {
            queue.publish(message, confirms, sequenceNumber, nowMillis);
        }
        if (confirms.end()) {
            outlet.flushSoon();
        }
    }
}
