package dev.touchstone.suite.cases.ae;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an exchange routes nowhere, its alternate exchange routes. */
@Conformance
@Needs(Capability.ALTERNATE_EXCHANGE)
class AlternateExchangeCases {
    @Test
    @Rule("AE-01")
    void theAlternateRoutesByTheSameKeyAndTheDeliveryNamesTheOriginal(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("topic");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        String matching = bench.queue(alternate, "a.*");
        String other = bench.queue(alternate, "b.*");
        Expect.equal("routed", true, bench.publish(source, "a.1"));
        GetResponse message = Expect.present("a message", bench.channel().basicGet(matching, true));
        Expect.equal("body", "a.1", new String(message.getBody(), StandardCharsets.UTF_8));
        Expect.equal("exchange", source, message.getEnvelope().getExchange());
        Expect.equal("routing key", "a.1", message.getEnvelope().getRoutingKey());
        Expect.equal("keys with another pattern", List.of(), bench.drain(other));
    }

    @Test
    @Rule("AE-01")
    void theAlternateGetsNothingThatTheExchangeRoutesItself(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("fanout");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        String own = bench.queue(source, "k");
        String fallback = bench.queue(alternate, "");
        for (String key : List.of("k", "elsewhere", "k")) {
            bench.publish(source, key);
        }
        Expect.equal("keys in the exchange's queue", List.of("k", "k"), bench.drain(own));
        Expect.equal("keys in the alternate's queue", List.of("elsewhere"), bench.drain(fallback));
    }

    @Test
    @Rule("AE-02")
    void whatTheAlternateDeliversIsAckedAndNotReturned(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("fanout");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        String queue = bench.queue(alternate, "");
        for (int i = 0; i < 3; i++) {
            Expect.equal("a mandatory message is routed", true, bench.publish(source, "k"));
        }
        Expect.equal("keys that arrived", List.of("k", "k", "k"), bench.drain(queue));
    }

    @Test
    @Rule("AE-03")
    void theReturnComesOnlyIfTheAlternateRoutesNowhereToo(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("direct");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        bench.expectReturn(source, "k");
        String queue = bench.queue(alternate, "k");
        bench.expectCopies(1, queue, source, "k");
        bench.expectReturn(source, "another");
    }

    @Test
    @Rule("AE-04")
    void alternatesHaveAlternatesOfTheirOwn(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String last = bench.exchange("fanout");
        String middle = withAlternate(lab, bench.channel(), "direct", last);
        String source = withAlternate(lab, bench.channel(), "topic", middle);
        bench.expectReturn(source, "m");
        String inTheMiddle = bench.queue(middle, "m");
        String atTheEnd = bench.queue(last, "");
        bench.publish(source, "m");
        bench.publish(source, "e");
        Expect.equal("keys in the middle", List.of("m"), bench.drain(inTheMiddle));
        Expect.equal("keys at the end", List.of("e"), bench.drain(atTheEnd));
    }

    @Test
    @Rule("AE-04")
    void aLoopOfAlternatesEndsAndTheMessageIsUnroutable(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String second = lab.name("second");
        String first = withAlternate(lab, bench.channel(), "direct", second);
        declare(bench.channel(), second, "direct", first);
        String own = lab.name("own");
        declare(bench.channel(), own, "fanout", own);
        for (String source : List.of(first, second, own)) {
            bench.expectReturn(source, "k");
        }
        String queue = bench.queue(first, "k");
        bench.expectCopies(1, queue, second, "k");
    }

    @Test
    @Rule("AE-05")
    void aMissingAlternateMakesTheMessageUnroutableAndNoError(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String source = withAlternate(lab, bench.channel(), "direct", lab.name("missing"));
        bench.expectReturn(source, "k");
        String queue = bench.queue(source, "k");
        bench.expectCopies(1, queue, source, "k");
        bench.expectReturn(source, "still nowhere");
    }

    @Test
    @Rule("AE-06")
    void theAlternateMayBeDeclaredLater(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = lab.name("later");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        bench.expectReturn(source, "k");
        bench.channel().exchangeDeclare(alternate, "fanout");
        String queue = bench.queue(alternate, "");
        bench.expectCopies(1, queue, source, "k");
    }

