package dev.touchstone.suite.cases.mgmt;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users, permissions, policies and parameters over the management API. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class AdministrationApiCases {
    @Test
    @Rule("MGMT-17")
    void usersAreMadeShownChangedAndDeleted(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String name = lab.userName();
        ManagementBench.Resource user = http.at("users", name);
        user.get().expect(404);
        user.put(Map.of("password", "secret", "tags", "management,custom")).expect(201);
        ManagementBench.Reply shown = user.get()
                .expect(200)
                .expectFields("", "password_hash")
                .expectAt("/name", name)
                .expectAt("/hashing_algorithm", "rabbit_password_hashing_sha256")
                .expectAt("/tags", List.of("management", "custom"))
                .expectAt("/limits", Map.of());
        Expect.that(!shown.answer().body().contains("secret"), "no password in the answer", shown.answer()::body);
        http.at("users").get().expectListed("name", name);
        http.as(lab.endpoint().withUser(name, "secret")).at("whoami").get().expect(200);
        user.put(Map.of("password", "other", "tags", List.of("management"))).expect(204);
        http.as(lab.endpoint().withUser(name, "secret")).at("whoami").get().expect(401);
        http.as(lab.endpoint().withUser(name, "other")).at("whoami").get().expect(200);
        user.deleteTwice();
        http.as(lab.endpoint().withUser(name, "other")).at("whoami").get().expect(401);
    }

    /** The hash of RabbitMQ's documentation: salt 908DC60A, password test12. */
    @Test
    @Rule("MGMT-17")
    void aUserIsMadeWithAHashAndItsAlgorithm(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String name = lab.userName();
        http.at("users", name)
                .put(Map.of("password_hash", "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR", "tags", "management"))
                .expect(201);
        http.as(lab.endpoint().withUser(name, "test12")).at("whoami").get().expect(200);
        String other = lab.userName();
        http.at("users", other)
                .put(Map.of(
                        "password_hash",
                        "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR",
                        "tags",
                        "",
                        "hashing_algorithm",
                        "rabbit_password_hashing_sha512"))
                .expect(201);
        http.at("users", other).get().expectAt("/hashing_algorithm", "rabbit_password_hashing_sha512");
        http.at("users", other).put(Map.of("password_hash", "!!", "tags", "")).expectBad("not_base64");
    }

    @Test
    @Rule("MGMT-17")
    void usersAreListedWithoutPermissionsAndDeletedInBulk(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String one = lab.userName();
        String two = lab.userName();
        for (String name : List.of(one, two)) {
            http.at("users", name).put(Map.of("password", "x", "tags", "")).expect(201);
        }
        lab.admin().setPermissions(two, lab.endpoint().virtualHost(), Permissions.NONE);
        List<String> without =
                http.at("users", "without-permissions").get().expect(200).column("name");
        Expect.that(without.contains(one) && !without.contains(two), one + " and not " + two, without::toString);
        http.at("users", "bulk-delete").post(Map.of("users", List.of(one, two))).expect(204);
        http.at("users", one).get().expect(404);
        http.at("users", two).get().expect(404);
        http.at("users", "bulk-delete").post(Map.of()).expectBad("key_missing,users");
    }

    @Test
    @Rule("MGMT-18")
    void permissionsArePutShownListedAndDeleted(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        String user = lab.user(Permissions.ALL).user();
        lab.admin().clearPermissions(user, lab.endpoint().virtualHost());
        ManagementBench.Resource record = http.at("permissions", home, user);
        Map<String, Object> body = Map.of("configure", "^c", "write", "^w", "read", "^r");
        record.get().expect(404);
        record.putTwice(body);
        Map<String, Object> shown =
                QueueBench.arguments("user", user, "vhost", home, "configure", "^c", "write", "^w", "read", "^r");
        record.get().expect(200).expectJson(shown);
        http.at("users", user, "permissions").get().expect(200).expectJson(List.of(shown));
        http.at("vhosts", home, "permissions").get().expect(200).expectListed("user", user);
        record.put(Map.of("configure", "", "write", "")).expectBad("key_missing,read");
        http.at("permissions", home, lab.name("missing")).put(body).expectBad("vhost_or_user_not_found");
        http.at("permissions", lab.name("missing"), user).put(body).expectBad("vhost_or_user_not_found");
        record.deleteTwice();
    }

    @Test
    @Rule("MGMT-18")
    void topicPermissionsArePutShownListedAndDeleted(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        Endpoint user = lab.user(Permissions.ALL);
        String home = user.virtualHost();
        ManagementBench.Resource record = http.at("topic-permissions", home, user.user());
        record.get().expect(404);
        record.put(Map.of("exchange", "amq.topic", "write", "^w", "read", "^r")).expect(201);
        Map<String, Object> shown = QueueBench.arguments(
                "user", user.user(), "vhost", home, "exchange", "amq.topic", "write", "^w", "read", "^r");
        record.get().expect(200).expectJson(List.of(shown));
        http.at("users", user.user(), "topic-permissions").get().expectJson(List.of(shown));
        http.at("vhosts", home, "topic-permissions").get().expect(200).expectListed("user", user.user());
        record.deleteTwice();
    }

    @Test
    @Rule("MGMT-19")
    void policiesAndOperatorPoliciesArePutShownListedAndDeleted(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        String name = lab.name("policy");
        for (String kind : List.of("policies", "operator-policies")) {
            ManagementBench.Resource policy = http.at(kind, home, name);
            Map<String, Object> body = QueueBench.arguments(
                    "pattern", "^nothing$", "apply-to", "queues", "definition", Map.of("max-length", 3), "priority", 2);
            policy.putTwice(body);
            Map<String, Object> shown = new java.util.LinkedHashMap<>(body);
            shown.put("vhost", home);
            shown.put("name", name);
            policy.get().expect(200).expectJson(shown);
            for (ManagementBench.Resource list : List.of(http.at(kind, home), http.at(kind))) {
                list.get().expect(200).expectListed("name", name);
            }
            policy.put(Map.of("pattern", "a")).expectBad("key_missing,definition");
            policy.put(Map.of("definition", Map.of("max-length", 3))).expectBad("key_missing,pattern");
            policy.deleteTwice();
        }
    }

    @Test
    @Rule("MGMT-20")
    void parametersArePutShownListedAndDeleted(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        ManagementBench.Resource limits = http.at("parameters", "vhost-limits", home, "limits");
        limits.get().expect(404);
        limits.put(Map.of("value", Map.of("max-connections", 100_000))).expect(201);
        limits.put(Map.of("value", Map.of("max-connections", 200_000))).expect(204);
        Map<String, Object> shown = QueueBench.arguments(
                "value",
                Map.of("max-connections", 200_000),
                "vhost",
                home,
                "component",
                "vhost-limits",
                "name",
                "limits");
        limits.get().expect(200).expectJson(shown);
        http.at("parameters", "vhost-limits", home).get().expectJson(List.of(shown));
        http.at("vhost-limits", home)
                .get()
                .expectJson(List.of(Map.of("vhost", home, "value", Map.of("max-connections", 200_000))));
        limits.put(Map.of("value", Map.of("max-foo", 5))).expect(400);
        limits.put(Map.of()).expectBad("key_missing,value");
        http.at("parameters", "nope", home, "p").put(Map.of("value", 1)).expectBad("component nope not found");
        limits.deleteTwice();
    }

    @Test
    @Rule("MGMT-20")
    void globalParametersTakeAnyJson(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String name = lab.name("global");
        ManagementBench.Resource parameter = http.at("global-parameters", name);
        Object value = List.of(1, Map.of("a", true), "text");
        try {
            parameter.put(Map.of("value", value)).expect(201);
            parameter.get().expect(200).expectJson(Map.of("name", name, "value", value));
            parameter.put(Map.of("value", 2)).expect(204);
            parameter.get().expectAt("/value", 2);
            http.at("global-parameters").get().expect(200).expectListed("name", name);
            parameter.put(Map.of()).expectBad("key_missing,value");
        } finally {
            parameter.delete();
        }
        parameter.get().expect(404);
        parameter.delete().expect(404);
    }
}
