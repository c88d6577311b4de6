package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code exchange.declare}: types, repetition and what must be equal in a repetition. */
@Conformance
class ExchangeDeclareCases {
    @Test
    @Rule("EXCH-01")
    void everyStandardTypeCanBeDeclaredAndDeclaredAgain(Lab lab) throws Exception {
        Channel channel = lab.channel();
        for (String type : List.of("direct", "fanout", "topic", "headers")) {
            String exchange = lab.name(type);
            for (int i = 0; i < 2; i++) {
                AMQP.Exchange.DeclareOk ok = channel.exchangeDeclare(exchange, type, true, true, false, Map.of());
                Expect.equal("reply", 11, ok.protocolMethodId());
            }
            channel.exchangeDelete(exchange);
        }
    }

    @Test
    @Rule("EXCH-01")
    void anIdenticalRedeclareKeepsTheBindings(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "k");
        channel.exchangeDeclare(exchange, "direct", false, false, null);
        lab.publish(channel, exchange, "k", "still bound");
        Expect.equal("body", "still bound", lab.get(channel, queue));
    }

    @Test
    @Rule("EXCH-03")
    void anUnknownTypeIs503(Lab lab) {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        AMQP.Connection.Close close = lab.expectConnectionClose(
                connection, 503, () -> channel.exchangeDeclare(lab.name("x"), "touchstone-nope"));
        Expect.equal("failing method", "40.10", close.getClassId() + "." + close.getMethodId());
        lab.expectText("unknown exchange type 'touchstone-nope'", close.getReplyText());
    }

    @Test
    @Rule("EXCH-03")
    void anEmptyTypeAndAWordThatNamesNoTypeAre503(Lab lab) {
        for (String type : List.of("", "queue")) {
            Connection connection = lab.connect();
            Channel channel = lab.channel(connection);
            AMQP.Connection.Close close =
                    lab.expectConnectionClose(connection, 503, () -> channel.exchangeDeclare(lab.name("x"), type));
            lab.expectText("exchange type '" + type + "'", close.getReplyText());
        }
    }

    /** What a second declare sends other than the first: {@code direct}, not durable, not auto-delete, not internal. */
    private record Change(
            String argument, String type, boolean durable, boolean autoDelete, boolean internal, String text) {}

    @Test
    @Rule("EXCH-04")
    void aRedeclareWithAnotherTypeOrFlagIs406(Lab lab) throws Exception {
        String exchange = lab.exchange(lab.channel(), "direct");
        for (Change change : List.of(
                new Change("type", "fanout", false, false, false, "received 'fanout' but current is 'direct'"),
                new Change("durable", "direct", true, false, false, "received 'true' but current is 'false'"),
                new Change("auto_delete", "direct", false, true, false, "received 'true' but current is 'false'"),
                new Change("internal", "direct", false, false, true, "received 'true' but current is 'false'"))) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close = lab.expectChannelClose(
                    channel,
                    406,
                    40,
                    10,
                    () -> channel.exchangeDeclare(
                            exchange, change.type(), change.durable(), change.autoDelete(), change.internal(), null));
            lab.expectText(
                    "inequivalent arg '" + change.argument() + "' for exchange '" + exchange + "' in vhost '"
                            + lab.endpoint().virtualHost() + "': " + change.text(),
                    close.getReplyText());
        }
    }

    @Test
    @Rule("EXCH-04")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void aRedeclareWithAnotherAlternateExchangeIs406(Lab lab) throws Exception {
        Channel first = lab.channel();
        String exchange = lab.name("x");
        Map<String, Object> one = Map.of("alternate-exchange", "amq.fanout");
        first.exchangeDeclare(exchange, "direct", false, false, one);
        first.exchangeDeclare(exchange, "direct", false, false, one);
        for (Map<String, Object> other :
                List.<Map<String, Object>>of(Map.of("alternate-exchange", "amq.topic"), Map.of())) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close = lab.expectChannelClose(
                    channel, 406, 40, 10, () -> channel.exchangeDeclare(exchange, "direct", false, false, other));
            lab.expectText("inequivalent arg 'alternate-exchange' for exchange '" + exchange, close.getReplyText());
        }
    }

    @Test
    @Rule("EXCH-05")
    void argumentsWithoutMeaningAreNotCompared(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        channel.exchangeDeclare(exchange, "direct", false, false, Map.of("foo", 1));
        channel.exchangeDeclare(exchange, "direct", false, false, Map.of("foo", "else", "bar", List.of(1)));
        channel.exchangeDeclare(exchange, "direct", false, false, null);
    }

    @Test
    @Rule("EXCH-16")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void anAlternateExchangeThatIsNoStringIs406(Lab lab) throws Exception {
        String exchange = lab.name("x");
        for (Object value : List.of(1, true, List.of("amq.fanout"))) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close = lab.expectChannelClose(
                    channel,
                    406,
                    40,
                    10,
                    () -> channel.exchangeDeclare(
                            exchange, "direct", false, false, Map.of("alternate-exchange", value)));
            lab.expectText("invalid type", close.getReplyText());
        }
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 404, () -> channel.exchangeDeclarePassive(exchange));
    }
}
