package dev.touchstone.broker.vhost;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.ResourceKind;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Destination;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.wire.ProtocolException;
import org.jspecify.annotations.Nullable;

/** What clients may bind and unbind, checked in RabbitMQ's order, then done (BIND-01 to BIND-06, E2E-01 to E2E-06, PERM-07, PERM-08). */
final class BindingRules {
    private final Topology topology;
    private final Refusals refusals;
    private final QueueRules queues;

    BindingRules(Topology topology, Refusals refusals, QueueRules queues) {
        this.topology = topology;
        this.refusals = refusals;
        this.queues = queues;
    }

    void bind(Caller caller, BindingRequest wanted) throws ProtocolException {
        BindingRequest request = wanted.stripped();
        check(caller.access(), request);
        Exchange source = topology.exchange(request.source());
        Destination destination = destination(request);
        if (source == null) {
            throw refusals.noExchange(request.source());
        }
        if (destination == null) {
            throw request.toQueue()
                    ? refusals.noQueue(request.destination())
                    : refusals.noExchange(request.destination());
        }
        source.validate(request.arguments());
        checkExclusive(caller, destination);
        topology.bind(new Binding(source, destination, request.routingKey(), request.arguments()));
    }

    /** Whatever is missing is fine (BIND-05); so is a locked queue, unless the binding exists (QUEUE-10). */
    void unbind(Caller caller, BindingRequest wanted) throws ProtocolException {
        BindingRequest request = wanted.stripped();
        check(caller.access(), request);
        Exchange source = topology.exchange(request.source());
        Destination destination = destination(request);
        if (source == null || destination == null) {
            return;
        }
        Binding binding = new Binding(source, destination, request.routingKey(), request.arguments());
        if (source.isBound(binding)) {
            checkExclusive(caller, destination);
            topology.unbind(binding);
        }
    }

    private void check(Access access, BindingRequest request) throws ProtocolException {
        ResourceKind kind = request.toQueue() ? ResourceKind.QUEUE : ResourceKind.EXCHANGE;
        access.checkWrite(kind, request.destination());
        if (!request.toQueue()) {
            Refusals.checkNotDefault(request.destination());
        }
        Refusals.checkNotDefault(request.source());
        access.checkRead(ResourceKind.EXCHANGE, request.source());
        Exchange source = topology.exchange(request.source());
        if (source != null && source.settings().type() == ExchangeType.TOPIC) {
            access.checkTopicRead(request.source(), request.routingKey());
        }
    }

    private @Nullable Destination destination(BindingRequest request) {
        return request.toQueue() ? topology.queue(request.destination()) : topology.exchange(request.destination());
    }

    private void checkExclusive(Caller caller, Destination destination) throws ProtocolException {
        if (destination instanceof QueueMachine queue) {
            queues.checkAccess(caller, queue);
        }
    }
}
