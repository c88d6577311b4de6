package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Destination;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges, queues and bindings of one virtual host, and what follows when one of them goes. No checks: what is asked here happens, for a client whose
 * request was checked as well as for a recovery.
 */
final class Topology {
    private final Exchange defaultExchange;
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Map<String, QueueMachine> queues = new LinkedHashMap<>();
    private final VhostEffects effects;
    private final Parts parts;
    private long version = 1;

    /** The exchanges that every virtual host is born with (EXCH-02). */
    Topology(VhostEffects effects, Parts parts) {
        this.effects = effects;
        this.parts = parts;
        defaultExchange = predeclare("", ExchangeType.DIRECT, false);
        predeclare("amq.direct", ExchangeType.DIRECT, false);
        predeclare("amq.fanout", ExchangeType.FANOUT, false);
        predeclare("amq.topic", ExchangeType.TOPIC, false);
        predeclare("amq.headers", ExchangeType.HEADERS, false);
        predeclare("amq.match", ExchangeType.HEADERS, false);
        predeclare("amq.rabbitmq.trace", ExchangeType.TOPIC, true);
    }

    private Exchange predeclare(String name, ExchangeType type, boolean internal) {
        Exchange exchange = parts.exchange(
                new ExchangeSettings(name, type, true, false, internal, FieldTable.EMPTY), effects.dialect());
        exchanges.put(name, exchange);
        return exchange;
    }

    /** Whose behaviour is shown. */
    Dialect dialect() {
        return effects.dialect();
    }

    /** Grows with every change that may change a route. */
    long version() {
        return version;
    }

    /** Something else than exchanges, queues and bindings changed a route. */
    void changed() {
        version++;
    }

    @Nullable
    Exchange exchange(String name) {
        return exchanges.get(name);
    }

    @Nullable
    QueueMachine queue(String name) {
        return queues.get(name);
    }

    Collection<Exchange> exchanges() {
        return exchanges.values();
    }

    Collection<QueueMachine> queues() {
        return queues.values();
    }

    void add(Exchange exchange) {
        if (exchange.settings().durable()) {
            effects.changing(new TopologyChange.ExchangeMade(exchange.settings()));
        }
        version++;
        exchanges.put(exchange.name(), exchange);
    }

    void add(QueueMachine queue) {
        if (queue.settings().durable()) {
            effects.changing(new TopologyChange.QueueMade(queue.settings()));
        }
        version++;
        queues.put(queue.name(), queue);
    }

    void bind(Binding binding) {
        if (binding.source().isBound(binding)) {
            return;
        }
        if (isDurable(binding)) {
            effects.changing(new TopologyChange.Bound(TopologyChange.Way.of(binding)));
        }
        if (binding.source().bind(binding)) {
            version++;
        }
    }

    /** Makes a binding between what is there; nothing happens if one of both is missing. */
    void bind(TopologyChange.Way way) {
        Exchange source = exchange(way.source());
        Destination destination = way.toQueue() ? queue(way.destination()) : exchange(way.destination());
        if (source != null && destination != null) {
            bind(new Binding(source, destination, way.routingKey(), way.arguments()));
        }
    }

    private static boolean isDurable(Binding binding) {
        boolean durableDestination = binding.destination() instanceof QueueMachine queue
                ? queue.settings().durable()
                : binding.destination() instanceof Exchange exchange
                        && exchange.settings().durable();
        return binding.source().settings().durable() && durableDestination;
    }

    /** Removes a binding, and its source if that was its last one and it is auto-delete (EXCH-12). */
    void unbind(Binding binding) {
        if (binding.source().unbind(binding)) {
            if (isDurable(binding)) {
                effects.changing(new TopologyChange.Unbound(TopologyChange.Way.of(binding)));
            }
            version++;
            removeIfUnused(binding.source());
        }
    }

    private void removeIfUnused(Exchange source) {
        if (source.settings().autoDelete() && !source.isInUse() && exchanges.get(source.name()) == source) {
            remove(source);
        }
    }

    /** Removes an exchange with all bindings that name it (E2E-07); auto-delete sources that lead to it may follow. */
    void remove(Exchange exchange) {
        if (exchange.settings().durable()) {
            effects.changing(new TopologyChange.ExchangeGone(exchange.name()));
        }
        version++;
        exchanges.remove(exchange.name(), exchange);
        for (Binding binding : exchange.outgoing()) {
            exchange.unbind(binding);
        }
        unbindAll(exchange);
    }

    /** Removes a queue with its bindings; the queue itself is the caller's to end. */
    void remove(QueueMachine queue) {
        if (queue.settings().durable()) {
            effects.changing(new TopologyChange.QueueGone(queue.name()));
        }
        version++;
        queues.remove(queue.name(), queue);
        unbindAll(queue);
    }

    private void unbindAll(Destination destination) {
        for (Binding binding : destination.incoming()) {
            unbind(binding);
        }
    }

    /** All explicit bindings, by source. */
    List<Binding> bindings() {
        List<Binding> all = new ArrayList<>();
        for (Exchange exchange : exchanges.values()) {
            all.addAll(exchange.outgoing());
        }
        return all;
    }

    /** The binding of a queue to the default exchange, which nobody made and nobody can remove (EXCH-DEFAULT-01). */
    Binding implicitBinding(QueueMachine queue) {
        return new Binding(defaultExchange, queue, queue.name(), FieldTable.EMPTY);
    }
}
