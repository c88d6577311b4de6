package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Declaring delayed exchanges. */
@Conformance
@Needs(Capability.DELAYED_EXCHANGE)
class DelayDeclareCases {
    private static final String TYPE = "x-delayed-message";
    private static final String INNER = "x-delayed-type";

    @Test
    @Rule("DELAY-01")
    void theTypeBehindTheDelayMustBeNamedAndNotBeTheDelayItself(Lab lab) throws Exception {
        Connection connection = lab.connect();
        for (String inner : List.of("direct", "fanout", "topic", "headers")) {
            declare(lab, lab.channel(connection), Map.of(INNER, inner));
        }
        for (Map<String, Object> arguments : List.of(
                Map.<String, Object>of(), Map.<String, Object>of(INNER, 5), Map.<String, Object>of(INNER, TYPE))) {
            Channel channel = lab.channel(connection);
            Refusals.expect(
                    "a delayed exchange with " + arguments, 406, "40.10", () -> declare(lab, channel, arguments));
        }
    }

    @Test
    @Rule("DELAY-01")
    void anUnknownTypeBehindTheDelayEndsTheConnectionWith503(Lab lab) {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        AMQP.Connection.Close close =
                lab.expectConnectionClose(connection, 503, () -> declare(lab, channel, Map.of(INNER, "no-such-type")));
        lab.expectText("no-such-type", close.getReplyText());
    }

    @Test
    @Rule("DELAY-02")
    void aRedeclareMayNameAnotherTypeOrNoneAndChangesNothing(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        Inbox other = bench.inbox(exchange, "other");
        Inbox inbox = bench.inbox(exchange, "k");
        bench.channel().exchangeDeclare(exchange, TYPE, false, false, Map.of(INNER, "fanout"));
        bench.channel().exchangeDeclare(exchange, TYPE, false, false, Map.of());
        long sent = bench.publish(exchange, "k", 200, "still direct");
        DelayBench.expectAfter(200, sent, inbox, "still direct");
        other.expectNothing();
    }

    private static void declare(Lab lab, Channel channel, Map<String, Object> arguments) throws IOException {
        channel.exchangeDeclare(lab.name("delayed"), TYPE, false, false, arguments);
    }
}
