package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.wire.FieldTable;

/** A change of what survives a restart: durable exchanges, durable queues, and bindings between them (DUR-01). */
public sealed interface TopologyChange {
    /** An exchange is there now. */
    record ExchangeMade(ExchangeSettings settings) implements TopologyChange {}

    /** An exchange is gone, with all bindings that name it. */
    record ExchangeGone(String name) implements TopologyChange {}

    /** A queue is there now; it has no owner. */
    record QueueMade(QueueSettings settings) implements TopologyChange {}

    /** A queue is gone, with all bindings to it. */
    record QueueGone(String name) implements TopologyChange {}

    /** A binding is there now. */
    record Bound(Way way) implements TopologyChange {}

    /** A binding is gone. */
    record Unbound(Way way) implements TopologyChange {}

    /** A policy is there now, or another of its name. */
    record PolicySet(Policy policy, boolean ofOperator) implements TopologyChange {}

    /** A policy is gone. */
    record PolicyGone(String name, boolean ofOperator) implements TopologyChange {}

    /**
     * A binding by names.
     *
     * @param toQueue the destination is a queue, else an exchange
     */
    record Way(String source, String destination, boolean toQueue, String routingKey, FieldTable arguments) {
        static Way of(Binding binding) {
            return new Way(
                    binding.source().name(),
                    binding.destination().name(),
                    binding.destination() instanceof QueueMachine,
                    binding.routingKey(),
                    binding.arguments());
        }
    }
}
