package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publishing to exchanges that take no publishes: internal ones and missing ones. */
@Conformance
class ExchangePublishCases {
    @Test
    @Rule("EXCH-13")
    void publishingToAnInternalExchangeIs403(Lab lab) throws Exception {
        String exchange = internal(lab, lab.channel());
        for (String name : new String[] {exchange, "amq.rabbitmq.trace"}) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close =
                    lab.expectChannelClose(channel, 403, 60, 40, () -> lab.publish(channel, name, "k", "m"));
            lab.expectText("cannot publish to internal exchange '" + name + "'", close.getReplyText());
        }
    }

    @Test
    @Rule("EXCH-13")
    void anInternalExchangeRoutesWhatComesByExchangeBinding(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String internal = internal(lab, bench.channel());
        String queue = bench.queue(internal, "");
        String source = bench.exchange("fanout");
        bench.channel().exchangeBind(internal, source, "");
        bench.expectCopies(1, queue, source, "k");
    }

    @Test
    @Rule("EXCH-13")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void anInternalExchangeRoutesWhatComesAsAlternate(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String internal = internal(lab, bench.channel());
        String queue = bench.queue(internal, "");
        String exchange = lab.name("x");
        bench.channel().exchangeDeclare(exchange, "direct", false, false, Map.of("alternate-exchange", internal));
        bench.expectCopies(1, queue, exchange, "k");
    }

    @Test
    @Rule("EXCH-14")
    void publishingToAMissingExchangeClosesTheChannelAndNotTheConnection(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String missing = lab.name("missing");
        AMQP.Channel.Close close =
                lab.expectChannelClose(channel, 404, 60, 40, () -> lab.publish(channel, missing, "k", "m"));
        lab.expectText(
                "no exchange '" + missing + "' in vhost '" + lab.endpoint().virtualHost() + "'", close.getReplyText());
        Channel next = lab.channel(connection);
        String queue = lab.queue(next);
        lab.publish(next, "", queue, "the connection lives");
        Expect.equal("body", "the connection lives", lab.get(next, queue));
    }

    @Test
    @Rule("EXCH-14")
    void theErrorOfAMissingExchangeComesUnaskedAndOtherChannelsGoOn(Lab lab) {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        dialogue.probe().publish(1, lab.name("missing"), "k", (byte) 'm');
        MethodFields close = dialogue.expectChannelClose(1, 404, 60, 40);
        lab.expectText("NOT_FOUND - no exchange", close.text("reply-text"));
        dialogue.barrier(2);
        dialogue.openChannel(1);
    }

    private static String internal(Lab lab, Channel channel) throws Exception {
        String exchange = lab.name("internal");
        channel.exchangeDeclare(exchange, "fanout", false, false, true, null);
        return exchange;
    }
}
