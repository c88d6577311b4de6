package dev.touchstone.suite.cases.policy;

import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies that are refused. */
@Conformance
@Needs({Capability.POLICIES, Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class PolicyValidationCases {
    private final String nothing = "^nothing$";

    private static ManagementBench.Resource place(Lab lab, String kind) {
        return ManagementBench.of(lab).at(kind, lab.freshVirtualHost().virtualHost(), "p");
    }

    /** Sets one key and expects that it is taken, whether or not there was one before. */
    private void accept(ManagementBench.Resource place, Object... definition) {
        ManagementBench.Reply reply = place.put(PolicyBench.body(nothing, 0, definition));
        if (reply.status() != 204) {
            reply.expect(201);
        }
        place.get().expectAt("/definition", QueueBench.arguments(definition));
    }

    private void refuse(ManagementBench.Resource place, String text, Object... definition) {
        place.put(PolicyBench.body(nothing, 0, definition)).expectBad(text);
    }

    @Test
    @Rule("POLICY-06")
    void operatorPoliciesTakeLimitsOnly(Lab lab) {
        ManagementBench.Resource place = place(lab, "operator-policies");
        for (String key : List.of(
                "expires",
                "message-ttl",
                "max-length",
                "max-length-bytes",
                "max-in-memory-length",
                "max-in-memory-bytes",
                "delivery-limit")) {
            accept(place, key, 5);
        }
        refuse(place, "are not recognised policy settings", "dead-letter-exchange", "x");
        refuse(place, "are not recognised policy settings", "dead-letter-routing-key", "x");
        refuse(place, "are not recognised policy settings", "alternate-exchange", "x");
        refuse(place, "are not recognised policy settings", "ha-mode", "all");
        refuse(place, "are not recognised policy settings", "overflow", "reject-publish");
        refuse(place, "are not recognised policy settings", "queue-mode", "lazy");
        refuse(place, "not a valid maximum length", "max-length", -1);
        place.get().expectAt("/definition", Map.of("delivery-limit", 5));
    }

    @Test
    @Rule("POLICY-08")
    void valuesOutOfRangeAndUnknownKeysAreRefused(Lab lab) {
        ManagementBench.Resource place = place(lab, "policies");
        refuse(place, "no policy provided");
        refuse(place, "are not recognised policy settings", "foo", 1);
        refuse(place, "are not recognised policy settings", "x-max-length", 1);
        refuse(place, "are not recognised policy settings", "max-length", 1, "x-message-ttl", 1);
        refuse(place, "-1 is not a valid maximum length", "max-length", -1);
        refuse(place, "not a valid maximum length", "max-length", "1");
        refuse(place, "-1 is not a valid maximum length in bytes", "max-length-bytes", -1);
        refuse(place, "-1 is not a valid message TTL", "message-ttl", -1);
        refuse(place, "1.5 is not a valid message TTL", "message-ttl", 1.5);
        refuse(place, "0 is not a valid queue expiry", "expires", 0);
        refuse(place, "-1 is not a valid queue expiry", "expires", -1);
        refuse(place, "-1 is not a valid delivery limit", "delivery-limit", -1);
        refuse(place, "is not a valid overflow value", "overflow", "explode");
        refuse(place, "is not a valid queue-mode value", "queue-mode", "foo");
        refuse(place, "1 is not a valid dead letter exchange name", "dead-letter-exchange", 1);
        refuse(place, "1 is not a valid alternate exchange name", "alternate-exchange", 1);
        place.get().expect(404);
        accept(place, "message-ttl", 0);
        accept(place, "max-length", 0);
    }

    @Test
    @Rule("POLICY-08")
    void badPatternsPrioritiesAndKindsAreRefused(Lab lab) {
        ManagementBench.Resource place = place(lab, "policies");
        Map<String, Object> wrong = new LinkedHashMap<>();
        wrong.put("pattern", "(");
        wrong.put("priority", "x");
        wrong.put("apply-to", "bananas");
        Map<String, String> texts = Map.of(
                "pattern", "pattern should be regular expression",
                "priority", "priority should be a number",
                "apply-to", "apply-to 'bananas' unrecognised");
        wrong.forEach((key, value) -> {
            Map<String, Object> body = PolicyBench.body(nothing, 0, "max-length", 1);
            body.put(key, value);
            place.put(body).expectBad(texts.getOrDefault(key, ""));
        });
        place.put(PolicyBench.body(nothing, -3, "max-length", 1)).expect(201);
        place.get().expectAt("/priority", -3);
    }

    @Test
    @Rule("POLICY-09")
    void mirroringKeysAreChecked(Lab lab) {
        ManagementBench.Resource place = place(lab, "policies");
        refuse(place, "is not a valid ha-mode value", "ha-mode", "bogus");
        refuse(place, "does not take parameters", "ha-mode", "all", "ha-params", 1);
        refuse(place, "takes an integer", "ha-mode", "exactly");
        refuse(place, "takes an integer", "ha-mode", "exactly", "ha-params", 0);
        refuse(place, "takes an integer", "ha-mode", "exactly", "ha-params", "2");
        refuse(place, "list must be non-empty", "ha-mode", "nodes", "ha-params", List.of());
        refuse(place, "takes a list", "ha-mode", "nodes", "ha-params", "a");
        for (Object[] alone :
                List.of(new Object[] {"ha-params", 2}, new Object[] {"ha-sync-mode", "manual"}, new Object[] {
                    "ha-promote-on-shutdown", "always"
                })) {
            refuse(place, "ha-mode must be specified", alone);
        }
        refuse(place, "ha-sync-mode must be", "ha-mode", "all", "ha-sync-mode", "bogus");
        refuse(place, "ha-promote-on-shutdown must be", "ha-mode", "all", "ha-promote-on-shutdown", "x");
        refuse(place, "ha-promote-on-failure must be", "ha-mode", "all", "ha-promote-on-failure", "x");
        accept(place, "ha-mode", "all", "ha-sync-mode", "manual");
        accept(place, "ha-mode", "exactly", "ha-params", 2, "ha-sync-mode", "automatic");
        accept(place, "ha-mode", "nodes", "ha-params", List.of("a@b"));
        for (String value : List.of("always", "when-synced")) {
            accept(place, "ha-mode", "all", "ha-promote-on-shutdown", value, "ha-promote-on-failure", value);
        }
    }
}
