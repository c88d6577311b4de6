package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.params.ParameterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Limits of virtual hosts and users (VHOST-04 to VHOST-07). */
final class LimitsResource {
    private static final Set<String> OF_VHOSTS = Set.of("max-connections", "max-queues");
    private static final Set<String> OF_USERS = Set.of("max-connections", "max-channels");

    private final Site site;

    LimitsResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("vhost-limits", this::ofVhosts)
                .get("vhost-limits/:vhost", this::ofVhosts)
                .put("vhost-limits/:vhost/:name", this::limitVhost)
                .delete("vhost-limits/:vhost/:name", this::freeVhost)
                .get("user-limits", this::ofUsers)
                .get("user-limits/:user", this::ofUsers)
                .put("user-limits/:user/:name", this::limitUser)
                .delete("user-limits/:user/:name", this::freeUser);
    }

    /** Refuses limits that are not known or no whole numbers (VHOST-06). */
    static void checkOfVhosts(Map<String, Object> limits) {
        String wrong = wrong(limits, OF_VHOSTS, "limits");
        if (wrong != null) {
            throw ApiException.invalid(wrong);
        }
    }

    /** The same for those of users, which RabbitMQ refuses in fewer words. */
    static void checkOfUsers(Map<String, Object> limits) {
        String wrong = wrong(limits, OF_USERS, "user-limits");
        if (wrong != null) {
            throw ApiException.badRequest(wrong);
        }
    }

    private static @Nullable String wrong(Map<String, Object> limits, Set<String> known, String where) {
        for (Map.Entry<String, Object> limit : limits.entrySet()) {
            String name = limit.getKey();
            if (!known.contains(name)) {
                return "Unrecognised terms [{<<\"" + name + "\">>," + term(limit.getValue()) + "}] in " + where;
            }
            if (!(limit.getValue() instanceof Long)) {
                return name + " should be a number, actually was " + term(limit.getValue());
            }
        }
        return null;
    }

    /** A value as Erlang prints it. */
    static String term(@Nullable Object value) {
        return value instanceof String text ? "<<\"" + text + "\">>" : String.valueOf(value);
    }

    private Reply ofVhosts(Call call) {
        List<Doc> docs = new ArrayList<>();
        for (VhostRoom room : site.allSeen(call)) {
            Map<String, Object> limits = site.broker().parameters().map(ParameterKey.limitsOf(room.name()));
            if (!limits.isEmpty()) {
                docs.add(new Doc().with("vhost", room.name()).with("value", limits));
            }
        }
        return Reply.of(docs);
    }

    private static Doc limit(Call call) {
        return new Doc().with(call.at("name"), call.body().require("value").get("value"));
    }

    private static long value(Doc limit) {
        return limit.values().iterator().next() instanceof Long number ? number : -1;
    }

    private Reply limitVhost(Call call) {
        call.who().mustAdminister();
        VhostRoom room = site.room(call.at("vhost"));
        Doc limit = limit(call);
        checkOfVhosts(limit);
        site.broker().limitVirtualHost(room.name(), call.at("name"), value(limit));
        return Reply.done();
    }

    private Reply freeVhost(Call call) {
        call.who().mustAdminister();
        VhostRoom room = site.room(call.at("vhost"));
        site.broker().limitVirtualHost(room.name(), call.at("name"), null);
        return Reply.done();
    }

    private Reply ofUsers(Call call) {
        String one = call.maybeAt("user");
        if (one != null && call.who().isAdministrator()) {
            UsersResource.known(site, one);
        }
        List<Doc> docs = new ArrayList<>();
        site.broker().users().users().forEach(user -> {
            Map<String, Object> limits = site.broker().parameters().map(ParameterKey.userLimits(user.name()));
            boolean isShown = call.who().isAdministrator()
                    || user.name().equals(call.who().name());
            if (isShown && !limits.isEmpty() && (one == null || one.equals(user.name()))) {
                docs.add(new Doc().with("user", user.name()).with("value", limits));
            }
        });
        return Reply.of(docs);
    }

    private Reply limitUser(Call call) {
        call.who().mustAdminister();
        UsersResource.known(site, call.at("user"));
        Doc limit = limit(call);
        checkOfUsers(limit);
        site.broker().limitUser(call.at("user"), call.at("name"), value(limit));
        return Reply.done();
    }

    private Reply freeUser(Call call) {
        call.who().mustAdminister();
        UsersResource.known(site, call.at("user"));
        site.broker().limitUser(call.at("user"), call.at("name"), null);
        return Reply.done();
    }
}
