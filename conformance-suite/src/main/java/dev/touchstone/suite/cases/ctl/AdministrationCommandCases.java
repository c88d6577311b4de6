package dev.touchstone.suite.cases.ctl;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that administer users, virtual hosts, policies, queues and connections, on a node of their own. */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class AdministrationCommandCases {
    @Test
    @NodeWide
    @Rule({"CTL-05", "AUTH-09", "CTL-01"})
    void usersAreAddedChangedAndDeleted(Lab lab) {
        Tools tools = Tools.of(lab);
        String user = lab.userName();
        tools.ctl("add_user", user, "first");
        tools.ctl(70, "add_user", user, "first");
        tools.ctl("authenticate_user", user, "first");
        tools.ctl(65, "authenticate_user", user, "second");
        tools.ctl("change_password", user, "second");
        tools.ctl("authenticate_user", user, "second");
        tools.ctl("clear_password", user);
        tools.ctl(65, "authenticate_user", user, "second");
        tools.ctl(65, "authenticate_user", user, "");
        tools.ctl("set_user_tags", user, "management", "custom");
        Tools.expectRow(tools.rows("list_users", "-s"), user, "[management, custom]");
        tools.ctl("set_user_tags", user);
        Tools.expectRow(tools.rows("list_users", "-s"), user, "[]");
        tools.ctl("delete_user", user);
        tools.ctl(67, "delete_user", user);
        tools.ctl(67, "set_user_tags", user, "management");
        tools.ctl(67, "change_password", user, "x");
    }

    @Test
    @NodeWide
    @Rule({"CTL-06", "VHOST-02", "PERM-16", "CTL-01"})
    void virtualHostsAndPermissionsAreSetAndCleared(Lab lab) {
        Tools tools = Tools.of(lab);
        Endpoint user = lab.user(Permissions.NONE);
        String name = user.user();
        String host = lab.virtualHostName("");
        tools.ctl("add_vhost", host);
        tools.ctl("add_vhost", host);
        Tools.expectRow(tools.rows("list_vhosts", "-s"), host);
        tools.ctl("set_permissions", "-p", host, name, "^c", "^w", "^r");
        tools.ctl(69, "set_permissions", "-p", host, name, "*", "", "");
        Tools.expectRow(tools.rows("list_permissions", "-p", host, "-s"), name, "^c", "^w", "^r");
        Tools.expectRow(tools.rows("list_user_permissions", name, "-s"), host, "^c", "^w", "^r");
        tools.ctl("clear_permissions", "-p", host, name);
        Expect.equal("permissions", List.of(), tools.rows("list_permissions", "-p", host, "-s"));
        tools.ctl("set_topic_permissions", "-p", host, name, "amq.topic", "^w", "^r");
        ManagementBench http = ManagementBench.of(lab);
        http.at("topic-permissions", host, name).get().expect(200).expectAt("/0/write", "^w");
        tools.ctl("set_vhost_limits", "-p", host, "{\"max-queues\":7}");
        http.at("vhost-limits", host).get().expectAt("/0/value", Map.of("max-queues", 7));
        tools.ctl("clear_vhost_limits", "-p", host);
        http.at("vhost-limits", host).get().expectJson(List.of());
        tools.ctl("set_user_limits", name, "{\"max-channels\":3}");
        http.at("user-limits", name).get().expectAt("/0/value", Map.of("max-channels", 3));
        tools.ctl("delete_vhost", host);
        tools.ctl(65, "delete_vhost", host);
    }

    @Test
    @NodeWide
    @Rule({"CTL-07", "POLICY-08", "CTL-01"})
    void policiesAndParametersAreSetListedAndCleared(Lab lab) {
        Tools tools = Tools.of(lab);
        String host = lab.freshVirtualHost().virtualHost();
        tools.ctl("set_policy", "-p", host, "--priority", "3", "--apply-to", "queues", "p", "^a", "{\"max-length\":5}");
        Tools.expectRow(
                tools.rows("list_policies", "-p", host, "-s"), host, "p", "^a", "queues", "{\"max-length\":5}", "3");
        tools.ctl(69, "set_policy", "-p", host, "bad", "^a", "{\"foo\":5}");
        tools.ctl("clear_policy", "-p", host, "p");
        tools.ctl(69, "clear_policy", "-p", host, "p");
        tools.ctl("set_operator_policy", "-p", host, "o", "^a", "{\"max-length\":6}");
        ManagementBench http = ManagementBench.of(lab);
        http.at("operator-policies", host, "o").get().expectAt("/definition", Map.of("max-length", 6));
        tools.ctl("clear_operator_policy", "-p", host, "o");
        tools.ctl("set_parameter", "-p", host, "vhost-limits", "limits", "{\"max-queues\":9}");
        Tools.expectRow(
                tools.rows("list_parameters", "-p", host, "-s"), "vhost-limits", "limits", "{\"max-queues\":9}");
        tools.ctl("clear_parameter", "-p", host, "vhost-limits", "limits");
        Expect.equal("parameters", List.of(), tools.rows("list_parameters", "-p", host, "-s"));
        tools.ctl("set_global_parameter", "suite", "{\"a\":1}");
        http.at("global-parameters", "suite").get().expectAt("/value", Map.of("a", 1));
    }

    @Test
    @NodeWide
    @Rule({"CTL-08", "CTL-13", "CTL-01"})
    void queuesArePurgedSynchronisedAndDeleted(Lab lab) throws Exception {
        Tools tools = Tools.of(lab);
        Endpoint place = lab.freshVirtualHost();
        String host = place.virtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.queueDeclare("q", true, false, false, Map.of());
        lab.publishConfirmed(channel, "", "q", "one");
        tools.ctl(64, "delete_queue", "-p", host, "q", "--if-empty");
        tools.ctl("purge_queue", "-p", host, "q");
        Expect.equal("depth after the purge", 0, lab.depth(channel, "q"));
        String tag = channel.basicConsume("q", lab.inbox(channel));
        tools.ctl(64, "delete_queue", "-p", host, "q", "--if-unused");
        channel.basicCancel(tag);
        tools.expectPart("not_mirrored", tools.ctl(69, "sync_queue", "-p", host, "q"));
        tools.expectPart("not_syncing", tools.ctl("cancel_sync_queue", "-p", host, "q"));
        tools.ctl("delete_queue", "-p", host, "q", "--if-empty", "--if-unused");
        tools.ctl(64, "delete_queue", "-p", host, "q");
        ManagementBench.of(lab)
                .at("policies", host, "mirror")
                .put(Map.of("pattern", "^m$", "definition", Map.of("ha-mode", "all")))
                .expect(201);
        channel.queueDeclare("m", true, false, false, Map.of());
        tools.ctl("sync_queue", "-p", host, "m");
        tools.expectPart("not_syncing", tools.ctl("cancel_sync_queue", "-p", host, "m"));
    }

    @Test
    @NodeWide
    @Rule("CTL-09")
    void connectionsAreClosedWithAReason(Lab lab) {
        Tools tools = Tools.of(lab);
        Endpoint place = lab.freshVirtualHost();
        Dialogue alone = lab.dial().open(Handshake.of(lab.user(Permissions.ALL)));
        List<List<String>> rows = tools.rows("list_connections", "-s", "pid", "vhost");
        String pid = rows.get(0).get(0);
        tools.ctl("close_connection", pid, "time for tea");
        expectForced(lab, alone, "time for tea");
        Dialogue one = lab.dial().open(Handshake.of(place));
        Dialogue two = lab.dial().open(Handshake.of(place));
        Dialogue elsewhere = lab.dialChannel();
        lab.await(
                "three connections",
                () -> tools.rows("list_connections", "-s", "pid").size() == 3);
        String output = tools.ctl("close_all_connections", "--vhost", place.virtualHost(), "going home");
        tools.expectPart("Closed 2 connections", output);
        expectForced(lab, one, "going home");
        expectForced(lab, two, "going home");
        elsewhere.barrier(1);
    }

    private static void expectForced(Lab lab, Dialogue dialogue, String reason) {
        MethodFields close = dialogue.expectConnectionClose(320);
        lab.expectText("CONNECTION_FORCED - " + reason, close.text("reply-text"));
    }
}
