package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueuedMessage;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.BasicReply;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;

/** Class basic, the receiving half: consume, cancel, get, qos. */
final class ConsumerMethods {
    private static final String TAG_PREFIX = "amq.ctag-";

    private final AmqpChannel channel;
    private final Session session;
    private final Deliveries deliveries;
    private final ReplyConsumer replyConsumer;

    ConsumerMethods(AmqpChannel channel, Session session, Deliveries deliveries, ReplyConsumer replyConsumer) {
        this.channel = channel;
        this.session = session;
        this.deliveries = deliveries;
        this.replyConsumer = replyConsumer;
    }

    /** Handles the method if it is one of these. */
    boolean handle(BasicMethod method) throws ProtocolException {
        if (method instanceof BasicMethod.Get get) {
            get(get);
        } else if (method instanceof BasicMethod.Consume consume) {
            consume(consume);
        } else if (method instanceof BasicMethod.Cancel cancel) {
            cancel(cancel);
        } else if (method instanceof BasicMethod.Qos qos) {
            qos(qos);
        } else {
            return false;
        }
        return true;
    }

    private void get(BasicMethod.Get get) throws ProtocolException {
        long nowMillis = session.scope().nowMillis();
        QueueMachine queue = session.scope().vhost().queueToRead(session.caller(), channel.queueName(get.queue()));
        QueuedMessage message = queue.get(get.noAck(), nowMillis);
        if (message == null) {
            channel.tally().gotNothing();
            channel.send(new BasicReply.GetEmpty());
        } else {
            deliveries.getOk(message, get.noAck(), queue.messageCount(), nowMillis);
        }
    }

    private void consume(BasicMethod.Consume consume) throws ProtocolException {
        if (deliveries.subscriptions().containsKey(consume.consumerTag())) {
            throw new ConnectionException(
                    ReplyCode.NOT_ALLOWED, "attempt to reuse consumer tag '" + consume.consumerTag() + "'");
        }
        boolean isReply = consume.queue().equals(ReplyConsumers.PSEUDO_QUEUE);
        String queue = isReply ? consume.queue() : channel.queueName(consume.queue());
        String tag =
                consume.consumerTag().isEmpty() ? TAG_PREFIX + session.scope().uniqueName() : consume.consumerTag();
        if (isReply) {
            replyConsumer.start(tag, consume.noAck());
            confirmConsume(tag, consume);
            return;
        }
        long nowMillis = session.scope().nowMillis();
        Subscription subscription = new Subscription(deliveries, tag, deliveries.consumerPrefetch(), consume.noAck());
        ConsumerSettings settings =
                new ConsumerSettings(tag, consume.noAck(), consume.exclusive(), consume.arguments());
        Consumer consumer = session.scope().vhost().consume(session.caller(), queue, settings, subscription);
        subscription.attach(consumer);
        deliveries.subscriptions().put(tag, subscription);
        confirmConsume(tag, consume);
        consumer.resume(nowMillis);
    }

    private void confirmConsume(String tag, BasicMethod.Consume consume) {
        if (!consume.noWait()) {
            channel.send(new BasicReply.ConsumeOk(tag));
        }
    }

    /** Ends a consumer; what it has outstanding stays so. An unknown tag is no error (CONS-08). */
    private void cancel(BasicMethod.Cancel cancel) {
        Subscription subscription = deliveries.subscriptions().remove(cancel.consumerTag());
        if (subscription != null) {
            subscription.cancel(session.scope().nowMillis());
        } else if (replyConsumer.hasTag(cancel.consumerTag())) {
            replyConsumer.cancel();
        }
        if (!cancel.noWait()) {
            channel.send(new BasicReply.CancelOk(cancel.consumerTag()));
        }
    }

    private void qos(BasicMethod.Qos qos) throws ConnectionException {
        if (qos.prefetchSize() != 0) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "prefetch_size!=0 (" + qos.prefetchSize() + ")");
        }
        long nowMillis = session.scope().nowMillis();
        channel.send(new BasicReply.QosOk());
        if (qos.global()) {
            deliveries.limitAll(qos.prefetchCount(), nowMillis);
        } else {
            deliveries.limitEach(qos.prefetchCount(), nowMillis);
        }
    }
}
