package dev.touchstone.suite.cases.vhost;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Virtual hosts: made, described, kept apart, deleted. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class VirtualHostCases {
    @Test
    @Rule("VHOST-01")
    void theSameNamesStandForDifferentThingsInTwoVirtualHosts(Lab lab) throws Exception {
        Endpoint here = lab.freshVirtualHost();
        Endpoint there = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(here));
        Channel other = lab.channel(lab.connect(there));
        channel.queueDeclare("q", true, false, false, Map.of());
        other.queueDeclare("q", false, false, false, Map.of());
        channel.exchangeDeclare("x", "fanout");
        channel.queueBind("q", "x", "k");
        lab.publishConfirmed(channel, "x", "k", "here");
        Expect.equal("messages in q here", 1, lab.depth(channel, "q"));
        Expect.equal("messages in q there", 0, lab.depth(other, "q"));
        ManagementBench http = ManagementBench.of(lab);
        http.at("bindings", there.virtualHost(), "e", "amq.fanout", "q", "q")
                .get()
                .expectJson(List.of());
        Refusals.expect("a look for x there", 404, "40.10", () -> other.exchangeDeclarePassive("x"));
    }

    @Test
    @Rule("VHOST-01")
    void policiesAndPermissionsAreOfOneVirtualHost(Lab lab) {
        Endpoint here = lab.freshVirtualHost();
        Endpoint there = lab.freshVirtualHost();
        ManagementBench http = ManagementBench.of(lab);
        Map<String, Object> policy = Map.of("pattern", ".*", "definition", Map.of("max-length", 1));
        http.at("policies", here.virtualHost(), "p").put(policy).expect(201);
        http.at("policies", there.virtualHost()).get().expect(200).expectJson(List.of());
        http.at("policies", there.virtualHost(), "p").get().expect(404);
        Endpoint user = lab.user(Permissions.ALL);
        lab.admin().setPermissions(user.user(), here.virtualHost(), Permissions.ALL);
        lab.dial().open(Handshake.of(user.withVirtualHost(here.virtualHost())));
        Openings.expectRefused(lab, user.withVirtualHost(there.virtualHost()), 530, "access to vhost");
    }

    @Test
    @Rule("VHOST-01")
    void aSlashIsTheDefaultAndMayStandInAnyName(Lab lab) throws Exception {
        ManagementBench http = ManagementBench.of(lab);
        http.path("vhosts/%2F").get().expect(200).expectAt("/name", "/");
        String name = lab.virtualHostName("/with a slash");
        http.at("vhosts", name).put(Map.of()).expect(201);
        http.at("vhosts", name).get().expect(200).expectAt("/name", name);
        Channel channel = lab.channel(lab.connect(lab.endpoint().withVirtualHost(name)));
        channel.queueDeclare("a/b", false, false, false, Map.of());
        http.at("queues", name, "a/b").get().expect(200).expectAt("/vhost", name);
    }

    @Test
    @Rule("VHOST-02")
    void puttingTwiceIs201And204AndResetsTheDescription(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource place = http.at("vhosts", lab.virtualHostName(""));
        place.put(Map.of("description", "words", "tags", "one,two")).expect(201);
        place.get().expectAt("/description", "words").expectAt("/tags", List.of("one", "two"));
        place.put(Map.of()).expect(204);
        place.get().expectAt("/description", "").expectAt("/tags", List.of());
    }

    @Test
    @Rule("VHOST-03")
    void deletingClosesConnectionsAndRemovesWhatIsInside(Lab lab) {
        Endpoint doomed = lab.freshVirtualHost();
        String name = doomed.virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        RawChannel channel = RawChannel.open(lab, doomed);
        channel.declare("q", true, Map.of());
        http.at("exchanges", name, "x").put(Map.of("type", "fanout")).expect(201);
        http.at("policies", name, "p")
                .put(Map.of("pattern", ".*", "definition", Map.of("max-length", 1)))
                .expect(201);
        Endpoint user = lab.user(Permissions.ALL);
        lab.admin().setPermissions(user.user(), name, Permissions.ALL);
        http.at("vhosts", name).delete().expect(204);
        MethodFields close = channel.dialogue().expectConnectionClose(320);
        Dialogue.expectIds(close, 0, 0);
        // RabbitMQ says "is down" where the news of the stopped host overtakes that of its deletion.
        lab.expectText("vhost '" + name + "' is d", close.text("reply-text"));
        Openings.expectRefused(lab, doomed, 530, "not found");
        http.at("vhosts", name).delete().expect(404);
        http.at("vhosts", name).put(Map.of()).expect(201);
        for (String kind : List.of("queues", "policies")) {
            http.at(kind, name).get().expect(200).expectJson(List.of());
        }
        http.at("exchanges", name, "x").get().expect(404);
        http.at("permissions", name, user.user()).get().expect(404);
    }

    @Test
    @Rule("VHOST-08")
    void startingAVirtualHostThatRunsIs204(Lab lab) {
        Endpoint place = lab.freshVirtualHost();
        ManagementBench http = ManagementBench.of(lab);
        String node = http.at("overview").get().json().path("node").asText();
        http.at("vhosts", place.virtualHost(), "start", node).post("").expect(204);
        http.at("vhosts", place.virtualHost(), "start", "nope@localhost")
                .post("")
                .expect(400);
        lab.dial().open(Handshake.of(place));
    }

    @Test
    @NodeWide
    @Rule("VHOST-08")
    @Needs({Capability.NODE_CONTROL, Capability.MANAGEMENT_HTTP})
    void aVirtualHostThatIsDownRefusesConnectionsUntilItIsStarted(Lab lab) {
        Endpoint place = lab.freshVirtualHost();
        String name = place.virtualHost();
        // The supervisor of all virtual hosts takes this one down for good: one that only fails is restarted twice in
        // five minutes.
        String end = "{ok, Sup} = rabbit_vhost_sup_sup:get_vhost_sup(<<\"" + name + "\">>), "
                + "[supervisor:terminate_child(rabbit_vhost_sup_sup, W) "
                + "|| {_, W, _, _} <- supervisor:which_children(rabbit_vhost_sup_sup), "
                + "lists:keymember(Sup, 2, supervisor:which_children(W))].";
        lab.node().run("rabbitmqctl", "eval", end);
        Openings.expectRefused(lab, place, 541, "vhost '" + name + "' is down");
        ManagementBench http = ManagementBench.of(lab);
        String node = http.at("overview").get().json().path("node").asText();
        awaitState(http, name, node, "stopped");
        lab.await("an open after the start", () -> {
            http.at("vhosts", name, "start", node).post("");
            return !isDown(lab, place);
        });
        awaitState(http, name, node, "running");
    }

    private static void awaitState(ManagementBench http, String name, String node, String state) {
        http.at("vhosts", name)
                .await(
                        state,
                        shown -> shown.path("cluster_state").path(node).asText().equals(state));
    }

    /** Refused, or let in and thrown out at once. */
    private static boolean isDown(Lab lab, Endpoint place) {
        try {
            return Openings.closeOf(lab, place).isPresent();
        } catch (Finding thrownOut) {
            return true;
        }
    }

    @Test
    @Rule("VHOST-09")
    void aVirtualHostIsShownWithItsFacts(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String name = lab.virtualHostName("");
        http.at("vhosts", name)
                .put(Map.of("description", "words", "tags", "one"))
                .expect(201);
        String node = http.at("overview").get().json().path("node").asText();
        JsonNode shown = http.at("vhosts", name)
                .get()
                .expect(200)
                .expectFields("", "default_queue_type")
                .expectAt("/name", name)
                .expectAt("/description", "words")
                .expectAt("/tags", List.of("one"))
                .expectAt("/metadata/description", "words")
                .expectAt("/metadata/tags", List.of("one"))
                .expectAt("/tracing", false)
                .expectAt("/cluster_state", Map.of(node, "running"))
                .json();
        Expect.that(shown.path("cluster_state").size() == 1, "one node", shown::toString);
    }

    @Test
    @Rule("VHOST-09")
    @Needs({Capability.TRACING, Capability.MANAGEMENT_HTTP})
    @ResourceLock("tracing")
    void puttingTracingSwitchesTheFirehoseOnAndOff(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        ManagementBench.Resource host = ManagementBench.of(lab).at("vhosts", place.virtualHost());
        Channel channel = lab.channel(lab.connect(place));
        String copies = channel.queueDeclare().getQueue();
        channel.queueBind(copies, "amq.rabbitmq.trace", "publish.#");
        Inbox inbox = lab.consume(channel, copies, true);
        lab.publishConfirmed(channel, "amq.direct", "k", "before");
        host.put(Map.of("tracing", true)).expect(204);
        host.get().expectAt("/tracing", true);
        channel.basicPublish("amq.direct", "k", new AMQP.BasicProperties(), "traced".getBytes(StandardCharsets.UTF_8));
        Expect.equal("the copy", "traced", Inbox.text(inbox.next()));
        host.put(Map.of("tracing", false)).expect(204);
        host.get().expectAt("/tracing", false);
        lab.publishConfirmed(channel, "amq.direct", "k", "after");
        inbox.expectNothing();
    }
}
