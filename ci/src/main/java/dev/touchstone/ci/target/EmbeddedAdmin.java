package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.connection.ConnectionInfo;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.InvalidPolicy;
import dev.touchstone.broker.queue.Consumer;
import dev.touchstone.broker.queue.QueueMachine;
import dev.touchstone.broker.queue.QuorumKind;
import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.TargetAdmin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Administration of the embedded broker by Java calls. */
final class EmbeddedAdmin implements TargetAdmin {
    /** The name of the only node there is. */
    private static final String NODE = "touchstone@embedded";

    private final EmbeddedNode node;

    EmbeddedAdmin(EmbeddedNode node) {
        this.node = node;
    }

    private Broker broker() {
        return node.broker();
    }

    @Override
    public void addUser(String name, String password, String... tags) {
        broker().addUser(name, password, tags);
    }

    @Override
    public void deleteUser(String name) {
        if (broker().users().user(name) != null) {
            broker().deleteUser(name);
        }
    }

    @Override
    public void clearPassword(String name) {
        broker().users().clearPassword(name);
    }

    @Override
    public void addVirtualHost(String name) {
        broker().addVirtualHost(name);
    }

    @Override
    public void deleteVirtualHost(String name) {
        broker().deleteVirtualHost(name);
    }

    @Override
    public void setPermissions(String user, String virtualHost, Permissions permissions) {
        broker().setPermissions(user, virtualHost, permissions.configure(), permissions.write(), permissions.read());
    }

    @Override
    public void clearPermissions(String user, String virtualHost) {
        broker().users().clearPermissions(user, virtualHost);
    }

    @Override
    public void setTopicPermissions(String user, String virtualHost, String exchange, String write, String read) {
        broker().users().setTopicPermissions(user, virtualHost, exchange, write, read);
    }

    @Override
    public void setPolicy(String virtualHost, PolicySpec policy) {
        try {
            broker().setPolicy(
                            virtualHost,
                            policy.name(),
                            policy.pattern(),
                            AppliesTo.named(policy.applyTo()),
                            policy.priority(),
                            policy.definition());
        } catch (InvalidPolicy e) {
            throw new AdminException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void clearPolicy(String virtualHost, String name) {
        broker().clearPolicy(virtualHost, name);
    }

    @Override
    public void setTracing(String virtualHost, boolean on) {
        broker().administration().trace(virtualHost, on);
    }

    @Override
    public List<String> users() {
        return broker().users().users().stream().map(User::name).toList();
    }

    @Override
    public List<String> virtualHosts() {
        return broker().virtualHosts();
    }

    @Override
    public List<ObjectFacts> exchanges(String virtualHost) {
        return inspect(
                virtualHost,
                vhost -> vhost.exchanges().stream()
                        .map(exchange -> facts(exchange, vhost))
                        .toList());
    }

    @Override
    public List<ObjectFacts> queues(String virtualHost) {
        return inspect(
                virtualHost,
                vhost -> vhost.queues().stream().map(EmbeddedAdmin::facts).toList());
    }

    @Override
    public List<BindingFacts> bindings(String virtualHost) {
        return inspect(
                virtualHost,
                vhost -> vhost.bindings().stream().map(EmbeddedAdmin::facts).toList());
    }

    @Override
    public List<ConsumerFacts> consumers(String virtualHost) {
        return inspect(
                virtualHost,
                vhost -> vhost.queues().stream()
                        .flatMap(queue -> queue.consumers().stream())
                        .map(EmbeddedAdmin::facts)
                        .toList());
    }

    @Override
    public List<ConnectionFacts> connections() {
        return broker().connections().stream().map(EmbeddedAdmin::facts).toList();
    }

    @Override
    public Optional<String> connectionState(String connectionName) {
        return broker().connections().stream()
                .filter(connection -> connection.name().equals(connectionName))
                .map(ConnectionInfo::state)
                .findFirst();
    }

    @Override
    public void closeConnection(String connectionName, String reason) {
        if (!broker().closeConnection(connectionName, reason)) {
            throw new AdminException("there is no connection " + connectionName);
        }
    }

    private <T> T inspect(String virtualHost, java.util.function.Function<VirtualHost, T> question) {
        try {
            return broker().inspect(virtualHost, question);
        } catch (IllegalArgumentException e) {
            throw new AdminException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectFacts facts(Exchange exchange, VirtualHost vhost) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("type", exchange.settings().type().typeName());
        facts.put("arguments", plain(exchange.settings().arguments()));
        facts.put("durable", exchange.settings().durable());
        facts.put("auto_delete", exchange.settings().autoDelete());
        facts.put("internal", exchange.settings().internal());
        if (exchange.isDelayed()) {
            facts.put("messages_delayed", vhost.delayedCount(exchange.name()));
        }
        return new ObjectFacts(exchange.settings().name(), facts);
    }

    private static ObjectFacts facts(QueueMachine queue) {
        QuorumKind quorum = queue.quorum();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("type", quorum == null ? "classic" : "quorum");
        facts.put("durable", queue.settings().durable());
        facts.put("auto_delete", queue.settings().autoDelete());
        facts.put("exclusive", queue.settings().owner() != null);
        facts.put("arguments", plain(queue.settings().arguments()));
        long letters = quorum == null ? 0 : quorum.letters();
        facts.put("messages", queue.messageCount() + queue.unackedCount() + letters);
        facts.put("messages_ready", queue.messageCount());
        facts.put("messages_unacknowledged", queue.unackedCount());
        facts.put("consumers", queue.consumerCount());
        if (quorum == null) {
            facts.put("backing_queue_status", Map.of("mode", queue.isLazy() ? "lazy" : "default"));
        } else {
            facts.put("leader", NODE);
            facts.put("members", List.of(NODE));
            facts.put("online", List.of(NODE));
        }
        return new ObjectFacts(queue.settings().name(), facts);
    }

    private static BindingFacts facts(Binding binding) {
        return new BindingFacts(
                binding.source().settings().name(),
                binding.destination().name(),
                binding.destination() instanceof QueueMachine ? "queue" : "exchange",
                binding.routingKey(),
                plain(binding.arguments()));
    }

    /** Policies and single active consumers aside, a consumer is up; a waiting one is not active. */
    private static ConsumerFacts facts(Consumer consumer) {
        boolean single =
                consumer.queue().settings().arguments().get("x-single-active-consumer") instanceof FieldValue.Bool flag
                        && flag.value();
        String status = !single ? "up" : consumer.isActive() ? "single_active" : "waiting";
        return new ConsumerFacts(consumer.queue().settings().name(), consumer.tag(), consumer.isActive(), status);
    }

    private static ConnectionFacts facts(ConnectionInfo connection) {
        String given = connection.givenName();
        return new ConnectionFacts(
                connection.name(), connection.user(), connection.vhost(), given == null ? "" : given);
    }

    private static Map<String, Object> plain(FieldTable table) {
        Map<String, Object> plain = new LinkedHashMap<>();
        table.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    /** As the HTTP API would show it in JSON: strings, numbers, booleans, lists and maps. */
    private static Object plain(FieldValue value) {
        if (value instanceof FieldValue.Bool bool) {
            return bool.value();
        } else if (value instanceof FieldValue.Int number) {
            return number.value() == (int) number.value() ? (Object) (int) number.value() : number.value();
        } else if (value instanceof FieldValue.Float64 number) {
            return number.value();
        } else if (value instanceof FieldValue.Nested nested) {
            return plain(nested.table());
        } else if (value instanceof FieldValue.Array array) {
            return array.values().stream().map(EmbeddedAdmin::plain).toList();
        }
        return value.toString();
    }
}
