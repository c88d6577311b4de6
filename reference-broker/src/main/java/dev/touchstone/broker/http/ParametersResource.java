package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.params.Parameters;
import dev.touchstone.broker.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runtime parameters and global parameters (MGMT-20). */
final class ParametersResource {
    private static final String SHOVEL = "shovel";

    /** What RabbitMQ and the plugins that come with it keep as parameters. */
    private static final Set<String> COMPONENTS =
            Set.of(ParameterKey.VHOST_LIMITS, "federation-upstream", "federation-upstream-set", SHOVEL);

    /** Operator policies are shown and exported as parameters of this component. */
    static final String OPERATOR_POLICY = "operator_policy";

    private static final String VALUE = "value";

    private final Site site;

    ParametersResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("parameters", this::parameters)
                .get("parameters/:component", this::parameters)
                .get("parameters/:component/:vhost", this::parameters)
                .get("parameters/:component/:vhost/:name", this::parameter)
                .put("parameters/:component/:vhost/:name", this::put)
                .delete("parameters/:component/:vhost/:name", this::delete)
                .get("shovels", this::shovels)
                .get("shovels/:vhost", this::shovels)
                .get("global-parameters", this::globals)
                .get("global-parameters/:name", this::global)
                .put("global-parameters/:name", this::putGlobal)
                .delete("global-parameters/:name", this::deleteGlobal);
    }

    private Parameters store() {
        return site.broker().parameters();
    }

    /** A runtime parameter as lists and definitions show it. */
    static Doc doc(ParameterKey key, Object value) {
        return new Doc()
                .with(VALUE, value)
                .with("vhost", key.vhost())
                .with("component", key.component())
                .with("name", key.name());
    }

    static Doc globalDoc(ParameterKey key, Object value) {
        return new Doc().with("name", key.name()).with(VALUE, value);
    }

    private Reply parameters(Call call) {
        call.who().mustMakePolicies();
        String component = call.maybeAt("component");
        String vhost = call.maybeAt("vhost");
        if (vhost != null) {
            site.seen(call);
        }
        List<Listing.Row> rows = all().entrySet().stream()
                .filter(entry -> component == null || entry.getKey().component().equals(component))
                .filter(entry -> vhost == null || entry.getKey().vhost().equals(vhost))
                .filter(entry -> call.who().isAdministrator()
                        || call.who().mayEnter(entry.getKey().vhost()))
                .map(entry -> new Listing.Row(
                        entry.getKey().vhost(), entry.getKey().name(), () -> doc(entry.getKey(), entry.getValue())))
                .toList();
        return new Listing(call.query()).of(rows);
    }

    /** Runtime parameters; operator policies are kept elsewhere and are shown among them too. */
    private Map<ParameterKey, Object> all() {
        Map<ParameterKey, Object> all = new LinkedHashMap<>(store().all());
        all.keySet().removeIf(key -> key.isOwn() || key.isGlobal());
        for (VhostRoom room : site.broker().rooms()) {
            for (Policy policy : site.census().policies(room).operatorPolicies()) {
                all.put(new ParameterKey(room.name(), OPERATOR_POLICY, policy.name()), value(policy));
            }
        }
        return all;
    }

    /** An operator policy as the value of a parameter. */
    static Doc value(Policy policy) {
        return new Doc()
                .with("pattern", policy.pattern().pattern())
                .with("definition", new TreeMap<>(policy.definition()))
                .with("priority", policy.priority())
                .with("apply-to", policy.appliesTo().word());
    }

    private ParameterKey key(Call call) {
        call.who().mustMakePolicies();
        site.seen(call);
        return new ParameterKey(call.at("vhost"), call.at("component"), call.at("name"));
    }

    private Reply parameter(Call call) {
        ParameterKey key = key(call);
        Object value = key.isOwn() ? null : store().get(key);
        if (value == null) {
            throw ApiException.notFound();
        }
        return new Listing(call.query()).of(doc(key, value));
    }

    private Reply put(Call call) {
        ParameterKey key = key(call);
        return Reply.put(put(key, call.body()));
    }

    /** Sets a runtime parameter; limits of virtual hosts hold at once. */
    boolean put(ParameterKey key, Body body) {
        body.require(VALUE);
        if (!COMPONENTS.contains(key.component())) {
            throw ApiException.invalid("component " + key.component() + " not found");
        }
        Object value = body.require(VALUE).get(VALUE);
        if (value == null) {
            throw ApiException.badRequest("a parameter needs a value");
        }
        if (!key.component().equals(ParameterKey.VHOST_LIMITS)) {
            return store().put(key, value);
        }
        boolean isNew = store().get(key) == null;
        if (!(value instanceof Map<?, ?> limits)) {
            throw ApiException.badRequest("limits should be an object");
        }
        LimitsResource.checkOfVhosts(Json.fields(limits));
        Json.fields(limits).forEach((name, limit) -> site.broker().limitVirtualHost(key.vhost(), name, (Long) limit));
        return isNew;
    }

    private Reply delete(Call call) {
        ParameterKey key = key(call);
        if (key.isOwn() || store().get(key) == null) {
            throw ApiException.notFound();
        }
        if (key.component().equals(ParameterKey.VHOST_LIMITS)) {
            store().map(key).keySet().forEach(name -> site.broker().limitVirtualHost(key.vhost(), name, null));
        } else {
            store().remove(key);
        }
        return Reply.done();
    }

    /** Shovels are kept and shown; none of them runs here, and this says so. */
    private Reply shovels(Call call) {
        call.who().mustMonitor();
        List<String> vhosts = site.allSeen(call).stream().map(VhostRoom::name).toList();
        return new Listing(call.query())
                .of(store().all().keySet().stream()
                        .filter(key -> key.component().equals(SHOVEL) && vhosts.contains(key.vhost()))
                        .map(key -> new Listing.Row(
                                key.vhost(),
                                key.name(),
                                () -> new Doc()
                                        .with("name", key.name())
                                        .with("node", Site.NODE)
                                        .with("reason", "shovels do not run here")
                                        .with("state", "terminated")
                                        .with("type", "dynamic")
                                        .with("vhost", key.vhost())))
                        .toList());
    }

    private Reply globals(Call call) {
        call.who().mustMakePolicies();
        return new Listing(call.query())
                .of(store().all().entrySet().stream()
                        .filter(entry -> entry.getKey().isGlobal())
                        .map(entry -> new Listing.Row(
                                "", entry.getKey().name(), () -> globalDoc(entry.getKey(), entry.getValue())))
                        .toList());
    }

    private Reply global(Call call) {
        call.who().mustMakePolicies();
        ParameterKey key = ParameterKey.global(call.at("name"));
        Object value = store().get(key);
        if (value == null) {
            throw ApiException.notFound();
        }
        return new Listing(call.query()).of(globalDoc(key, value));
    }

    private Reply putGlobal(Call call) {
        call.who().mustMakePolicies();
        return Reply.put(putGlobal(call.at("name"), call.body()));
    }

    boolean putGlobal(String name, Body body) {
        Object value = body.require(VALUE).get(VALUE);
        if (value == null) {
            throw ApiException.badRequest("a parameter needs a value");
        }
        return store().put(ParameterKey.global(name), value);
    }

    private Reply deleteGlobal(Call call) {
        call.who().mustMakePolicies();
        if (!store().remove(ParameterKey.global(call.at("name")))) {
            throw ApiException.notFound();
        }
        return Reply.done();
    }
}
