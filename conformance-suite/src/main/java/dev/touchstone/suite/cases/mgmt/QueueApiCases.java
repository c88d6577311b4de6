package dev.touchstone.suite.cases.mgmt;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queues over the management API. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class QueueApiCases {
    private static ManagementBench.Resource queue(Lab lab, String name, String... more) {
        List<String> path =
                new java.util.ArrayList<>(List.of("queues", lab.endpoint().virtualHost(), name));
        path.addAll(List.of(more));
        return ManagementBench.of(lab).at(path.toArray(String[]::new));
    }

    @Test
    @Rule({"MGMT-04", "MGMT-05"})
    void aQueueIsShownWithItsFactsAndCounters(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String name = channel.declare(lab.name("q"), false, Map.of("x-max-length", 100));
        channel.fill(lab, name, "one", "two", "three");
        channel.get(name);
        RawChannel.open(lab).consume(channel.declare(lab.name("other")), "tag");
        ManagementBench.Reply reply = queue(lab, name)
                .awaitReply(
                        "messages 3, ready 2, unacknowledged 1, published 3, and their bytes",
                        shown -> shown.path("messages").asInt() == 3
                                && shown.path("messages_ready").asInt() == 2
                                && shown.path("messages_unacknowledged").asInt() == 1
                                && shown.at("/message_stats/publish").asInt() == 3
                                && shown.has("message_bytes"));
        reply.expectFields(
                        "",
                        "node",
                        "state",
                        "policy",
                        "operator_policy",
                        "effective_policy_definition",
                        "consumers",
                        "consumer_utilisation",
                        "message_bytes",
                        "message_bytes_ready",
                        "message_bytes_unacknowledged",
                        "memory",
                        "message_stats",
                        "consumer_details",
                        "incoming",
                        "deliveries")
                .expectAt("/name", name)
                .expectAt("/vhost", lab.endpoint().virtualHost())
                .expectAt("/durable", false)
                .expectAt("/auto_delete", false)
                .expectAt("/exclusive", false)
                .expectAt("/arguments", Map.of("x-max-length", 100))
                .expectAt("/type", "classic")
                .expectAt("/state", "running")
                .expectAt("/message_bytes", 11);
    }

    @Test
    @Rule("MGMT-04")
    void aQueueIsShownWithItsConsumersAndInItsLists(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        RawChannel channel = RawChannel.open(lab);
        String name = channel.declare(lab.name("q"));
        channel.consume(name, "my-tag");
        queue(lab, name)
                .await(
                        "one consumer with its tag",
                        shown -> shown.path("consumers").asInt() == 1
                                && shown.at("/consumer_details/0/consumer_tag")
                                        .asText()
                                        .equals("my-tag"));
        String home = lab.endpoint().virtualHost();
        for (ManagementBench.Resource list : List.of(http.at("queues"), http.at("queues", home))) {
            list.query("columns=name").get().expect(200).expectListed("name", name);
        }
    }

    @Test
    @Rule("MGMT-04")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP, Capability.QUORUM_QUEUES})
    void aQuorumQueueShowsLeaderMembersAndWhoIsOnline(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String name = channel.declare(lab.name("quorum"), true, Map.of("x-queue-type", "quorum"));
        String node =
                ManagementBench.of(lab).at("overview").get().json().path("node").asText();
        queue(lab, name)
                .await(
                        "leader, members and online",
                        shown -> shown.path("leader").asText().equals(node)
                                && shown.path("members").equals(ManagementBench.json(List.of(node)))
                                && shown.path("online").equals(ManagementBench.json(List.of(node))));
        queue(lab, name).get().expectAt("/type", "quorum");
        channel.deleteQueue(name);
    }

    @Test
    @Rule("MGMT-06")
    void puttingAQueueDeclaresItWithDefaults(Lab lab) {
        String name = lab.name("q");
        queue(lab, name).put(Map.of()).expect(201);
        queue(lab, name)
                .get()
                .expectAt("/durable", false)
                .expectAt("/auto_delete", false)
                .expectAt("/arguments", Map.of());
        queue(lab, name).put(Map.of("durable", false)).expect(204);
        queue(lab, name).put(Map.of("durable", true)).expectBad("inequivalent arg 'durable' for queue '" + name + "'");
        queue(lab, "amq.x").put(Map.of()).expectError(401, "not_authorised", "");
        String node =
                ManagementBench.of(lab).at("overview").get().json().path("node").asText();
        String full = lab.name("full");
        Map<String, Object> arguments = Map.of("x-max-length", 5);
        queue(lab, full)
                .put(Map.of("durable", true, "auto_delete", true, "arguments", arguments, "node", node))
                .expect(201);
        queue(lab, full)
                .get()
                .expectAt("/durable", true)
                .expectAt("/auto_delete", true)
                .expectAt("/arguments", arguments)
                .expectAt("/node", node);
        queue(lab, lab.name("bad")).put(Map.of("durable", "x")).expectBad("not_boolean");
        queue(lab, lab.name("bad"))
                .put(Map.of("arguments", Map.of("x-max-length", "f")))
                .expectBad("invalid arg 'x-max-length'");
    }

    @Test
    @Rule("MGMT-07")
    void deletingOnConditionsIsRefusedWhereTheyDoNotHold(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String name = channel.declare(lab.name("q"));
        channel.fill(lab, name, "one");
        queue(lab, name).query("if-empty=true").delete().expectBad("not empty");
        queue(lab, name, "contents").delete().expect(204);
        channel.consume(name, "tag");
        queue(lab, name).query("if-unused=true").delete().expectBad("in use");
        queue(lab, name).query("if-empty=true&if-unused=true").delete().expect(400);
        channel.cancel("tag");
        queue(lab, name).query("if-empty=true&if-unused=true").delete().expect(204);
        queue(lab, name).get().expect(404);
    }

    @Test
    @Rule("MGMT-08")
    void deletingTheContentsPurges(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String name = channel.declare(lab.name("q"));
        channel.fill(lab, name, "one", "two");
        queue(lab, name, "contents").delete().expect(204);
        channel.expectEmpty(name);
        queue(lab, name, "contents").delete().expect(204);
        queue(lab, lab.name("missing"), "contents").delete().expect(404);
    }

    private static Map<String, Object> get(int count, String ackmode) {
        return QueueBench.arguments("count", count, "ackmode", ackmode, "encoding", "auto");
    }

    @Test
    @Rule("MGMT-09")
    void gettingShowsMessagesWithTheirPropertiesAndCountsDown(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String name = lab.queue(channel);
        queue(lab, name, "get").post(get(1, "ack_requeue_true")).expect(200).expectJson(List.of());
        channel.confirmSelect();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .messageId("m")
                .deliveryMode(2)
                .headers(Map.of("a", 1))
                .build();
        channel.basicPublish("", name, properties, "hello".getBytes(StandardCharsets.UTF_8));
        channel.basicPublish("", name, new AMQP.BasicProperties(), new byte[] {(byte) 0xff, 0});
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        ManagementBench.Reply reply =
                queue(lab, name, "get").post(get(5, "ack_requeue_true")).expect(200);
        Map<String, Object> first = QueueBench.arguments(
                "payload_bytes",
                5,
                "redelivered",
                false,
                "exchange",
                "",
                "routing_key",
                name,
                "message_count",
                1,
                "properties",
                Map.of("message_id", "m", "delivery_mode", 2, "headers", Map.of("a", 1)),
                "payload",
                "hello",
                "payload_encoding",
                "string");
        Map<String, Object> second = QueueBench.arguments(
                "payload_bytes",
                2,
                "redelivered",
                false,
                "exchange",
                "",
                "routing_key",
                name,
                "message_count",
                0,
                "properties",
                List.of(),
                "payload",
                "/wA=",
                "payload_encoding",
                "base64");
        reply.expectJson(List.of(first, second));
        Map<String, Object> body = get(1, "ack_requeue_true");
        body.put("truncate", 3);
        queue(lab, name, "get")
                .post(body)
                .expectAt("/0/payload", "hel")
                .expectAt("/0/payload_bytes", 5)
                .expectAt("/0/redelivered", true);
        body.put("encoding", "base64");
        queue(lab, name, "get").post(body).expectAt("/0/payload_encoding", "base64");
    }

    @Test
    @Rule("MGMT-09")
    void theAckmodeDecidesWhetherMessagesStay(Lab lab) throws Exception {
        for (String verb : List.of("ack", "reject")) {
            Channel channel = lab.channel();
            String name = lab.queue(channel);
            lab.publishConfirmed(channel, "", name, "one");
            lab.publishConfirmed(channel, "", name, "two");
            queue(lab, name, "get").post(get(2, verb + "_requeue_true")).expectAt("/1/payload", "two");
            lab.awaitDepth(channel, name, 2);
            queue(lab, name, "get").post(get(1, verb + "_requeue_false")).expectAt("/0/payload", "one");
            lab.awaitDepth(channel, name, 1);
            Expect.equal("what is left", "two", lab.get(channel, name));
        }
    }

    @Test
    @Rule("MGMT-09")
    void aGetWithoutAKeyIsRefused(Lab lab) throws Exception {
        String name = lab.queue(lab.channel());
        for (String key : List.of("count", "ackmode", "encoding")) {
            Map<String, Object> body = get(1, "ack_requeue_true");
            body.remove(key);
            queue(lab, name, "get").post(body).expectBad("key_missing," + key);
        }
        int status = queue(lab, name, "get").post(get(1, "bogus")).status();
        Expect.that(status == 500 || status == 400, "500 or 400 for an unknown ackmode", () -> "" + status);
        queue(lab, lab.name("missing"), "get").post(get(1, "ack_requeue_true")).expect(404);
    }

    @Test
    @Rule("MGMT-25")
    void actionsAreForAdministratorsAndKnowTwoWords(Lab lab) throws Exception {
        String name = lab.queue(lab.channel());
        for (String action : List.of("sync", "cancel_sync")) {
            queue(lab, name, "actions").post(Map.of("action", action)).expect(204);
        }
        queue(lab, name, "actions").post(Map.of("action", "dance")).expectBad("unknown");
        queue(lab, name, "actions").post(Map.of()).expectBad("key_missing,action");
        ManagementBench.of(lab)
                .as(lab.user(Permissions.ALL, "policymaker", "monitoring"))
                .at("queues", lab.endpoint().virtualHost(), name, "actions")
                .post(Map.of("action", "sync"))
                .expect(401);
    }
}
