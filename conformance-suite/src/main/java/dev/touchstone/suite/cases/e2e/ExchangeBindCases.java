package dev.touchstone.suite.cases.e2e;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code exchange.bind}: how messages travel from exchange to exchange. */
@Conformance
class ExchangeBindCases {
    @Test
    @Rule("E2E-01")
    void aDeliveryShowsTheExchangeItWasPublishedTo(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String source = bench.exchange("direct");
        String destination = bench.exchange("fanout");
        String queue = bench.queue(destination, "");
        AMQP.Exchange.BindOk ok = bench.channel().exchangeBind(destination, source, "k");
        Expect.equal("bind-ok", 31, ok.protocolMethodId());
        bench.publish(source, "k", Map.of("name", "value"));
        GetResponse got = Expect.present("a message", bench.channel().basicGet(queue, true));
        Expect.equal("exchange in get-ok", source, got.getEnvelope().getExchange());
        Expect.equal("routing key in get-ok", "k", got.getEnvelope().getRoutingKey());
        Expect.equal(
                "header", "value", String.valueOf(got.getProps().getHeaders().get("name")));
        Inbox inbox = lab.consume(bench.channel(), queue, true);
        bench.publish(source, "k");
        Delivery delivery = inbox.next();
        Expect.equal("exchange in deliver", source, delivery.getEnvelope().getExchange());
        Expect.equal("routing key in deliver", "k", delivery.getEnvelope().getRoutingKey());
    }

    @Test
    @Rule("E2E-01")
    void theDestinationRoutesAgainByTheSameKey(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String source = bench.exchange("topic");
        String destination = bench.exchange("direct");
        bench.channel().exchangeBind(destination, source, "a.#");
        String ab = bench.queue(destination, "a.b");
        String pattern = bench.queue(destination, "a.#");
        for (String key : List.of("a.b", "a.c", "b")) {
            bench.publish(source, key);
        }
        Expect.equal("keys by a.b", List.of("a.b"), bench.drain(ab));
        Expect.equal("keys by the literal a.#", List.of(), bench.drain(pattern));
        bench.expectReturn(source, "a.c");
    }

    @Test
    @Rule("E2E-01")
    void theDestinationRoutesAgainByTheSameHeaders(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String source = bench.exchange("headers");
        String destination = bench.exchange("headers");
        bench.channel().exchangeBind(destination, source, "", Map.of("x-match", "any", "a", 1, "b", 2));
        String queue = bench.queue(destination, "", Map.of("c", 3));
        bench.publish(source, "both", Map.of("a", 1, "c", 3));
        bench.publish(source, "source only", Map.of("b", 2));
        bench.publish(source, "destination only", Map.of("c", 3));
        Expect.equal("keys that arrived", List.of("both"), bench.drain(queue));
    }

    @Test
    @Rule("E2E-02")
    void aQueueGetsOneCopyHoweverManyPathsLeadToIt(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String source = bench.exchange("fanout");
        String queue = bench.queue(source, "");
        String last = bench.exchange("fanout");
        channel.queueBind(queue, last, "");
        for (int i = 0; i < 3; i++) {
            String middle = bench.exchange("fanout");
            channel.exchangeBind(middle, source, "");
            channel.exchangeBind(last, middle, "");
            channel.queueBind(queue, middle, "");
        }
        bench.expectCopies(1, queue, source, "k");
        bench.expectCopies(1, queue, last, "k");
    }

    @Test
    @Rule("E2E-03")
    void aCycleOfExchangesTerminates(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        List<String> ring = List.of(bench.exchange("fanout"), bench.exchange("fanout"), bench.exchange("fanout"));
        for (int i = 0; i < ring.size(); i++) {
            channel.exchangeBind(ring.get((i + 1) % ring.size()), ring.get(i), "");
        }
        String queue = bench.queue(ring.get(0), "");
        String far = bench.queue(ring.get(2), "");
        bench.publish(ring.get(0), "k");
        Expect.equal("copies at the start of the ring", 1, bench.drain(queue).size());
        Expect.equal("copies at its end", 1, bench.drain(far).size());
        bench.expectCopies(1, queue, ring.get(1), "k");
    }

    @Test
    @Rule("E2E-03")
    void anExchangeMayBeBoundToItself(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String source = bench.exchange("topic");
        bench.channel().exchangeBind(source, source, "#");
        String queue = bench.queue(source, "#");
        bench.expectCopies(1, queue, source, "k");
    }

    @Test
    @Rule("E2E-04")
    void bindingMissingExchangesIs404(Lab lab) throws Exception {
        String there = lab.exchange(lab.channel(), "fanout");
        String missing = lab.name("missing");
        for (List<String> pair : List.of(List.of(missing, there), List.of(there, missing))) {
            Channel channel = lab.channel();
            AMQP.Channel.Close close = lab.expectChannelClose(
                    channel, 404, 40, 30, () -> channel.exchangeBind(pair.get(0), pair.get(1), "k"));
            lab.expectText("no exchange '" + missing + "' in vhost", close.getReplyText());
        }
    }

    @Test
    @Rule("E2E-04")
    void bindingTheDefaultExchangeIs403(Lab lab) throws Exception {
        String there = lab.exchange(lab.channel(), "fanout");
        for (List<String> pair : List.of(List.of("", there), List.of(there, ""))) {
            Channel channel = lab.channel();
            lab.expectChannelClose(channel, 403, 40, 30, () -> channel.exchangeBind(pair.get(0), pair.get(1), "k"));
        }
    }

    @Test
    @Rule("E2E-05")
    void unbindingAMissingBindingIsAnsweredWithMethod51(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String source = lab.exchange(channel, "fanout");
        String destination = lab.exchange(channel, "fanout");
        Dialogue dialogue = lab.dialChannel();
        AMQP.Exchange.Unbind unbind = new AMQP.Exchange.Unbind.Builder()
                .destination(destination)
                .source(source)
                .routingKey("never bound")
                .build();
        MethodFields ok = dialogue.call(1, unbind, "exchange.unbind-ok");
        Expect.equal("class and method of unbind-ok", "40.51", ok.classId() + "." + ok.methodId());
    }

    @Test
    @Rule("E2E-05")
    void unbindRemovesTheBindingWithThatKeyOnly(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        Channel channel = bench.channel();
        String source = bench.exchange("direct");
        String destination = bench.exchange("fanout");
        String queue = bench.queue(destination, "");
        channel.exchangeBind(destination, source, "one");
        channel.exchangeBind(destination, source, "two");
        channel.exchangeUnbind(destination, source, "one");
        bench.expectReturn(source, "one");
        bench.expectCopies(1, queue, source, "two");
    }
}
