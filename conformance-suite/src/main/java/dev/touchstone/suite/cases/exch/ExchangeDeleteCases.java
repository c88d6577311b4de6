package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code exchange.delete}, and exchanges that go by themselves. */
@Conformance
class ExchangeDeleteCases {
    @Test
    @Rule("EXCH-10")
    void deletingAMissingExchangeIsAnsweredDeleteOk(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.exchange(channel, "direct");
        channel.exchangeDelete(exchange);
        channel.exchangeDelete(exchange);
        channel.exchangeDelete(lab.name("missing"));
        expectGone(lab, exchange);
    }

    @Test
    @Rule("EXCH-11")
    void deleteIfUnusedOfABoundSourceIs406(Lab lab) throws Exception {
        Channel setUp = lab.channel();
        String exchange = lab.exchange(setUp, "direct");
        String queue = lab.queue(setUp);
        setUp.queueBind(queue, exchange, "k");
        Channel channel = lab.channel();
        AMQP.Channel.Close close =
                lab.expectChannelClose(channel, 406, 40, 20, () -> channel.exchangeDelete(exchange, true));
        lab.expectText("in use", close.getReplyText());
        setUp.exchangeDeclarePassive(exchange);
        setUp.queueUnbind(queue, exchange, "k");
        setUp.exchangeDelete(exchange, true);
        expectGone(lab, exchange);
    }

    @Test
    @Rule("EXCH-11")
    void aSourceOfExchangeBindingsIsInUseAndADestinationIsNot(Lab lab) throws Exception {
        Channel setUp = lab.channel();
        String source = lab.exchange(setUp, "fanout");
        String destination = lab.exchange(setUp, "fanout");
        setUp.exchangeBind(destination, source, "");
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 406, 40, 20, () -> channel.exchangeDelete(source, true));
        setUp.exchangeDelete(destination, true);
        expectGone(lab, destination);
    }

    @Test
    @Rule("EXCH-11")
    void deleteWithoutIfUnusedTakesTheBindingsAlong(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = bench.exchange("fanout");
        bench.queue(exchange, "");
        bench.channel().exchangeDelete(exchange);
        expectGone(lab, exchange);
        bench.channel().exchangeDeclare(exchange, "fanout");
        bench.expectReturn(exchange, "k");
    }

    @Test
    @Rule("EXCH-12")
    void anAutoDeleteExchangeGoesWithItsLastUnbind(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = autoDelete(lab, channel);
        String queue = lab.queue(channel);
        channel.queueBind(queue, exchange, "one");
        channel.queueBind(queue, exchange, "two");
        channel.queueUnbind(queue, exchange, "one");
        channel.exchangeDeclarePassive(exchange);
        channel.queueUnbind(queue, exchange, "two");
        expectGone(lab, exchange);
        channel.queueDeclarePassive(queue);
    }

    @Test
    @Rule("EXCH-12")
    void anAutoDeleteExchangeGoesWithItsLastQueue(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = autoDelete(lab, channel);
        String first = lab.queue(channel);
        String second = lab.queue(channel);
        channel.queueBind(first, exchange, "k");
        channel.queueBind(second, exchange, "k");
        channel.queueDelete(first);
        channel.exchangeDeclarePassive(exchange);
        channel.queueDelete(second);
        expectGone(lab, exchange);
    }

    @Test
    @Rule("EXCH-12")
    void anAutoDeleteExchangeGoesWithItsLastDestinationExchange(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = autoDelete(lab, channel);
        String destination = lab.exchange(channel, "fanout");
        channel.exchangeBind(destination, exchange, "k");
        channel.exchangeDeclarePassive(exchange);
        channel.exchangeDelete(destination);
        expectGone(lab, exchange);
    }

    @Test
    @Rule("EXCH-12")
    void anAutoDeleteExchangeThatNeverHadABindingStays(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = autoDelete(lab, channel);
        String source = lab.exchange(channel, "fanout");
        channel.queueUnbind(lab.queue(channel), exchange, "never bound");
        channel.exchangeBind(exchange, source, "");
        channel.exchangeUnbind(exchange, source, "");
        channel.getConnection().close();
        lab.channel().exchangeDeclarePassive(exchange);
    }

    private static String autoDelete(Lab lab, Channel channel) throws Exception {
        String exchange = lab.name("auto-delete");
        channel.exchangeDeclare(exchange, "direct", false, true, null);
        return exchange;
    }

    private static void expectGone(Lab lab, String exchange) {
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive(exchange));
    }
}
