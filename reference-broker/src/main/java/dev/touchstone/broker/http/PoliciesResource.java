package dev.touchstone.broker.http;

import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.InvalidPolicy;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.policy.PolicyBook;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Policies, and operator policies by the same words under another path (MGMT-19, POLICY-01 to POLICY-13). */
final class PoliciesResource {
    private final Site site;

    PoliciesResource(Site site) {
        this.site = site;
    }

    void addTo(Router router) {
        router.get("policies", call -> policies(call, false))
                .get("policies/:vhost", call -> policies(call, false))
                .get("policies/:vhost/:name", call -> policy(call, false))
                .put("policies/:vhost/:name", call -> put(call, false))
                .delete("policies/:vhost/:name", call -> delete(call, false))
                .get("operator-policies", call -> policies(call, true))
                .get("operator-policies/:vhost", call -> policies(call, true))
                .get("operator-policies/:vhost/:name", call -> policy(call, true))
                .put("operator-policies/:vhost/:name", call -> put(call, true))
                .delete("operator-policies/:vhost/:name", call -> delete(call, true));
    }

    /** A policy as lists and definitions show it. */
    static Doc doc(String vhost, Policy policy) {
        return new Doc()
                .with("vhost", vhost)
                .with("name", policy.name())
                .with("pattern", policy.pattern().pattern())
                .with("apply-to", policy.appliesTo().word())
                .with("definition", new TreeMap<>(policy.definition()))
                .with("priority", policy.priority());
    }

    private List<Policy> policies(VhostRoom room, boolean ofOperator) {
        PolicyBook book = site.census().policies(room);
        return ofOperator ? book.operatorPolicies() : book.policies();
    }

    private Reply policies(Call call, boolean ofOperator) {
        List<Listing.Row> rows = new ArrayList<>();
        for (VhostRoom room : site.allSeen(call)) {
            for (Policy policy : policies(room, ofOperator)) {
                rows.add(new Listing.Row(room.name(), policy.name(), () -> doc(room.name(), policy)));
            }
        }
        return new Listing(call.query()).of(rows);
    }

    private @Nullable Policy find(VhostRoom room, String name, boolean ofOperator) {
        return policies(room, ofOperator).stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Reply policy(Call call, boolean ofOperator) {
        VhostRoom room = site.seen(call);
        Policy policy = find(room, call.at("name"), ofOperator);
        if (policy == null) {
            throw ApiException.notFound();
        }
        return new Listing(call.query()).of(doc(room.name(), policy));
    }

    private VhostRoom changeable(Call call, boolean ofOperator) {
        if (ofOperator) {
            call.who().mustAdminister();
        } else {
            call.who().mustMakePolicies();
        }
        return site.seen(call);
    }

    private Reply put(Call call, boolean ofOperator) {
        VhostRoom room = changeable(call, ofOperator);
        boolean isNew = find(room, call.at("name"), ofOperator) == null;
        put(room, call.at("name"), call.body(), ofOperator);
        return Reply.put(isNew);
    }

    /** Sets a policy as a body or a definition says it. */
    void put(VhostRoom room, String name, Body body, boolean ofOperator) {
        body.require("pattern", "definition");
        Policy policy = policy(name, body, ofOperator);
        long nowMillis = site.broker().clock().millis();
        site.broker().ask(room, here -> {
            if (ofOperator) {
                here.vhost().setOperatorPolicy(policy, nowMillis);
            } else {
                here.vhost().setPolicy(policy, nowMillis);
            }
            return here;
        });
    }

    private Policy policy(String name, Body body, boolean ofOperator) {
        Dialect dialect = site.dialect();
        try {
            AppliesTo appliesTo = AppliesTo.named(body.text("apply-to", "all"), dialect);
            Object priority = body.has("priority") ? body.get("priority") : (Object) 0L;
            if (!(priority instanceof Long number)) {
                throw new InvalidPolicy("priority should be a number, actually was " + LimitsResource.term(priority));
            }
            String pattern = body.text("pattern", "");
            return ofOperator
                    ? Policy.ofOperator(name, pattern, appliesTo, number.intValue(), body.map("definition"), dialect)
                    : Policy.of(name, pattern, appliesTo, number.intValue(), body.map("definition"), dialect);
        } catch (InvalidPolicy e) {
            String sentence = String.valueOf(e.getMessage());
            // RabbitMQ makes those of users fit for web pages, and those of operators not.
            throw ApiException.invalid(
                    ofOperator
                            ? sentence
                            : sentence.replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace(">", "&gt;"));
        }
    }

    private Reply delete(Call call, boolean ofOperator) {
        VhostRoom room = changeable(call, ofOperator);
        String name = call.at("name");
        if (!clear(room, name, ofOperator)) {
            throw ApiException.notFound();
        }
        return Reply.done();
    }

    private boolean clear(VhostRoom room, String name, boolean ofOperator) {
        long nowMillis = site.broker().clock().millis();
        return site.broker()
                .ask(
                        room,
                        here -> ofOperator
                                ? here.vhost().clearOperatorPolicy(name, nowMillis)
                                : here.vhost().clearPolicy(name, nowMillis));
    }
}
