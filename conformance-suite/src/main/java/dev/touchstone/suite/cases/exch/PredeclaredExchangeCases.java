package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.ObjectFacts;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The exchanges with which every virtual host is born, and the names that belong to the broker. */
@Conformance
class PredeclaredExchangeCases {
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "amq.direct", "direct",
            "amq.fanout", "fanout",
            "amq.topic", "topic",
            "amq.headers", "headers",
            "amq.match", "headers",
            "amq.rabbitmq.trace", "topic"));

    @Test
    @Rule("EXCH-02")
    void everyVirtualHostHasTheStandardExchanges(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (String exchange : TYPES.keySet()) {
            channel.exchangeDeclarePassive(exchange);
        }
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "by the default exchange");
        Expect.equal("body", "by the default exchange", lab.get(channel, queue));
    }

    @Test
    @Rule({"EXCH-02", "EXCH-08"})
    void theStandardExchangesAreDurableAndOfTheirTypes(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (Map.Entry<String, String> exchange : TYPES.entrySet()) {
            boolean internal = exchange.getKey().equals("amq.rabbitmq.trace");
            channel.exchangeDeclare(exchange.getKey(), exchange.getValue(), true, false, internal, null);
        }
    }

    @Test
    @Rule("EXCH-02")
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS})
    void aFreshVirtualHostListsExactlySevenExchanges(Lab lab) {
        Endpoint fresh = lab.freshVirtualHost();
        Map<String, String> listed = new TreeMap<>();
        for (ObjectFacts exchange : lab.admin().exchanges(fresh.virtualHost())) {
            Map<String, Object> facts = exchange.facts();
            listed.put(
                    exchange.name(),
                    facts.get("type") + " durable=" + facts.get("durable") + " internal=" + facts.get("internal"));
        }
        Map<String, String> expected = new TreeMap<>();
        expected.put("", "direct durable=true internal=false");
        TYPES.forEach((name, type) ->
                expected.put(name, type + " durable=true internal=" + name.equals("amq.rabbitmq.trace")));
        Expect.equal("exchanges", expected, listed);
    }

    @Test
    @Rule("EXCH-08")
    void aNewNameWithTheReservedPrefixIs403(Lab lab) {
        for (String name : new String[] {"amq.touchstone-new", "amq."}) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close =
                    lab.expectChannelClose(channel, 403, 40, 10, () -> channel.exchangeDeclare(name, "direct"));
            lab.expectText("contains reserved prefix 'amq.*'", close.getReplyText());
        }
    }

    @Test
    @Rule("EXCH-08")
    void namesThatOnlyLookReservedAreFree(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (String name : new String[] {lab.name("amq.x"), "AMQ." + lab.name("x"), "amq" + lab.name("x")}) {
            channel.exchangeDeclare(name, "direct");
            channel.exchangeDelete(name);
        }
    }

    @Test
    @Rule("EXCH-08")
    void aRedeclareOfAStandardExchangeWithOtherPropertiesIs406(Lab lab) {
        Channel first = lab.channel();
        lab.expectChannelClose(first, 406, 40, 10, () -> first.exchangeDeclare("amq.direct", "direct", false));
        Channel second = lab.channel();
        AMQP.Channel.Close close =
                lab.expectChannelClose(second, 406, 40, 10, () -> second.exchangeDeclare("amq.direct", "fanout", true));
        lab.expectText("inequivalent arg 'type' for exchange 'amq.direct'", close.getReplyText());
    }

    @Test
    @Rule("EXCH-08")
    void passiveDeclareOfAMissingReservedNameIs404(Lab lab) {
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive("amq.touchstone-missing"));
    }

    @Test
    @Rule("EXCH-09")
    void aStandardExchangeCannotBeDeleted(Lab lab) throws Exception {
        for (String exchange : TYPES.keySet()) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close =
                    lab.expectChannelClose(channel, 403, 40, 20, () -> channel.exchangeDelete(exchange));
            lab.expectText("deletion of system exchange '" + exchange + "'", close.getReplyText());
            lab.expectText("not allowed", close.getReplyText());
            lab.channel().exchangeDeclarePassive(exchange);
        }
    }
}
