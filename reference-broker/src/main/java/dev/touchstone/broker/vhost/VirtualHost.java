package dev.touchstone.broker.vhost;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Delay;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.ConsumerSettings;
import dev.touchstone.broker.queue.ConsumerSink;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One virtual host: its exchanges, queues and bindings, and the only way to change them. Every method runs on the host's loop. Names may be given as a
 * client sent them. {@code nowMillis} is the broker's clock in milliseconds since 1970.
 *
 * <p>Errors are {@link ProtocolException}s with RabbitMQ's codes and texts; the class and method ids are added by whoever dispatched the method.
 */
public final class VirtualHost {
    private final String name;
    private final PolicyBook policies = new PolicyBook();
    private final Topology topology;
    private final Router router;
    private final Routes routes = new Routes();
    private final Delays delays;
    private final QueueKeeper keeper;
    private final ExchangeRules exchangeRules;
    private final QueueRules queueRules;
    private final BindingRules bindingRules;
    private final VhostEffects effects;

    /**
     * A virtual host with the predeclared exchanges (EXCH-02).
     *
     * @param exchangeTypes the types that exchanges may have
     * @param uniqueNames gives 22 URL-safe characters that were not given before, for server-named queues (QUEUE-02)
     */
    public VirtualHost(
            String name, Set<ExchangeType> exchangeTypes, VhostEffects effects, Supplier<String> uniqueNames) {
        this(name, exchangeTypes, effects, uniqueNames, new Parts());
    }

