package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.vhost.ExchangeDeclaration;
import dev.touchstone.broker.vhost.QueueDeclaration;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads definitions. What is there stays as it is, what is missing is made; users, permissions, policies and parameters are replaced. */
final class DefinitionsImport {
    /** In whose name things are made, without asking anybody's permissions. */
    private static final String INTERNAL = "rmq-internal";

    private final Site site;
    private final PermissionsResource permissions;
    private final PoliciesResource policies;
    private final ParametersResource parameters;

    DefinitionsImport(
            Site site, PermissionsResource permissions, PoliciesResource policies, ParametersResource parameters) {
        this.site = site;
        this.permissions = permissions;
        this.policies = policies;
        this.parameters = parameters;
    }

    void all(Body definitions) {
        each(definitions, "users", this::user);
        each(definitions, "vhosts", this::vhost);
        each(definitions, "permissions", entry -> permissions.put(vhostOf(entry), entry.text("user", ""), entry));
        each(
                definitions,
                "topic_permissions",
                entry -> permissions.putTopic(vhostOf(entry), entry.text("user", ""), entry));
        each(definitions, "parameters", this::parameter);
        each(definitions, "global_parameters", entry -> parameters.putGlobal(entry.text("name", ""), entry));
        each(definitions, "policies", this::policy);
        each(definitions, "queues", this::queue);
        each(definitions, "exchanges", this::exchange);
        each(definitions, "bindings", this::binding);
    }

    void into(String vhost, Body definitions) {
        each(definitions, "parameters", entry -> parameter(DefinitionsResource.in(vhost, entry)));
        each(definitions, "policies", entry -> policy(DefinitionsResource.in(vhost, entry)));
        each(definitions, "queues", entry -> queue(DefinitionsResource.in(vhost, entry)));
        each(definitions, "exchanges", entry -> exchange(DefinitionsResource.in(vhost, entry)));
        each(definitions, "bindings", entry -> binding(DefinitionsResource.in(vhost, entry)));
    }

    private static void each(Body definitions, String list, Consumer<Body> task) {
        definitions.list(list).forEach(task);
    }

    private static String vhostOf(Body entry) {
        return entry.text("vhost", "/");
    }

    private VhostRoom room(Body entry) {
        VhostRoom room = site.broker().room(vhostOf(entry));
        if (room == null) {
            throw ApiException.badTerm("no_such_vhost", vhostOf(entry));
        }
        return room;
    }

    private void user(Body entry) {
        String name = entry.text("name", "");
        UsersResource.put(site, name, entry);
        Map<String, Object> limits = entry.map("limits");
        LimitsResource.checkOfUsers(limits);
        limits.forEach((limit, value) -> site.broker().limitUser(name, limit, (Long) value));
    }

    private void vhost(Body entry) {
        String name = entry.text("name", "");
        VhostsResource.put(site, name, entry);
        entry.list("limits").forEach(limit -> {
            String key = limit.text("name", "");
            LimitsResource.checkOfVhosts(new Doc().with(key, limit.get("value")));
            site.broker().limitVirtualHost(name, key, limit.number("value", -1));
        });
    }

    private void parameter(Body entry) {
        String name = entry.text("name", "");
        if (entry.text("component", "").equals(ParametersResource.OPERATOR_POLICY)) {
            policies.put(room(entry), name, new Body(entry.map("value")), true);
        } else {
            parameters.put(new ParameterKey(room(entry).name(), entry.text("component", ""), name), entry);
        }
    }

    private void policy(Body entry) {
        policies.put(room(entry), entry.text("name", ""), entry, false);
    }

    /** Something to make as nobody in particular. */
    private interface Making {
        void make(VhostRoom room, Caller caller) throws ProtocolException;
    }

    private void make(Body entry, Making making) {
        VhostRoom room = room(entry);
        AuthStore everything = new AuthStore(() -> 0);
        everything.putUser(new User(INTERNAL, null, List.of()));
        everything.setPermissions(INTERNAL, room.name(), Permissions.ALL);
        site.run(everything, INTERNAL, room, (here, caller) -> {
            making.make(here, caller);
            return here;
        });
    }

    private void queue(Body entry) {
        String name = entry.text("name", "");
        FieldTable given = entry.table("arguments");
        String type = entry.text("type", "classic");
        FieldTable arguments = type.equals("classic") || given.contains("x-queue-type")
                ? given
                : given.with("x-queue-type", FieldValue.Text.of(type));
        make(entry, (room, caller) -> {
            if (room.vhost().queue(name) == null) {
                room.vhost()
                        .declareQueue(
                                caller,
                                new QueueDeclaration(
                                        name,
                                        false,
                                        entry.flag("durable", true),
                                        false,
                                        entry.flag("auto_delete", false),
                                        arguments),
                                room.scope().nowMillis());
            }
        });
    }

    private void exchange(Body entry) {
        String name = entry.text("name", "");
        make(entry, (room, caller) -> {
            if (room.vhost().exchange(name) == null) {
                room.vhost()
                        .declareExchange(
                                caller,
                                new ExchangeDeclaration(
                                        name,
                                        entry.text("type", "direct"),
                                        false,
                                        entry.flag("durable", true),
                                        entry.flag("auto_delete", false),
                                        entry.flag("internal", false),
                                        entry.table("arguments")));
            }
        });
    }

    private void binding(Body entry) {
        String source = entry.text("source", "");
        String destination = entry.text("destination", "");
        String key = entry.text("routing_key", "");
        FieldTable arguments = entry.table("arguments");
        boolean toQueue = entry.text("destination_type", "queue").equals("queue");
        make(entry, (room, caller) -> {
            if (toQueue) {
                room.vhost().bindQueue(caller, destination, source, key, arguments);
            } else {
                room.vhost().bindExchange(caller, destination, source, key, arguments);
            }
        });
    }
}
