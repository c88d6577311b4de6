package dev.touchstone.broker.vhost;

import dev.touchstone.broker.auth.ResourceKind;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients may do with exchanges, checked in RabbitMQ's order, then done (EXCH-01 to EXCH-16, AE-06, AE-12). */
final class ExchangeRules {
    /** Words that the broker knows, but not as exchange types: their refusal reads differently (EXCH-03). */
    private static final Set<String> KNOWN_WORDS = Set.of(
            "",
            "queue",
            "exchange",
            "classic",
            "quorum",
            "stream",
            "default",
            "lazy",
            "all",
            "any",
            "none",
            "true",
            "false",
            "undefined",
            "error",
            "name",
            "type",
            "durable",
            "internal",
            "header",
            "federation");

    private final Topology topology;
    private final Refusals refusals;
    private final Set<ExchangeType> types;
    private final PolicyBook policies;
    private final Parts parts;

    ExchangeRules(Topology topology, Refusals refusals, Set<ExchangeType> types, PolicyBook policies, Parts parts) {
        this.topology = topology;
        this.refusals = refusals;
        this.types = Set.copyOf(types);
        this.policies = policies;
        this.parts = parts;
    }

    void declare(Caller caller, ExchangeDeclaration wanted) throws ProtocolException {
        String name = Refusals.stripped(wanted.name());
        if (wanted.passive()) {
            Refusals.checkNotDefault(name);
            existing(name);
            return;
        }
        ExchangeType type = type(wanted.type());
        Refusals.checkNotDefault(name);
        caller.access().checkConfigure(ResourceKind.EXCHANGE, name);
        Exchange known = topology.exchange(name);
        if (known == null) {
            create(caller, name, type, wanted);
        } else {
            checkEquivalent(known.settings(), type, wanted);
        }
    }

    private ExchangeType type(String name) throws ProtocolException {
        ExchangeType type = ExchangeType.named(name);
        if (type == null || !types.contains(type)) {
            throw topology.dialect().isLenient() ? Refusals.precondition(unknown(name)) : unknownType(name);
        }
        return type;
    }

    private static ConnectionException unknownType(String name) {
        return new ConnectionException(ReplyCode.COMMAND_INVALID, unknown(name));
    }

    private static String unknown(String name) {
        return (KNOWN_WORDS.contains(name) ? "invalid exchange type '" : "unknown exchange type '") + name + "'";
    }

    private void create(Caller caller, String name, ExchangeType type, ExchangeDeclaration wanted)
            throws ProtocolException {
        Refusals.checkNotReserved("exchange", name);
        FieldValue alternate = wanted.arguments().get(ExchangeSettings.ALTERNATE_EXCHANGE);
        if (alternate != null) {
            if (!(alternate instanceof FieldValue.Text)) {
                throw Refusals.precondition("invalid type '" + Terms.typeName(alternate) + "' for arg '"
                        + ExchangeSettings.ALTERNATE_EXCHANGE + "' in " + refusals.exchange(name));
            }
            caller.access().checkRead(ResourceKind.EXCHANGE, name);
            caller.access().checkWrite(ResourceKind.EXCHANGE, alternate.toString());
        }
        if (type == ExchangeType.DELAYED) {
            checkDelayedType(wanted.arguments().get(ExchangeSettings.DELAYED_TYPE));
        }
        make(new ExchangeSettings(
                name, type, wanted.durable(), wanted.autoDelete(), wanted.internal(), wanted.arguments()));
    }

    /** Makes an exchange whose declaration was checked. */
    void make(ExchangeSettings settings) {
        Exchange exchange = parts.exchange(settings, topology.dialect());
        exchange.alternateByPolicy(policies.ofExchange(settings.name()).text("alternate-exchange"));
        topology.add(exchange);
    }

    /** What policies say now holds for all exchanges (POLICY-03, AE-10). */
    void policiesChanged() {
        for (Exchange exchange : topology.exchanges()) {
            exchange.alternateByPolicy(policies.ofExchange(exchange.name()).text("alternate-exchange"));
        }
        topology.changed();
    }

    /** Seen at the declare of a new exchange only; a redeclaration may say anything (DELAY-01, DELAY-02). */
    private void checkDelayedType(@Nullable FieldValue wanted) throws ProtocolException {
        if (!(wanted instanceof FieldValue.Text)) {
            throw Refusals.precondition("Invalid argument, 'x-delayed-type' must be an existing exchange type");
        }
        if (wanted.toString().equals(ExchangeType.DELAYED.typeName())) {
            throw Refusals.precondition("Invalid argument, 'x-delayed-message' can't be used for 'x-delayed-type'");
        }
        ExchangeType type = ExchangeType.named(wanted.toString());
        if (type == null || !types.contains(type)) {
            // In every dialect: there was no plugin at hand to see it on 4.0.
            throw unknownType(wanted.toString());
        }
    }

    /** Other arguments than the alternate exchange are not compared (EXCH-05). */
    private void checkEquivalent(ExchangeSettings current, ExchangeType type, ExchangeDeclaration wanted)
            throws ProtocolException {
        Equivalence equivalence = new Equivalence(refusals.exchange(current.name()));
        equivalence.check("type", current.type().typeName(), type.typeName());
        equivalence.check("durable", current.durable(), wanted.durable());
        equivalence.check("auto_delete", current.autoDelete(), wanted.autoDelete());
        equivalence.check("internal", current.internal(), wanted.internal());
        equivalence.checkArgument(ExchangeSettings.ALTERNATE_EXCHANGE, current.arguments(), wanted.arguments());
    }

    void delete(Caller caller, String rawName, boolean ifUnused) throws ProtocolException {
        String name = Refusals.stripped(rawName);
        Refusals.checkNotDefault(name);
        if (name.startsWith("amq.")) {
            throw Refusals.refused("deletion of system " + refusals.exchange(name) + " not allowed");
        }
        caller.access().checkConfigure(ResourceKind.EXCHANGE, name);
        Exchange exchange = topology.exchange(name);
        if (exchange == null) {
            return;
        }
        if (ifUnused && exchange.isInUse()) {
            throw Refusals.precondition(refusals.exchange(name) + " in use");
        }
        topology.remove(exchange);
    }

    /** The exchange that a client may publish to with this key (PUB-09, EXCH-13, EXCH-14). */
    Exchange toPublish(Caller caller, String name, String routingKey) throws ProtocolException {
        caller.access().checkWrite(ResourceKind.EXCHANGE, name);
        Exchange exchange = existing(name);
        if (exchange.settings().internal()) {
            throw Refusals.refused("cannot publish to internal " + refusals.exchange(name));
        }
        if (exchange.settings().type() == ExchangeType.TOPIC) {
            caller.access().checkTopicWrite(name, routingKey);
        }
        return exchange;
    }

    private Exchange existing(String name) throws ProtocolException {
        Exchange exchange = topology.exchange(name);
        if (exchange == null) {
            throw refusals.noExchange(name);
        }
        return exchange;
    }
}