    /** The same, built of other parts. */
    public VirtualHost(
            String name,
            Set<ExchangeType> exchangeTypes,
            VhostEffects effects,
            Supplier<String> uniqueNames,
            Parts parts) {
        this.name = name;
        this.effects = effects;
        this.topology = new Topology(effects, parts);
        this.router = new Router(topology);
        Refusals refusals = new Refusals(name);
        this.delays = new Delays(topology, router, effects);
        DeadLetters deadLetters = new DeadLetters(topology, router, delays);
        this.keeper = new QueueKeeper(topology, deadLetters, delays, effects, policies, parts);
        this.exchangeRules = new ExchangeRules(topology, refusals, exchangeTypes, policies, parts);
        this.queueRules = new QueueRules(topology, refusals, keeper, uniqueNames);
        this.bindingRules = new BindingRules(topology, refusals, queueRules);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** Whose behaviour it shows where RabbitMQ's releases differ. */
    public Dialect dialect() {
        return effects.dialect();
    }

    /** Grows with every change that may change a route; what {@link Routes#cacheable} allowed to keep holds as long as it stays. */
    public long topologyVersion() {
        return topology.version();
    }

    /** The refusal of an empty queue name on a channel that declared none (QUEUE-04). */
    public static ChannelException noPreviousQueue() {
        return new ChannelException(ReplyCode.NOT_FOUND, "no previously declared queue");
    }

    /** {@code exchange.declare}, also passive (EXCH-01 to EXCH-08). */
    public void declareExchange(Caller caller, ExchangeDeclaration wanted) throws ProtocolException {
        exchangeRules.declare(caller, wanted);
        keeper.topologyChanged();
    }

    /** {@code exchange.delete}; a missing one is fine (EXCH-10). */
    public void deleteExchange(Caller caller, String exchange, boolean ifUnused) throws ProtocolException {
        exchangeRules.delete(caller, exchange, ifUnused);
    }

    /** {@code exchange.bind} (E2E-01). */
    public void bindExchange(Caller caller, String destination, String source, String routingKey, FieldTable arguments)
            throws ProtocolException {
        bindingRules.bind(caller, new BindingRequest(source, destination, false, routingKey, arguments));
        keeper.topologyChanged();
    }

    /** {@code exchange.unbind}; a missing binding is fine (E2E-05). */
    public void unbindExchange(
            Caller caller, String destination, String source, String routingKey, FieldTable arguments)
            throws ProtocolException {
        bindingRules.unbind(caller, new BindingRequest(source, destination, false, routingKey, arguments));
    }

    /** {@code queue.declare}, also passive: the queue with its real name and its counts (QUEUE-01). */
    public QueueMachine declareQueue(Caller caller, QueueDeclaration wanted, long nowMillis) throws ProtocolException {
        QueueMachine queue = queueRules.declare(caller, wanted, nowMillis);
        keeper.topologyChanged();
        return queue;
    }

    /** From now on new queues are refused if there are that many; negative ones limit nothing (VHOST-05). */
    public void limitQueues(long queues) {
        queueRules.limit(queues);
    }

    /** From now on queues that are declared without a type are of this one where they can be; empty for none (VHOST-09). */
    public void defaultQueueType(String type) {
        queueRules.defaultType(type);
    }

    /** {@code queue.delete}: how many ready messages went; 0 if there was no such queue (QUEUE-15). */
    public long deleteQueue(Caller caller, String queue, boolean ifUnused, boolean ifEmpty, long nowMillis)
            throws ProtocolException {
        return queueRules.delete(caller, queue, ifUnused, ifEmpty, nowMillis);
    }

    /** {@code queue.purge}: how many ready messages went (QUEUE-17). */
    public long purgeQueue(Caller caller, String queue, long nowMillis) throws ProtocolException {
        return queueRules.toRead(caller, queue).purge(nowMillis);
    }

    /** {@code queue.bind} (BIND-01). */
    public void bindQueue(Caller caller, String queue, String exchange, String routingKey, FieldTable arguments)
            throws ProtocolException {
        bindingRules.bind(caller, new BindingRequest(exchange, queue, true, routingKey, arguments));
        keeper.topologyChanged();
    }

    /** {@code queue.unbind}; a missing binding is fine (BIND-05). */
    public void unbindQueue(Caller caller, String queue, String exchange, String routingKey, FieldTable arguments)
            throws ProtocolException {
        bindingRules.unbind(caller, new BindingRequest(exchange, queue, true, routingKey, arguments));
    }

    /** Adds or replaces a policy, which holds at once (POLICY-03). */
    public void setPolicy(Policy policy, long nowMillis) {
        policies.put(policy);
        effects.changing(new TopologyChange.PolicySet(policy, false));
        policiesChanged(nowMillis);
    }

    /** Removes a policy; false if there is none of that name. */
    public boolean clearPolicy(String policy, long nowMillis) {
        boolean found = policies.remove(policy);
        effects.changing(new TopologyChange.PolicyGone(policy, false));
        policiesChanged(nowMillis);
        return found;
    }

    /** Adds or replaces an operator policy, which holds at once (POLICY-07). */
    public void setOperatorPolicy(Policy policy, long nowMillis) {
        policies.putOfOperator(policy);
        effects.changing(new TopologyChange.PolicySet(policy, true));
        policiesChanged(nowMillis);
    }

    /** Removes an operator policy; false if there is none of that name. */
    public boolean clearOperatorPolicy(String policy, long nowMillis) {
        boolean found = policies.removeOfOperator(policy);
        effects.changing(new TopologyChange.PolicyGone(policy, true));
        policiesChanged(nowMillis);
        return found;
    }

    private void policiesChanged(long nowMillis) {
        exchangeRules.policiesChanged();
        keeper.policiesChanged(nowMillis);
        keeper.topologyChanged();
    }

    /** All policies, to be read. */
    public PolicyBook policies() {
        return policies;
    }

    /** The queue that this client may get from (PERM-10, CONS-13). */
    public QueueMachine queueToRead(Caller caller, String queue) throws ProtocolException {
        return queueRules.toGetFrom(caller, queue);
    }

    /** {@code basic.consume}: a consumer that gets nothing before {@link Consumer#resume}, so that consume-ok can go first. */
    public Consumer consume(Caller caller, String queue, ConsumerSettings wanted, ConsumerSink sink)
            throws ProtocolException {
        return queueRules.consume(caller, queue, wanted, sink);
    }

    /** The exchange that this client may publish to: permissions, existence, internal ones (PUB-09, EXCH-13, EXCH-14). */
    public Exchange exchangeToPublish(Caller caller, String exchange, String routingKey) throws ProtocolException {
        return exchangeRules.toPublish(caller, exchange, routingKey);
    }

    /**
     * The queues of a message published to {@code exchange}. In delayed exchanges on its way it waits from now on, whatever becomes of the publish
     * (DELAY-08, DELAY-17). The same object for every call: read it before the next one.
     */
    public Routes route(Exchange exchange, Message message, long nowMillis) throws ProtocolException {
        router.route(exchange, message, routes);
        if (routes.delayMillis() == Delay.UNREADABLE) {
            throw ConnectionException.internal();
        }
        if (routes.delayMillis() > 0) {
            delays.add(routes, message, nowMillis);
            keeper.askForNext();
        }
        return routes;
    }

    /** {@link #exchangeToPublish} and {@link #route(Exchange, Message, long)} in one. */
    public Routes route(Caller caller, Message message, long nowMillis) throws ProtocolException {
        return route(exchangeToPublish(caller, message.exchange(), message.routingKey()), message, nowMillis);
    }

    /**
     * Makes again what was there before the broker was started, by the same ways as for a client whose request was checked. Things come in the order in
     * which they were made; only what is made is given, nothing that went.
     */
    public void restore(TopologyChange made, long nowMillis) {
        if (made instanceof TopologyChange.ExchangeMade exchange) {
            exchangeRules.make(exchange.settings());
        } else if (made instanceof TopologyChange.PolicySet policy) {
            restorePolicy(policy);
        } else if (made instanceof TopologyChange.QueueMade queue) {
            keeper.create(queue.settings(), nowMillis);
        } else if (made instanceof TopologyChange.Bound bound) {
            topology.bind(bound.way());
        } else {
            throw new IllegalArgumentException("nothing to make again: " + made);
        }
    }

    private void restorePolicy(TopologyChange.PolicySet set) {
        if (set.ofOperator()) {
            policies.putOfOperator(set.policy());
        } else {
            policies.put(set.policy());
        }
    }

    /**
     * The connection is gone: its exclusive queues go, at most so many in this call (QUEUE-11). Its consumers were cancelled and its unacknowledged
     * messages requeued before. Returns how many went.
     */
    public int connectionClosed(Object connection, int most, long nowMillis) {
        return keeper.connectionClosed(connection, most, nowMillis);
    }

    /** Long work that was begun goes on from the next turn of the loop on, a piece each; others are served in between. */
    public void goOnWith(Piecework work) {
        keeper.goOnWith(work);
    }

    /** The time asked for has come, or there is work left: goes on with it for one turn. */
    public void onWake(long nowMillis) {
        keeper.onWake(nowMillis);
    }

    /** Ends the whole host: every queue goes, with its consumers. Connections are the caller's concern. */
    public void delete(long nowMillis) {
        for (QueueMachine queue : new ArrayList<>(topology.queues())) {
            keeper.remove(queue, nowMillis);
        }
        delays.clear();
    }

    /** Runs a task when everything that was kept and settled so far is safe from a loss of power (TX-08). */
    public void whenSafe(Runnable task) {
        effects.whenSafe(task);
    }

    /** The messages that wait in delayed exchanges, in the order of their times, as a copy. */
    public List<DelayedMessage> delayedMessages() {
        return delays.all();
    }

    /** Grows with every message that has to wait in a delayed exchange. */
    public long delayedEver() {
        return delays.ever();
    }

    /** How many messages wait in the delayed exchange of that name (DELAY-21). */
    public int delayedCount(String exchange) {
        return delays.count(exchange);
    }

    /** Takes in a message that waited before the broker was started; an overdue one is routed soon (DELAY-18). Retains it. */
    public void restoreDelayed(DelayedMessage message) {
        delays.restore(message);
        keeper.askForNext();
    }

    /** Octets of memory, about, that the messages of all queues take, ready and unacknowledged, and those that are delayed. */
    public long queuedBytes() {
        return keeper.queuedBytes() + delays.heldOctets();
    }

    /** The exchange of that name, or null. */
    public @Nullable Exchange exchange(String exchange) {
        return topology.exchange(exchange);
    }

    /** The queue of that name, or null. */
    public @Nullable QueueMachine queue(String queue) {
        return topology.queue(queue);
    }

    /** All exchanges, oldest first, as a copy. */
    public List<Exchange> exchanges() {
        return new ArrayList<>(topology.exchanges());
    }

    /** All queues, oldest first, as a copy. */
    public List<QueueMachine> queues() {
        return new ArrayList<>(topology.queues());
    }

    /** All bindings, the implicit ones of the default exchange first (EXCH-DEFAULT-02). */
    public List<Binding> bindings() {
        List<Binding> all = new ArrayList<>();
        for (QueueMachine queue : topology.queues()) {
            all.add(topology.implicitBinding(queue));
        }
        all.addAll(topology.bindings());
        return all;
    }

    /** The bindings that lead to a queue, the implicit one first. */
    public List<Binding> bindingsTo(QueueMachine queue) {
        List<Binding> all = new ArrayList<>();
        all.add(topology.implicitBinding(queue));
        all.addAll(queue.incoming());
        return all;
    }
}
