package dev.touchstone.suite.cases.e2e;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.BindingFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a binding between exchanges lives, and whom it keeps alive. */
@Conformance
class ExchangeBindingLifeCases {
    @Test
    @Rule("E2E-06")
    void theLastUnbindDeletesAnAutoDeleteSourceAndNotTheDestination(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String source = autoDelete(lab, channel);
        String destination = autoDelete(lab, channel);
        channel.exchangeBind(destination, source, "one");
        channel.exchangeBind(destination, source, "two");
        channel.exchangeUnbind(destination, source, "one");
        channel.exchangeDeclarePassive(source);
        channel.exchangeUnbind(destination, source, "two");
        channel.exchangeDeclarePassive(destination);
        expectGone(lab, source);
    }

    @Test
    @Rule("E2E-06")
    void anExchangeBindingKeepsAnAutoDeleteSourceAlive(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String source = autoDelete(lab, channel);
        String destination = lab.exchange(channel, "fanout");
        String queue = lab.queue(channel);
        channel.exchangeBind(destination, source, "");
        channel.queueBind(queue, source, "");
        channel.queueDelete(queue);
        channel.exchangeDeclarePassive(source);
        channel.exchangeDelete(destination);
        expectGone(lab, source);
    }

    @Test
    @Rule("E2E-07")
    void aRemadeDestinationIsNoLongerBound(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String source = bench.exchange("fanout");
        String destination = bench.exchange("fanout");
        channel.exchangeBind(destination, source, "");
        channel.exchangeDelete(destination);
        channel.exchangeDeclare(destination, "fanout");
        bench.queue(destination, "");
        bench.expectReturn(source, "k");
        channel.exchangeDelete(source, true);
    }

    @Test
    @Rule("E2E-07")
    void aRemadeSourceIsNoLongerBound(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String source = bench.exchange("fanout");
        String destination = bench.exchange("fanout");
        bench.queue(destination, "");
        channel.exchangeBind(destination, source, "");
        channel.exchangeDelete(source);
        channel.exchangeDeclare(source, "fanout");
        bench.expectReturn(source, "k");
    }

    @Test
    @Rule("E2E-07")
    @Needs(Capability.OBJECT_LISTS)
    void noBindingNamesADeletedExchange(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String middle = lab.exchange(channel, "fanout");
        String source = lab.exchange(channel, "fanout");
        String destination = lab.exchange(channel, "fanout");
        String queue = lab.queue(channel);
        channel.exchangeBind(middle, source, "in");
        channel.exchangeBind(destination, middle, "out", Map.of("a", 1));
        channel.queueBind(queue, middle, "queue");
        Expect.equal("listed bindings of the exchange", 3, naming(lab, middle).size());
        channel.exchangeDelete(middle);
        Expect.equal("listed bindings of the deleted exchange", List.of(), naming(lab, middle));
    }

    @Test
    @Rule("E2E-08")
    @NodeWide
    @Needs(Capability.DURABILITY)
    void aDurableBindingBetweenDurableExchangesSurvivesARestart(Lab lab) throws Exception {
        Channel before = lab.channel();
        String source = lab.name("source");
        String destination = lab.name("destination");
        String transientOne = lab.name("transient");
        String queue = lab.name("q");
        before.exchangeDeclare(source, "direct", true);
        before.exchangeDeclare(destination, "fanout", true);
        before.exchangeDeclare(transientOne, "fanout", false);
        before.queueDeclare(queue, true, false, false, null);
        before.queueBind(queue, destination, "");
        before.exchangeBind(destination, source, "k", Map.of("a", 1));
        before.exchangeBind(transientOne, source, "k");
        lab.node().stop();
        lab.node().start();
        RoutingBench bench = new RoutingBench(lab);
        bench.expectCopies(1, queue, source, "k");
        bench.expectReturn(source, "other");
        bench.channel().exchangeUnbind(destination, source, "k", Map.of("a", 1));
        bench.expectReturn(source, "k");
    }

    private static List<BindingFacts> naming(Lab lab, String exchange) {
        return lab.admin().bindings(lab.endpoint().virtualHost()).stream()
                .filter(binding -> binding.source().equals(exchange)
                        || binding.destination().equals(exchange))
                .toList();
    }

    private static String autoDelete(Lab lab, Channel channel) throws Exception {
        String exchange = lab.name("auto-delete");
        channel.exchangeDeclare(exchange, "fanout", false, true, null);
        return exchange;
    }

    private static void expectGone(Lab lab, String exchange) {
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 404, 40, 10, () -> channel.exchangeDeclarePassive(exchange));
    }
}