    @Test
    @Rule("AE-07")
    void exchangesOfEveryTypeHaveAnAlternate(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("fanout");
        String queue = bench.queue(alternate, "");
        for (String type : List.of("direct", "fanout", "topic", "headers")) {
            String source = withAlternate(lab, bench.channel(), type, alternate);
            Expect.equal("routed from a " + type + " exchange", true, bench.publish(source, type));
        }
        Expect.equal("keys that arrived", List.of("direct", "fanout", "topic", "headers"), bench.drain(queue));
    }

    @Test
    @Rule("AE-07")
    void exchangesOfEveryTypeAreAlternates(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        for (String type : List.of("direct", "fanout", "topic", "headers")) {
            String alternate = bench.exchange(type);
            String source = withAlternate(lab, bench.channel(), "direct", alternate);
            String queue = bench.queue(alternate, "k.1", Map.of("x-match", "all", "h", "v"));
            Expect.equal("routed by a " + type + " exchange", true, bench.publish(source, "k.1", Map.of("h", "v")));
            Expect.equal("keys behind a " + type + " exchange", List.of("k.1"), bench.drain(queue));
        }
    }

    @Test
    @Rule("AE-07")
    void aHeadersAlternateMatchesTheMessagesHeaders(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("headers");
        String source = withAlternate(lab, bench.channel(), "headers", alternate);
        bench.queue(alternate, "", Map.of("x-match", "all", "h", "v"));
        Expect.equal("routed with h=v", true, bench.publish(source, "k", Map.of("h", "v")));
        Expect.equal("routed with h=w", false, bench.publish(source, "k", Map.of("h", "w")));
    }

    @Test
    @Rule("AE-07")
    void anInternalExchangeMayBeAnAlternate(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = lab.name("internal");
        bench.channel().exchangeDeclare(alternate, "fanout", false, false, true, Map.of());
        String source = withAlternate(lab, bench.channel(), "topic", alternate);
        String queue = bench.queue(alternate, "");
        bench.expectCopies(1, queue, source, "k");
    }

    @Test
    @Rule("AE-08")
    void anExchangeBehindCountsAsRoutedEvenIfItFindsNoQueue(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("fanout");
        String fallback = bench.queue(alternate, "");
        String source = withAlternate(lab, bench.channel(), "fanout", alternate);
        bench.expectCopies(1, fallback, source, "before the binding");
        String behind = bench.exchange("direct");
        bench.channel().exchangeBind(behind, source, "");
        bench.expectReturn(source, "k");
        Expect.equal("keys in the alternate's queue", List.of(), bench.drain(fallback));
        String queue = bench.queue(behind, "k");
        bench.expectCopies(1, queue, source, "k");
    }

    @Test
    @Rule("AE-09")
    void theAlternateIsTriedOnlyIfNeitherTheKeyNorACopyKeyRoutes(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String alternate = bench.exchange("fanout");
        String fallback = bench.queue(alternate, "");
        String source = withAlternate(lab, bench.channel(), "direct", alternate);
        String copies = bench.queue(source, "copy");
        for (String header : List.of("CC", "BCC")) {
            bench.publish(source, header + " routes", Map.of(header, List.of("nowhere", "copy")));
            Expect.equal("keys behind " + header, List.of(header + " routes"), bench.drain(copies));
            Expect.equal("keys in the alternate's queue", List.of(), bench.drain(fallback));
            bench.publish(source, header + " does not", Map.of(header, List.of("nowhere", "nowhere else")));
            Expect.equal("keys in the alternate's queue", List.of(header + " does not"), bench.drain(fallback));
        }
        Expect.equal("keys behind the copy key", List.of(), bench.drain(copies));
    }

    @Test
    @Rule("AE-11")
    void theDefaultExchangeAsAlternateIsLegalAndRoutesNothing(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String queue = bench.queue();
        String source = withAlternate(lab, bench.channel(), "direct", "");
        bench.expectReturn(source, queue);
        Expect.equal("messages in the queue of that name", List.of(), bench.drain(queue));
    }

    /** Declares an exchange with that alternate and returns its name. */
    private static String withAlternate(Lab lab, Channel channel, String type, String alternate) throws IOException {
        String exchange = lab.name(type);
        declare(channel, exchange, type, alternate);
        return exchange;
    }

    private static void declare(Channel channel, String exchange, String type, String alternate) throws IOException {
        channel.exchangeDeclare(exchange, type, false, false, Map.of("alternate-exchange", alternate));
    }
}
