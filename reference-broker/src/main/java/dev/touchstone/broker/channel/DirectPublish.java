package dev.touchstone.broker.channel;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.ContentScan;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.vhost.Routes;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.List;

/** A publish without a channel: what an administrator sends by another way than AMQP. The same checks as for clients. On the loop of the virtual host. */
public final class DirectPublish {
    private final VhostScope scope;
    private final Caller caller;

    /** Publishes as {@code caller}. */
    public DirectPublish(VhostScope scope, Caller caller) {
        this.scope = scope;
        this.caller = caller;
    }

    /** Publishes one message; returns whether any queue got it. */
    public boolean publish(Address address, BasicProperties properties, byte[] body) throws ProtocolException {
        Exchange exchange = scope.vhost().exchangeToPublish(caller, address.exchange(), address.routingKey());
        List<String> keys = PropertyRules.senderKeys(properties);
        Message first = Message.of(address, properties, body);
        Message message = first;
        if (PropertyRules.selectsByHeader(properties)) {
            message = first.with(address, PropertyRules.withoutBcc(properties), keys);
        }
        try {
            check(message);
            return hand(exchange, message);
        } finally {
            message.release();
        }
    }

    private void check(Message message) throws ProtocolException {
        BasicProperties properties = message.properties();
        String user = properties.text(Property.USER_ID);
        if (user != null
                && !user.equals(caller.access().user())
                && !caller.access().isImpersonator()) {
            throw PropertyRules.wrongUser(user, caller.access().user());
        }
        if (message.expirationMillis() == ContentScan.INVALID_EXPIRATION) {
            throw PropertyRules.badExpiration(String.valueOf(properties.text(Property.EXPIRATION)));
        }
        if (!scope.vhost().dialect().convertsMessages()) {
            PropertyRules.checkDeliveryMode(properties.get(Property.DELIVERY_MODE) instanceof Integer mode ? mode : -1);
        }
    }

    private boolean hand(Exchange exchange, Message message) throws ProtocolException {
        long nowMillis = scope.nowMillis();
        Routes routes = scope.vhost().route(exchange, message, nowMillis);
        QueueMachine[] queues = routes.copy();
        exchange.count(queues.length);
        Firehose firehose = scope.firehose();
        if (firehose != null) {
            firehose.published(
                    message,
                    queues,
                    new Firehose.Who("direct", 1, caller.access().user()));
        }
        for (QueueMachine queue : queues) {
            queue.publish(message, null, 0, nowMillis);
        }
        scope.retire(new Traffic(1, 1, queues.length == 0 ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0));
        return queues.length > 0;
    }
}
