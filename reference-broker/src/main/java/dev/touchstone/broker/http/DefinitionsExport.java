package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.policy.PolicyBook;
import dev.touchstone.broker.wire.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes definitions. What belongs to one connection, and what every virtual host is born with, is not among them. */
final class DefinitionsExport {
    private final Site site;

    DefinitionsExport(Site site) {
        this.site = site;
    }

    Doc all() {
        AuthStore users = site.broker().users();
        List<VhostRoom> rooms = site.broker().rooms();
        Doc doc = versions()
                .with(
                        "users",
                        users.users().stream()
                                .map(user -> UsersResource.doc(site, user))
                                .toList())
                .with("vhosts", rooms.stream().map(DefinitionsExport::vhost).toList())
                .with(
                        "permissions",
                        users.grants().stream().map(PermissionsResource::doc).toList())
                .with(
                        "topic_permissions",
                        users.topicGrants().stream()
                                .map(PermissionsResource::doc)
                                .toList())
                .with("parameters", new ArrayList<>())
                .with("global_parameters", globals())
                .with("policies", new ArrayList<>())
                .with("queues", new ArrayList<>())
                .with("exchanges", new ArrayList<>())
                .with("bindings", new ArrayList<>());
        rooms.forEach(room -> add(room, doc, true));
        return doc;
    }

    /** The definitions of one virtual host, which name it nowhere. */
    Doc of(VhostRoom room) {
        Doc doc = new Doc()
                .with("rabbit_version", OverviewResource.VERSION)
                .with("parameters", new ArrayList<>())
                .with("policies", new ArrayList<>())
                .with("queues", new ArrayList<>())
                .with("exchanges", new ArrayList<>())
                .with("bindings", new ArrayList<>());
        add(room, doc, false);
        return doc;
    }

    private static Doc versions() {
        return new Doc()
                .with("rabbit_version", OverviewResource.VERSION)
                .with("rabbitmq_version", OverviewResource.VERSION)
                .with("product_name", OverviewResource.PRODUCT)
                .with("product_version", OverviewResource.PRODUCT_VERSION);
    }

    /** 3.10 says no more of a virtual host; limits are among the parameters. */
    private static Doc vhost(VhostRoom room) {
        return new Doc().with("name", room.name());
    }

    private List<Doc> globals() {
        List<Doc> globals = new ArrayList<>();
        site.broker().parameters().all().forEach((key, value) -> {
            if (key.isGlobal()) {
                globals.add(ParametersResource.globalDoc(key, value));
            }
        });
        return globals;
    }

    private void add(VhostRoom room, Doc doc, boolean withVhost) {
        String vhost = room.name();
        PolicyBook policies = site.census().policies(room);
        site.broker().parameters().all().forEach((key, value) -> {
            if (key.vhost().equals(vhost) && !key.isOwn() && !key.isGlobal()) {
                add(doc, "parameters", ParametersResource.doc(key, value), withVhost);
            }
        });
        policies.operatorPolicies().forEach(policy -> add(doc, "parameters", ofOperator(vhost, policy), withVhost));
        policies.policies().forEach(policy -> add(doc, "policies", PoliciesResource.doc(vhost, policy), withVhost));
        for (QueueFacts queue : site.census().queues(room)) {
            if (queue.settings().owner() == null) {
                add(doc, "queues", queue(vhost, queue), withVhost);
            }
        }
        for (Census.ExchangeFacts exchange : site.census().exchanges(room)) {
            if (!exchange.name().isEmpty() && !exchange.name().startsWith("amq.")) {
                add(doc, "exchanges", exchange(vhost, exchange), withVhost);
            }
        }
        for (Census.BindingFacts binding : site.census().bindings(room)) {
            if (!binding.source().isEmpty()) {
                add(doc, "bindings", binding(vhost, binding), withVhost);
            }
        }
    }

    @SuppressWarnings("unchecked") // this class put the lists there
    private static void add(Doc doc, String list, Map<String, Object> entry, boolean withVhost) {
        if (!withVhost) {
            entry.remove("vhost");
        }
        if (doc.get(list) instanceof List<?> entries) {
            ((List<Object>) entries).add(entry);
        }
    }

    private static Doc ofOperator(String vhost, Policy policy) {
        return ParametersResource.doc(
                new ParameterKey(vhost, ParametersResource.OPERATOR_POLICY, policy.name()),
                ParametersResource.value(policy));
    }

    private static Doc queue(String vhost, QueueFacts queue) {
        return new Doc()
                .with("arguments", PlainValues.of(queue.settings().arguments()))
                .with("auto_delete", queue.settings().autoDelete())
                .with("durable", queue.settings().durable())
                .with("name", queue.name())
                .with("vhost", vhost);
    }

    private static Doc exchange(String vhost, Census.ExchangeFacts exchange) {
        return new Doc()
                .with("arguments", PlainValues.of(exchange.settings().arguments()))
                .with("auto_delete", exchange.settings().autoDelete())
                .with("durable", exchange.settings().durable())
                .with("internal", exchange.settings().internal())
                .with("name", exchange.name())
                .with("type", exchange.settings().type().typeName())
                .with("vhost", vhost);
    }

    private static Doc binding(String vhost, Census.BindingFacts binding) {
        Doc doc = ObjectDocs.binding(vhost, binding);
        doc.remove("properties_key");
        return doc;
    }
}
