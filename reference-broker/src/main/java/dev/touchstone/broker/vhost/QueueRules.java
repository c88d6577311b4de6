package dev.touchstone.broker.vhost;

import dev.touchstone.broker.auth.ResourceKind;
import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.queue.QueueType;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What clients may do with queues, checked in RabbitMQ's order, then done (QUEUE-01 to QUEUE-24, CONS-03, CONS-04). */
final class QueueRules {
    /** Any number of queues. */
    static final long NO_LIMIT = -1;

    private static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

    private static final String TYPE = "x-queue-type";

    private final Topology topology;
    private final Refusals refusals;
    private final QueueHome home;
    private final Supplier<String> uniqueNames;
    private long maxQueues = NO_LIMIT;
    private String defaultType = "";

    QueueRules(Topology topology, Refusals refusals, QueueHome home, Supplier<String> uniqueNames) {
        this.topology = topology;
        this.refusals = refusals;
        this.home = home;
        this.uniqueNames = uniqueNames;
    }

    /** From now on new queues are refused if there are that many; negative ones limit nothing (VHOST-05). */
    void limit(long queues) {
        maxQueues = queues;
    }

    /** The type of queues that are declared without one; empty for none (VHOST-09). */
    void defaultType(String type) {
        defaultType = type;
    }

    /** What cannot be of that type keeps out of it: a quorum queue is durable, shared and stays. */
    private QueueDeclaration typed(QueueDeclaration asked) {
        boolean lasts = asked.durable() && !asked.exclusive() && !asked.autoDelete();
        return defaultType.isEmpty()
                        || asked.passive()
                        || asked.arguments().contains(TYPE)
                        || !lasts && !defaultType.equals("classic")
                ? asked
                : new QueueDeclaration(
                        asked.name(),
                        false,
                        asked.durable(),
                        asked.exclusive(),
                        asked.autoDelete(),
                        asked.arguments().toBuilder().text(TYPE, defaultType).build());
    }

    QueueMachine declare(Caller caller, QueueDeclaration asked, long nowMillis) throws ProtocolException {
        QueueDeclaration wanted = typed(asked);
        String name = Refusals.stripped(wanted.name());
        if (wanted.passive()) {
            return declarePassively(caller, name, nowMillis);
        }
        if (name.isEmpty()) {
            QueueArguments.checkTypeOfUnnamed(wanted.arguments());
            name = "amq.gen-" + uniqueNames.get();
        } else {
            Refusals.checkNotReserved("queue", name);
        }
        caller.access().checkConfigure(ResourceKind.QUEUE, name);
        QueueMachine known = topology.queue(name);
        if (known == null) {
            return create(caller, name, wanted, nowMillis);
        }
        checkEquivalent(caller, known.settings(), wanted);
        known.touch(nowMillis);
        return known;
    }

    private QueueMachine declarePassively(Caller caller, String name, long nowMillis) throws ProtocolException {
        QueueMachine queue = accessible(caller, name);
        queue.touch(nowMillis);
        return queue;
    }

    private QueueMachine create(Caller caller, String name, QueueDeclaration wanted, long nowMillis)
            throws ProtocolException {
        if (maxQueues >= 0 && topology.queues().size() >= maxQueues) {
            throw refusals.tooManyQueues(name, maxQueues);
        }
        FieldTable arguments =
                topology.dialect().writesQueueType() ? QueueArguments.withType(wanted.arguments()) : wanted.arguments();
        checkDeadLetterExchange(caller, name, arguments.get(DEAD_LETTER_EXCHANGE));
        QueueType type = QueueArguments.checkDeclare(refusals.queue(name), arguments);
        if (type == QueueType.QUORUM) {
            checkLasting(name, wanted);
        } else if (!wanted.exclusive() && !topology.dialect().isLenient()) {
            QueueArguments.checkLocator(arguments);
        }
        Object owner = wanted.exclusive() ? caller.connection() : null;
        boolean durable = wanted.durable() && !wanted.exclusive();
        return home.create(
                new QueueSettings(name, durable, wanted.autoDelete(), owner, arguments, home.newId()), nowMillis);
    }

    /** A quorum queue is durable, shared and stays (QUORUM-01). */
    private void checkLasting(String name, QueueDeclaration wanted) throws ProtocolException {
        String wrong = wanted.autoDelete()
                ? "auto-delete"
                : wanted.exclusive() ? "exclusive-owner" : wanted.durable() ? null : "non-durable";
        if (wrong != null) {
            throw Refusals.precondition("invalid property '" + wrong + "' for " + refusals.queue(name));
        }
    }

