package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.vhost.QueueDeclaration;
import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.QueueMethod;
import dev.touchstone.broker.wire.ReplyCode;

/** Class queue. */
final class QueueMethods {
    private final AmqpChannel channel;
    private final Session session;
    private final VirtualHost vhost;
    private String lastDeclared = "";

    QueueMethods(AmqpChannel channel, Session session) {
        this.channel = channel;
        this.session = session;
        this.vhost = session.scope().vhost();
    }

    void handle(QueueMethod method) throws ProtocolException {
        if (method instanceof QueueMethod.Declare declare) {
            declare(declare);
        } else if (method instanceof QueueMethod.Bind bind) {
            bind(bind);
        } else if (method instanceof QueueMethod.Unbind unbind) {
            String queue = nameOf(unbind.queue());
            String key = keyOf(unbind.queue(), unbind.routingKey(), queue);
            vhost.unbindQueue(session.caller(), queue, unbind.exchange(), key, unbind.arguments());
            channel.send(new QueueMethod.UnbindOk());
        } else if (method instanceof QueueMethod.Purge purge) {
            long count = vhost.purgeQueue(session.caller(), nameOf(purge.queue()), now());
            answer(purge.noWait(), new QueueMethod.PurgeOk(count));
        } else if (method instanceof QueueMethod.Delete delete) {
            long count = vhost.deleteQueue(
                    session.caller(), nameOf(delete.queue()), delete.ifUnused(), delete.ifEmpty(), now());
            answer(delete.noWait(), new QueueMethod.DeleteOk(count));
        } else {
            throw AmqpChannel.unimplemented();
        }
    }

    private void declare(QueueMethod.Declare declare) throws ProtocolException {
        if (declare.queue().startsWith(ReplyConsumers.PSEUDO_QUEUE)) {
            declareReply(declare);
            return;
        }
        QueueDeclaration wanted = new QueueDeclaration(
                declare.queue(),
                declare.passive(),
                declare.durable(),
                declare.exclusive(),
                declare.autoDelete(),
                declare.arguments());
        QueueMachine queue = vhost.declareQueue(session.caller(), wanted, now());
        lastDeclared = queue.name();
        answer(declare.noWait(), new QueueMethod.DeclareOk(queue.name(), queue.messageCount(), queue.consumerCount()));
    }

    /** The pseudo queue exists always, a rewritten name as long as its requester does (RPC-04). */
    private void declareReply(QueueMethod.Declare declare) throws ChannelException {
        String name = declare.queue();
        if (!name.equals(ReplyConsumers.PSEUDO_QUEUE)
                && session.scope().replyConsumers().find(name) == null) {
            throw new ChannelException(ReplyCode.NOT_FOUND, "no queue '" + name + "' in vhost '" + vhost.name() + "'");
        }
        lastDeclared = name;
        answer(declare.noWait(), new QueueMethod.DeclareOk(name, 0, 1));
    }

    private void bind(QueueMethod.Bind bind) throws ProtocolException {
        String queue = nameOf(bind.queue());
        String key = keyOf(bind.queue(), bind.routingKey(), queue);
        vhost.bindQueue(session.caller(), queue, bind.exchange(), key, bind.arguments());
        answer(bind.noWait(), new QueueMethod.BindOk());
    }

    /** With an empty queue name an empty key stands for the last declared queue too (QUEUE-04). */
    private static String keyOf(String givenQueue, String givenKey, String queue) {
        return givenQueue.isEmpty() && givenKey.isEmpty() ? queue : givenKey;
    }

    /** The given name, or the last declared one for an empty name. */
    String nameOf(String given) throws ChannelException {
        if (!given.isEmpty()) {
            return given;
        }
        if (lastDeclared.isEmpty()) {
            throw VirtualHost.noPreviousQueue();
        }
        return lastDeclared;
    }

    private void answer(boolean noWait, Method method) {
        if (!noWait) {
            channel.send(method);
        }
    }

    private long now() {
        return session.scope().nowMillis();
    }
}
