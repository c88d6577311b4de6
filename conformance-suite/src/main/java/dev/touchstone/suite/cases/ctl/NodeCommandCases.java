package dev.touchstone.suite.cases.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Listening;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that list what a node has, check it, stop and start it, on a node of their own. */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class NodeCommandCases {
    @Test
    @NodeWide
    @Rule({"CTL-03", "CTL-04"})
    void listsAreTablesOrJson(Lab lab) throws Exception {
        Tools tools = Tools.of(lab);
        Endpoint place = lab.freshVirtualHost();
        String host = place.virtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.queueDeclare("q", true, false, false, Map.of());
        channel.exchangeDeclare("x", "fanout", true);
        channel.queueBind("q", "x", "k");
        channel.basicConsume("q", true, "my-tag", lab.inbox(channel));
        String plain = tools.ctl("list_queues", "-p", host, "-q");
        Expect.equal(
                "header and row",
                List.of("name\tmessages", "q\t0"),
                plain.lines().toList());
        Expect.equal("silently", "q\t0", tools.ctl("list_queues", "-p", host, "-s"));
        tools.expectPart("Listing queues for vhost", tools.ctl("list_queues", "-p", host));
        JsonNode json = tools.json("list_queues", "-p", host, "-q", "--formatter", "json", "name", "durable");
        Expect.equal("JSON", ManagementBench.json(List.of(Map.of("name", "q", "durable", true))), json);
        Expect.equal("an unknown virtual host", "", tools.ctl("list_queues", "-s", "-p", "missing"));
        Tools.expectRow(tools.rows("list_exchanges", "-s", "-p", host), "x", "fanout");
        Tools.expectRow(tools.rows("list_bindings", "-s", "-p", host), "x", "exchange", "q", "queue", "k", "[]");
        Tools.expectRow(
                tools.rows("list_connections", "-s", "user", "vhost"),
                lab.endpoint().user(),
                host);
        Tools.expectRow(tools.rows("list_channels", "-s", "number", "vhost"), "1", host);
        Tools.expectRow(tools.rows("list_consumers", "-s", "-p", host), "q");
        Tools.expectRow(tools.rows("list_vhosts", "--no-table-headers", "-q"), host);
        Tools.expectRow(tools.rows("list_users", "-s"), "guest", "[administrator]");
        Tools.expectRow(tools.rows("list_permissions", "-s", "-p", host), "guest", ".*", ".*", ".*");
        Tools.expectRow(tools.rows("list_user_permissions", "-s", "guest"), "/", ".*", ".*", ".*");
    }

    @Test
    @NodeWide
    @Needs(Capability.OWN_LISTENER)
    @Rule({"CTL-01", "CTL-12"})
    void exitCodesTellWhatWentWrong(Lab lab) {
        Tools tools = Tools.of(lab);
        tools.ctl(64, "no_such_command");
        tools.ctl(64, "list_queues", "no_such_column");
        tools.ctl(64, "list_users", "--no-such-option");
        tools.ctl(69, "-n", "nobody@localhost", "status");
        String diagnostics = "rabbitmq-diagnostics";
        String port = Integer.toString(lab.endpoint().port());
        for (String command : List.of(
                "ping",
                "check_running",
                "check_port_connectivity",
                "check_local_alarms",
                "check_virtual_hosts",
                "check_if_node_is_quorum_critical",
                "check_if_node_is_mirror_sync_critical")) {
            tools.expect(0, diagnostics, command);
        }
        tools.expect(0, diagnostics, "check_port_listener", port);
        tools.expect(69, diagnostics, "check_port_listener", "1");
        tools.expectPart(port, tools.expect(0, diagnostics, "listeners"));
        String version = ManagementBench.of(lab)
                .at("overview")
                .get()
                .json()
                .path("rabbitmq_version")
                .asText();
        Expect.equal("version", version, tools.expect(0, diagnostics, "server_version", "-q"));
    }

    private static String node(Lab lab) {
        return ManagementBench.of(lab).at("overview").get().json().path("node").asText();
    }

    @Test
    @NodeWide
    @Needs(Capability.OWN_LISTENER)
    @Rule({"CTL-02", "CTL-01"})
    void stopAppStopsTheBrokerButNotTheNode(Lab lab) throws Exception {
        Tools tools = Tools.of(lab);
        Channel channel = lab.channel();
        channel.queueDeclare("durable", true, false, false, Map.of());
        Dialogue open = lab.dialOpen();
        String node = node(lab);
        tools.ctl("stop_app");
        try {
            open.expectConnectionClose(320);
            Listening.awaitRefusal(lab);
            tools.expect(0, "rabbitmq-diagnostics", "ping");
            tools.expect(69, "rabbitmq-diagnostics", "check_running");
            tools.ctl(64, "status");
            tools.ctl(64, "list_queues");
            tools.ctl(70, "join_cluster", node);
        } finally {
            tools.ctl("start_app");
        }
        Listening.awaitAcceptance(lab);
        Expect.equal("depth", 0, lab.depth(lab.channel(), "durable"));
        tools.expect(0, "rabbitmq-diagnostics", "check_running");
    }

    @Test
    @NodeWide
    @Needs(Capability.OWN_LISTENER)
    @Rule("CTL-10")
    void theNodeIsAskedNamedTracedSuspendedAndExported(Lab lab) throws Exception {
        Tools tools = Tools.of(lab);
        String host = lab.freshVirtualHost().virtualHost();
        tools.ctl("await_startup");
        for (String command : List.of("cluster_status", "status")) {
            tools.expectPart(node(lab), tools.ctl(command));
        }
        tools.expectPart("quorum_queue", tools.ctl("list_feature_flags"));
        ManagementBench http = ManagementBench.of(lab);
        tools.ctl("trace_on", "-p", host);
        http.at("vhosts", host).get().expectAt("/tracing", true);
        tools.ctl("trace_off", "-p", host);
        http.at("vhosts", host).get().expectAt("/tracing", false);
        tools.ctl("set_cluster_name", "a-name");
        Expect.that(
                lab.dial().start().toString().contains("a-name"), "the cluster's name in connection.start", () -> "no");
        http.at("queues", host, "q").put(Map.of("durable", true)).expect(201);
        Path file = Files.createTempFile("touchstone-definitions", ".json");
        try {
            tools.ctl("export_definitions", file.toString());
            http.at("queues", host, "q").delete().expect(204);
            tools.ctl("import_definitions", file.toString());
            lab.await(
                    "the queue is back",
                    () -> http.at("queues", host, "q").get().status() == 200);
        } finally {
            Files.delete(file);
        }
        tools.ctl("suspend_listeners");
        Listening.awaitRefusal(lab);
        tools.ctl("resume_listeners");
        lab.dialOpen();
    }

    @Test
    @NodeWide
    @Rule("CTL-10")
    void termsAreEvaluatedOnTheNode(Lab lab) {
        Expect.equal("eval", "3", Tools.of(lab).ctl("eval", "1 + 2."));
    }

    @Test
    @NodeWide(takesLong = true)
    @Rule({"CTL-11", "CTL-01"})
    void pluginsAreListedEnabledAndDisabledOnTheRunningNode(Lab lab) {
        Tools tools = Tools.of(lab);
        String plugins = "rabbitmq-plugins";
        String management = "rabbitmq_management";
        tools.expectPart(management, tools.expect(0, plugins, "list", "-e", "-m", "-q"));
        JsonNode json = ManagementBench.parseJson(tools.expect(0, plugins, "list", "-q", "--formatter", "json"));
        Expect.that(json.path("plugins").isArray(), "a list of plugins", json::toString);
        tools.expect(0, plugins, "is_enabled", management);
        String tls = "rabbitmq_auth_mechanism_ssl";
        String other = json.toString().contains(tls) ? tls : "rabbitmq_delayed_message_exchange";
        tools.expect(0, plugins, "disable", other);
        tools.expect(69, plugins, "is_enabled", other);
        tools.expect(0, plugins, "enable", other);
        tools.expect(0, plugins, "is_enabled", other);
        tools.expect(70, plugins, "enable", "no_such_plugin");
        tools.expectPart("lugin", tools.expect(0, plugins, "directories", "-s"));
        lab.dialOpen();
    }
}
