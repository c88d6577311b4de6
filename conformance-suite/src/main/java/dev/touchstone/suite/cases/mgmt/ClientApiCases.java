package dev.touchstone.suite.cases.mgmt;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Connections, channels and consumers over the management API. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class ClientApiCases {
    /** A connection with a name of our giving, so that it and its channels are found among those of others. */
    private record Named(String name, RawChannel channel) {
        static Named open(Lab lab) {
            String name = lab.name("connection");
            Handshake hello = lab.handshake()
                    .withProperties(Handshake.properties().with("connection_name", FieldValue.string(name)));
            Dialogue dialogue = lab.dial().open(hello).openChannel(1);
            return new Named(name, new RawChannel(dialogue, 1));
        }
    }

    private static JsonNode connection(ManagementBench http, Named named) {
        Predicate<JsonNode> ours =
                shown -> shown.path("user_provided_name").asText().equals(named.name())
                        && shown.path("channels").asInt() == 1
                        && shown.path("recv_oct").asLong() > 0;
        return http.at("connections").awaitElement("our connection", ours);
    }

    @Test
    @Rule("MGMT-14")
    void aConnectionIsShownWithWhoAndHow(Lab lab) {
        Named named = Named.open(lab);
        ManagementBench http = ManagementBench.of(lab);
        JsonNode shown = connection(http, named);
        String peer =
                shown.path("peer_host").asText() + ":" + shown.path("peer_port").asText();
        String here = shown.path("host").asText() + ":" + shown.path("port").asText();
        Expect.equal("name", peer + " -> " + here, shown.path("name").asText());
        http.at("connections", shown.path("name").asText())
                .get()
                .expect(200)
                .expectFields(
                        "",
                        "state",
                        "timeout",
                        "frame_max",
                        "channel_max",
                        "client_properties",
                        "ssl",
                        "recv_oct",
                        "send_oct",
                        "connected_at",
                        "user_provided_name")
                .expectAt("/user", lab.endpoint().user())
                .expectAt("/vhost", lab.endpoint().virtualHost())
                .expectAt("/state", "running")
                .expectAt("/protocol", "AMQP 0-9-1")
                .expectAt("/auth_mechanism", "PLAIN")
                .expectAt("/timeout", 0)
                .expectAt("/ssl", lab.endpoint().tls().isPresent())
                .expectAt("/client_properties/product", "Touchstone")
                .expectAt("/user_provided_name", named.name());
        long since = shown.path("connected_at").asLong();
        Expect.that(
                Math.abs(System.currentTimeMillis() - since) < 3_600_000,
                "connected_at in milliseconds of this hour",
                () -> "" + since);
    }

    @Test
    @Rule("MGMT-14")
    void deletingAConnectionClosesItWithTheReasonInTheHeader(Lab lab) {
        Named named = Named.open(lab);
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource place =
                http.at("connections", connection(http, named).path("name").asText());
        place.send("DELETE", "", Map.of("X-Reason", "time for tea")).expect(204);
        MethodFields close = named.channel().dialogue().expectConnectionClose(320);
        lab.expectText("CONNECTION_FORCED - time for tea", close.text("reply-text"));
        lab.await("no such connection any more", () -> place.get().status() == 404);
        place.delete().expect(404);
    }

    @Test
    @Rule("MGMT-15")
    void aChannelIsShownWithItsModeAndWhatItHolds(Lab lab) {
        Named named = Named.open(lab);
        RawChannel channel = named.channel();
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "one", "two", "three");
        channel.confirmSelect();
        channel.qos(2, false);
        channel.qos(7, true);
        channel.consume(queue, "tag");
        channel.deliver(2);
        ManagementBench http = ManagementBench.of(lab);
        JsonNode shown = channelOf(
                http, named, one -> one.path("messages_unacknowledged").asInt() == 2);
        http.at("channels", shown.path("name").asText())
                .get()
                .expectFields(
                        "",
                        "node",
                        "vhost",
                        "user",
                        "connection_details",
                        "messages_unconfirmed",
                        "messages_uncommitted",
                        "acks_uncommitted",
                        "consumer_details")
                .expectAt("/number", 1)
                .expectAt("/confirm", true)
                .expectAt("/transactional", false)
                .expectAt("/prefetch_count", 2)
                .expectAt("/global_prefetch_count", 7)
                .expectAt("/consumer_count", 1)
                .expectAt("/messages_unacknowledged", 2)
                .expectAt("/messages_unconfirmed", 0)
                .expectAt("/state", "running");
    }

    @Test
    @Rule("MGMT-15")
    void aTransactionalChannelShowsWhatIsNotCommitted(Lab lab) {
        Named named = Named.open(lab);
        RawChannel channel = named.channel();
        String queue = channel.declare(lab.name("q"));
        channel.fill(lab, queue, "one");
        channel.call(new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
        channel.ack(channel.get(queue).tag(), false);
        channel.publish(queue, "two").publish(queue, "three");
        channel.barrier();
        JsonNode shown = channelOf(
                ManagementBench.of(lab), named, one -> one.path("transactional").asBoolean());
        Expect.equal(
                "uncommitted messages and acks",
                "2 1",
                shown.path("messages_uncommitted") + " " + shown.path("acks_uncommitted"));
    }

    private static JsonNode channelOf(ManagementBench http, Named named, Predicate<JsonNode> wanted) {
        String connection = connection(http, named).path("name").asText();
        Predicate<JsonNode> ours =
                shown -> shown.at("/connection_details/name").asText().equals(connection) && wanted.test(shown);
        return http.at("channels").awaitElement("our channel", ours);
    }

    @Test
    @Rule("MGMT-16")
    void aConsumerIsShownWithItsQueueAndChannel(Lab lab) {
        Named named = Named.open(lab);
        RawChannel channel = named.channel();
        String queue = channel.declare(lab.name("q"));
        channel.qos(9, false);
        channel.consume(queue, "my-tag", false, Map.of("x-priority", 5));
        ManagementBench http = ManagementBench.of(lab);
        String home = lab.endpoint().virtualHost();
        Predicate<JsonNode> ours = one -> one.at("/queue/name").asText().equals(queue)
                && one.at("/channel_details/number").asInt() == 1;
        JsonNode shown = http.at("consumers", home).awaitElement("our consumer", ours);
        Map<String, Object> wanted = Map.of(
                "consumer_tag",
                "my-tag",
                "queue",
                Map.of("name", queue, "vhost", home),
                "ack_required",
                true,
                "exclusive",
                false,
                "prefetch_count",
                9,
                "arguments",
                Map.of("x-priority", 5),
                "active",
                true,
                "activity_status",
                "up");
        wanted.forEach((key, value) -> Expect.equal(key, ManagementBench.json(value), shown.path(key)));
        http.at("consumers").awaitElement("our consumer", ours);
    }
}
