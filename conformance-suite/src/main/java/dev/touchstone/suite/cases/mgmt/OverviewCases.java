package dev.touchstone.suite.cases.mgmt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the management API says about the broker as a whole. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class OverviewCases {
    private static final String[] FOR_ALL = {
        "management_version",
        "rabbitmq_version",
        "product_name",
        "product_version",
        "erlang_version",
        "cluster_name",
        "exchange_types",
        "object_totals",
        "queue_totals",
        "message_stats",
        "churn_rates",
    };

    private static String node(ManagementBench http) {
        return http.at("overview").get().expect(200).json().path("node").asText();
    }

    @Test
    @Rule({"MGMT-02", "MGMT-05"})
    void theOverviewCountsObjectsAndMessages(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "one", "two");
        channel.get(queue);
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Reply shown = http.at("overview")
                .awaitReply(
                        "totals of messages, connections and channels",
                        all -> all.at("/queue_totals/messages").asInt() >= 2
                                && all.at("/queue_totals").has("messages_ready")
                                && all.at("/queue_totals/messages_unacknowledged")
                                                .asInt()
                                        >= 1
                                && all.at("/object_totals/connections").asInt() >= 1
                                && all.at("/object_totals/channels").asInt() >= 1
                                && all.at("/message_stats").has("publish"));
        shown.expectFields("", FOR_ALL);
        shown.expectFields("", "node", "listeners", "contexts");
        shown.expectFields("/object_totals", "connections", "channels", "exchanges", "queues", "consumers");
        Set<String> types = new HashSet<>(shown.json().path("exchange_types").findValuesAsText("name"));
        Expect.that(
                types.containsAll(Set.of("direct", "fanout", "headers", "topic")),
                "the four exchange types",
                types::toString);
    }

    @Test
    @Rule("MGMT-02")
    void nodeListenersAndContextsAreForMonitoringAndUp(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        for (String tag : List.of("management", "policymaker", "monitoring", "administrator")) {
            ManagementBench.Reply shown = http.as(lab.user(Permissions.ALL, tag))
                    .at("overview")
                    .get()
                    .expect(200)
                    .expectFields("", FOR_ALL);
            if (tag.equals("monitoring") || tag.equals("administrator")) {
                shown.expectFields("", "node", "listeners", "contexts");
            } else {
                shown.expectNoFields("", "node", "listeners", "contexts");
            }
        }
    }

    @Test
    @Rule({"MGMT-03", "MGMT-05"})
    void nodesAreShownWithTheirResources(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String node = node(http);
        String[] facts = {
            "name",
            "type",
            "running",
            "mem_used",
            "mem_limit",
            "mem_alarm",
            "disk_free",
            "disk_free_limit",
            "disk_free_alarm",
            "fd_used",
            "fd_total",
            "sockets_used",
            "sockets_total",
            "proc_used",
            "proc_total",
            "uptime",
            "run_queue",
            "partitions",
            "enabled_plugins",
            "applications",
            "auth_mechanisms",
        };
        ManagementBench.Reply reply = http.at("nodes", node)
                .awaitReply("memory used", shown -> shown.path("mem_used").asLong() > 0 && shown.has("fd_used"));
        reply.expectFields("", facts)
                .expectAt("/name", node)
                .expectAt("/type", "disc")
                .expectAt("/running", true)
                .expectAt("/mem_alarm", false)
                .expectAt("/disk_free_alarm", false)
                .expectAt("/partitions", List.of());
        http.at("nodes").get().expect(200).expectFields("/0", facts);
        Set<String> mechanisms =
                new HashSet<>(reply.json().path("auth_mechanisms").findValuesAsText("name"));
        Expect.that(mechanisms.containsAll(Set.of("PLAIN", "AMQPLAIN")), "both mechanisms", mechanisms::toString);
    }

    @Test
    @Needs(Capability.OWN_LISTENER)
    @Rule("MGMT-23")
    void healthChecksAreOkOrFailedWithAReason(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        int port = lab.endpoint().port();
        for (String check : List.of(
                "alarms",
                "local-alarms",
                "port-listener/" + port,
                "certificate-expiration/1/days",
                "node-is-quorum-critical",
                "node-is-mirror-sync-critical")) {
            http.path("health/checks/" + check).get().expect(200).expectAt("/status", "ok");
        }
        if (lab.endpoint().tls().isEmpty()) {
            http.path("health/checks/protocol-listener/amqp091")
                    .get()
                    .expect(200)
                    .expectAt("/status", "ok");
        }
        http.path("health/checks/port-listener/1")
                .get()
                .expect(503)
                .expectFields("", "status", "reason", "missing", "ports")
                .expectAt("/status", "failed")
                .expectAt("/missing", 1);
        http.path("health/checks/protocol-listener/nope")
                .get()
                .expect(503)
                .expectFields("", "status", "reason", "missing", "protocols")
                .expectAt("/status", "failed");
        http.path("health/checks/port-listener/x").get().expect(400);
        http.path("health/checks/certificate-expiration/1/eons").get().expect(400);
    }

    @Test
    @Rule("MGMT-23")
    void theAlivenessTestPassesAMessageThroughAQueueOfItsOwn(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        http.at("aliveness-test", home).get().expect(200).expectJson(Map.of("status", "ok"));
        http.at("queues", home, "aliveness-test").get().expect(200);
        http.at("aliveness-test", home).get().expect(200);
        http.at("aliveness-test", lab.name("missing")).get().expect(404);
    }

    @Test
    @Rule("MGMT-24")
    void theSmallResourcesAnswer(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        Endpoint user = lab.user(Permissions.ALL, "management");
        http.as(user).at("whoami").get().expectAt("/name", user.user()).expectAt("/tags", List.of("management"));
        http.at("cluster-name").get().expect(200).expectFields("", "name");
        // They are scripts of pages: a broker without pages has none.
        JsonNode extensions = http.at("extensions").get().expect(200).json();
        Expect.that(
                extensions.isArray() && extensions.findValues("javascript").size() == extensions.size(),
                "a list of scripts",
                extensions::toString);
        http.at("feature-flags").get().expect(200).expectFields("/0", "name", "state", "stability", "desc");
        http.at("rebalance", "queues").post("").expect(204);
        ManagementBench.Reply attempts =
                http.at("auth", "attempts", node(http)).get().expect(200);
        attempts.expectFields("/0", "protocol", "auth_attempts", "auth_attempts_failed", "auth_attempts_succeeded");
        attempts.expectListed("protocol", "amqp091");
    }

    @Test
    @Rule("MGMT-24")
    void allConnectionsOfAUserAreClosed(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        Endpoint user = lab.user(Permissions.ALL);
        Dialogue one = lab.dial().open(Handshake.of(user));
        Dialogue two = lab.dial().open(Handshake.of(user));
        Dialogue somebodyElse = lab.dialChannel();
        http.at("connections", "username", user.user()).await("two connections", list -> list.size() == 2);
        http.at("connections", "username", user.user()).delete().expect(204);
        one.expectConnectionClose(320);
        two.expectConnectionClose(320);
        somebodyElse.barrier(1);
        http.at("connections", "username", user.user()).delete().expect(204);
    }

    /** On a node of its own: on a shared one virtual hosts come and go meanwhile, and one that goes is down. */
    @Test
    @NodeWide
    @Rule("MGMT-23")
    void allVirtualHostsAreUp(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        http.path("health/checks/virtual-hosts").get().expect(200).expectAt("/status", "ok");
    }

    @Test
    @NodeWide
    @Rule("MGMT-24")
    void statisticsAreReset(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        http.at("reset").delete().expect(204);
        http.at("reset", node(http)).delete().expect(204);
        JsonNode overview = http.at("overview").get().expect(200).json();
        Expect.that(overview.has("object_totals"), "an overview", overview::toString);
    }
}
