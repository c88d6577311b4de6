package dev.touchstone.suite.cases.mgmt;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exchanges and bindings over the management API. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class ExchangeApiCases {
    private static Map<String, Object> publish(String key, String payload, String encoding) {
        return QueueBench.arguments(
                "properties", Map.of(), "routing_key", key, "payload", payload, "payload_encoding", encoding);
    }

    @Test
    @Rule("MGMT-10")
    void publishingTellsWhetherTheMessageWasRouted(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        ManagementBench.Resource place =
                ManagementBench.of(lab).at("exchanges", lab.endpoint().virtualHost(), "amq.default", "publish");
        Map<String, Object> body = publish(queue, "hello", "string");
        body.put("properties", Map.of("message_id", "m", "delivery_mode", 2, "headers", Map.of("a", 1), "priority", 3));
        place.post(body).expect(200).expectJson(Map.of("routed", true));
        place.post(publish(queue, "/wA=", "base64")).expectJson(Map.of("routed", true));
        place.post(publish(lab.name("nowhere"), "x", "string")).expectJson(Map.of("routed", false));
        GetResponse text = Expect.present("the first message", channel.basicGet(queue, true));
        Expect.equal("body", "hello", new String(text.getBody(), StandardCharsets.UTF_8));
        AMQP.BasicProperties properties = text.getProps();
        Expect.equal("message id", "m", properties.getMessageId());
        Expect.equal("delivery mode", 2, properties.getDeliveryMode());
        Expect.equal("priority", 3, properties.getPriority());
        Expect.equal("header a", "1", String.valueOf(properties.getHeaders().get("a")));
        GetResponse octets = Expect.present("the second message", channel.basicGet(queue, true));
        Expect.equal("body", new byte[] {(byte) 0xff, 0}, octets.getBody());
    }

    @Test
    @Rule("MGMT-10")
    void aPublishWithoutAKeyOrWithBadBase64IsRefused(Lab lab) {
        String home = lab.endpoint().virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource place = http.at("exchanges", home, "amq.direct", "publish");
        for (String key : List.of("properties", "routing_key", "payload", "payload_encoding")) {
            Map<String, Object> body = publish("k", "x", "string");
            body.remove(key);
            place.post(body).expectBad("key_missing," + key);
        }
        place.post(publish("k", "%%%", "base64")).expectBad("not_base64");
        place.post(publish("k", "x", "rot13")).expectBad("unsupported_encoding");
        String missing = lab.name("missing");
        http.at("exchanges", home, missing, "publish")
                .post(publish("k", "x", "string"))
                .expectBad("404 NOT_FOUND - no exchange '" + missing + "'");
    }

    @Test
    @Rule("MGMT-11")
    void puttingAnExchangeDeclaresItWithDefaults(Lab lab) {
        String home = lab.endpoint().virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource plain = http.at("exchanges", home, lab.name("plain"));
        plain.put(Map.of()).expect(201);
        plain.get()
                .expectAt("/type", "direct")
                .expectAt("/durable", false)
                .expectAt("/auto_delete", false)
                .expectAt("/internal", false)
                .expectAt("/arguments", Map.of());
        plain.put(Map.of("type", "fanout")).expectBad("inequivalent arg 'type' for exchange");
        ManagementBench.Resource full = http.at("exchanges", home, lab.name("full"));
        Map<String, Object> arguments = Map.of("alternate-exchange", "amq.fanout");
        full.put(Map.of(
                        "type",
                        "topic",
                        "durable",
                        true,
                        "auto_delete",
                        true,
                        "internal",
                        true,
                        "arguments",
                        arguments))
                .expect(201);
        full.get()
                .expectAt("/type", "topic")
                .expectAt("/durable", true)
                .expectAt("/auto_delete", true)
                .expectAt("/internal", true)
                .expectAt("/arguments", arguments);
        http.at("exchanges", home, lab.name("bad")).put(Map.of("type", "nope")).expectBad("exchange type 'nope'");
        http.at("exchanges", home, "amq.foo").put(Map.of("type", "direct")).expect(401);
        http.at("exchanges", home, "amq.direct").delete().expect(401);
    }

    @Test
    @Rule("MGMT-11")
    void deletingAnExchangeInUseOnConditionIsRefused(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k");
        ManagementBench.Resource place =
                ManagementBench.of(lab).at("exchanges", lab.endpoint().virtualHost(), exchange);
        place.query("if-unused=true").delete().expectBad("in use");
        channel.queueUnbind(queue, exchange, "k");
        place.query("if-unused=true").delete().expect(204);
        place.get().expect(404);
    }

    private static Map<String, Object> binding(String key, Map<String, Object> arguments) {
        return QueueBench.arguments("routing_key", key, "arguments", arguments);
    }

    @Test
    @Rule("MGMT-12")
    void aBindingIsFoundUnderItsPropertiesKey(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        String home = lab.endpoint().virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource all = http.at("bindings", home, "e", exchange, "q", queue);
        all.post(Map.of("routing_key", "", "arguments", Map.of())).expect(201);
        Map<String, String> keys = Map.of("", "~", "plain", "plain", "k/x y.#", "k%2Fx+y.%23");
        keys.forEach((key, encoded) -> {
            ManagementBench.Reply made = all.post(binding(key, Map.of())).expect(201);
            Expect.equal("Location", queue + "/" + encode(encoded), made.header("Location"));
            ManagementBench.Resource one = http.at("bindings", home, "e", exchange, "q", queue, encoded);
            one.get()
                    .expect(200)
                    .expectJson(QueueBench.arguments(
                            "source",
                            exchange,
                            "vhost",
                            home,
                            "destination",
                            queue,
                            "destination_type",
                            "queue",
                            "routing_key",
                            key,
                            "arguments",
                            Map.of(),
                            "properties_key",
                            encoded));
            one.delete().expect(204);
            one.delete().expect(404);
        });
        all.get().expect(200).expectJson(List.of());
    }

    /** The location is a path whose segment is encoded once more. */
    private static String encode(String key) {
        return key.equals("~") ? key : java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    @Rule("MGMT-12")
    void argumentsOfABindingAddAHashToItsKey(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "headers");
        String queue = lab.queue(channel);
        String home = lab.endpoint().virtualHost();
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource all = http.at("bindings", home, "e", exchange, "q", queue);
        for (String key : List.of("", "k")) {
            String location = all.post(binding(key, Map.of("h", 1))).expect(201).header("Location");
            String prefix = queue + "/" + key + "~";
            Expect.that(
                    location.startsWith(prefix) && location.length() > prefix.length(),
                    "a Location that begins with " + prefix + " and a hash",
                    () -> location);
            ManagementBench.Resource one =
                    http.at("bindings", home, "e", exchange, "q", queue, location.substring(queue.length() + 1));
            one.get().expect(200).expectAt("/arguments", Map.of("h", 1)).expectAt("/routing_key", key);
            one.delete().expect(204);
        }
        http.at("bindings", home, "e", exchange, "e", "amq.fanout")
                .post(binding("e", Map.of()))
                .expect(201);
        http.at("bindings", home, "e", exchange, "e", "amq.fanout", "e")
                .get()
                .expectAt("/destination_type", "exchange");
        http.at("bindings", home, "e", lab.name("missing"), "q", queue)
                .post(binding("e", Map.of()))
                .expect(404);
    }

    @Test
    @Rule("MGMT-13")
    void bindingsAreListedFromBothEndsTheImplicitOnesToo(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        String home = lab.endpoint().virtualHost();
        channel.queueBind(queue, exchange, "k");
        channel.exchangeBind("amq.fanout", exchange, "e");
        ManagementBench http = ManagementBench.of(lab);
        Map<String, Object> toQueue = fact(home, exchange, queue, "queue", "k");
        Map<String, Object> toExchange = fact(home, exchange, "amq.fanout", "exchange", "e");
        Map<String, Object> implicit = fact(home, "", queue, "queue", queue);
        expectAll(http.at("exchanges", home, exchange, "bindings", "source"), true, toQueue, toExchange);
        expectAll(http.at("exchanges", home, "amq.fanout", "bindings", "destination"), false, toExchange);
        expectAll(http.at("queues", home, queue, "bindings"), true, implicit, toQueue);
        expectAll(http.at("bindings", home), false, implicit, toQueue, toExchange);
        expectAll(http.at("bindings"), false, implicit, toQueue, toExchange);
    }

    private static Map<String, Object> fact(String home, String source, String to, String kind, String key) {
        return QueueBench.arguments(
                "source",
                source,
                "vhost",
                home,
                "destination",
                to,
                "destination_type",
                kind,
                "routing_key",
                key,
                "arguments",
                Map.of(),
                "properties_key",
                key);
    }

    @SafeVarargs
    private static void expectAll(ManagementBench.Resource list, boolean nothingElse, Map<String, Object>... bindings) {
        ManagementBench.Reply reply = list.get().expect(200);
        List<com.fasterxml.jackson.databind.JsonNode> shown = new java.util.ArrayList<>();
        reply.json().forEach(shown::add);
        for (Map<String, Object> binding : bindings) {
            Expect.that(
                    shown.contains(ManagementBench.json(binding)),
                    binding + " in " + list,
                    () -> Optional.of(shown).toString());
        }
        Expect.that(
                !nothingElse || shown.size() == bindings.length,
                bindings.length + " bindings in " + list,
                shown::toString);
    }
}
