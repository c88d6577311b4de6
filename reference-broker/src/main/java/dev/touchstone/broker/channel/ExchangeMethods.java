package dev.touchstone.broker.channel;

import dev.touchstone.broker.vhost.ExchangeDeclaration;
import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.ExchangeMethod;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.ProtocolException;

/** Class exchange. */
final class ExchangeMethods {
    private final AmqpChannel channel;
    private final Session session;
    private final VirtualHost vhost;

    ExchangeMethods(AmqpChannel channel, Session session) {
        this.channel = channel;
        this.session = session;
        this.vhost = session.scope().vhost();
    }

    void handle(ExchangeMethod method) throws ProtocolException {
        if (method instanceof ExchangeMethod.Declare declare) {
            vhost.declareExchange(
                    session.caller(),
                    new ExchangeDeclaration(
                            declare.exchange(),
                            declare.type(),
                            declare.passive(),
                            declare.durable(),
                            declare.autoDelete(),
                            declare.internal(),
                            declare.arguments()));
            answer(declare.noWait(), new ExchangeMethod.DeclareOk());
        } else if (method instanceof ExchangeMethod.Delete delete) {
            vhost.deleteExchange(session.caller(), delete.exchange(), delete.ifUnused());
            answer(delete.noWait(), new ExchangeMethod.DeleteOk());
        } else if (method instanceof ExchangeMethod.Bind bind) {
            vhost.bindExchange(
                    session.caller(), bind.destination(), bind.source(), bind.routingKey(), bind.arguments());
            answer(bind.noWait(), new ExchangeMethod.BindOk());
        } else if (method instanceof ExchangeMethod.Unbind unbind) {
            vhost.unbindExchange(
                    session.caller(), unbind.destination(), unbind.source(), unbind.routingKey(), unbind.arguments());
            answer(unbind.noWait(), new ExchangeMethod.UnbindOk());
        } else {
            throw AmqpChannel.unimplemented();
        }
    }

    private void answer(boolean noWait, Method method) {
        if (!noWait) {
            channel.send(method);
        }
    }
}