    private void checkDeadLetterExchange(Caller caller, String name, @Nullable FieldValue exchange)
            throws ProtocolException {
        if (exchange == null) {
            return;
        }
        if (!(exchange instanceof FieldValue.Text)) {
            throw Refusals.precondition("invalid type '" + Terms.typeName(exchange) + "' for arg '"
                    + DEAD_LETTER_EXCHANGE + "' in " + refusals.queue(name));
        }
        caller.access().checkRead(ResourceKind.QUEUE, name);
        caller.access().checkWrite(ResourceKind.EXCHANGE, exchange.toString());
    }

    /** Exclusiveness comes first (QUEUE-12); unknown arguments are not compared (QUEUE-06). */
    private void checkEquivalent(Caller caller, QueueSettings current, QueueDeclaration wanted)
            throws ProtocolException {
        Object owner = wanted.exclusive() ? caller.connection() : null;
        if (current.owner() != owner) {
            throw refusals.locked(current.name());
        }
        Equivalence equivalence = new Equivalence(refusals.queue(current.name()));
        equivalence.check("durable", current.durable(), wanted.durable() && !wanted.exclusive());
        equivalence.check("auto_delete", current.autoDelete(), wanted.autoDelete());
        for (String key : QueueArguments.COMPARED) {
            equivalence.checkArgument(key, current.arguments(), wanted.arguments());
        }
    }

    long delete(Caller caller, String rawName, boolean ifUnused, boolean ifEmpty, long nowMillis)
            throws ProtocolException {
        String name = Refusals.stripped(rawName);
        caller.access().checkConfigure(ResourceKind.QUEUE, name);
        QueueMachine queue = topology.queue(name);
        if (queue == null) {
            return 0;
        }
        checkAccess(caller, queue);
        if (queue.quorum() != null && (ifUnused || ifEmpty)) {
            throw refusals.conditionalDelete(name, ifUnused ? "if-unused" : "if-empty");
        }
        if (ifEmpty && queue.messageCount() > 0) {
            throw Refusals.precondition(refusals.queue(name) + " not empty");
        }
        if (ifUnused && queue.consumerCount() > 0) {
            throw Refusals.precondition(refusals.queue(name) + " in use");
        }
        return home.remove(queue, nowMillis);
    }

    /** The queue that a client may get from, consume or purge (PERM-10). */
    QueueMachine toRead(Caller caller, String name) throws ProtocolException {
        caller.access().checkRead(ResourceKind.QUEUE, name);
        return accessible(caller, name);
    }

    /** A quorum queue with a single active consumer gives nothing to anybody else (QUORUM-14). */
    QueueMachine toGetFrom(Caller caller, String name) throws ProtocolException {
        QueueMachine queue = toRead(caller, name);
        if (queue.quorum() != null && queue.limits().singleActiveConsumer()) {
            throw refusals.getBesideSingleActive(name);
        }
        return queue;
    }

    Consumer consume(Caller caller, String name, ConsumerSettings wanted, ConsumerSink sink) throws ProtocolException {
        QueueMachine queue = toRead(caller, name);
        QueueType type = queue.quorum() == null ? QueueType.CLASSIC : QueueType.QUORUM;
        QueueArguments.checkConsume(refusals.queue(name), type, wanted.arguments());
        if (type == QueueType.QUORUM && sink.hasSharedLimit()) {
            throw refusals.sharedLimit(name);
        }
        if (queue.refusesConsumer(wanted.exclusive())) {
            throw Refusals.refused(refusals.queue(name) + " in exclusive use");
        }
        return queue.consume(wanted, sink);
    }

    private QueueMachine accessible(Caller caller, String name) throws ProtocolException {
        QueueMachine queue = topology.queue(name);
        if (queue == null) {
            throw refusals.noQueue(name);
        }
        checkAccess(caller, queue);
        return queue;
    }

    /** Keeps other connections away from an exclusive queue (QUEUE-09). */
    void checkAccess(Caller caller, QueueMachine queue) throws ProtocolException {
        Object owner = queue.settings().owner();
        if (owner != null && owner != caller.connection()) {
            throw refusals.locked(queue.name());
        }
    }
}
