package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a message is held back, and in which order messages come. */
@Conformance
@Needs(Capability.DELAYED_EXCHANGE)
class DelayTimeCases {
    private static final String K = "k.1";

    @Test
    @Timed
    @Rule("DELAY-03")
    void aMessageIsRoutedByTheTypeBehindTheDelayWhenItIsDue(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        for (String type : List.of("direct", "fanout", "topic")) {
            String exchange = bench.exchange(type);
            Inbox inbox = bench.inbox(exchange, type.equals("topic") ? "k.*" : K);
            Inbox other = bench.inbox(exchange, "other");
            long sent = bench.publish(exchange, K, 400, type);
            Delivery delivery = DelayBench.expectAfter(400, sent, inbox, type);
            Expect.equal("exchange", exchange, delivery.getEnvelope().getExchange());
            Expect.equal("routing key", K, delivery.getEnvelope().getRoutingKey());
            if (type.equals("fanout")) {
                DelayBench.expectAfter(400, sent, other, type);
            }
            other.expectNothing();
        }
    }

    @Test
    @Timed
    @Rule("DELAY-03")
    void aHeadersExchangeBehindTheDelayMatchesHeaders(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("headers");
        String queue = lab.queue(bench.channel());
        bench.channel().queueBind(queue, exchange, "", Map.of("x-match", "all", "h", "v"));
        Inbox inbox = lab.consume(bench.channel(), queue, true);
        for (String value : List.of("other", "v")) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .headers(Map.of("h", value, "x-delay", 300))
                    .build();
            bench.publish(exchange, "", properties, value);
        }
        Expect.equal("body of the message whose header matches", "v", Inbox.text(inbox.next()));
        inbox.expectNothing();
    }

    @Test
    @Rule("DELAY-04")
    void withoutAUsableDelayAMessageIsRoutedAtOnce(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String exchange = new DelayBench(lab).exchange("direct");
        String queue = bench.queue(exchange, K);
        List<Map<String, Object>> headers = new ArrayList<>();
        headers.add(Collections.emptyMap());
        headers.add(Map.of("h", "v"));
        for (Object delay : List.<Object>of(0, -1, -300L, 4_294_967_296L, true, false)) {
            headers.add(Map.of("x-delay", delay));
        }
        Expect.equal("routed without headers", true, bench.publish(exchange, K));
        Expect.equal("keys in the queue without headers", List.of(K), bench.drain(queue));
        for (Map<String, Object> table : headers) {
            Expect.equal("routed with " + table, true, bench.publish(exchange, K, table));
            Expect.equal("keys in the queue with " + table, List.of(K), bench.drain(queue));
        }
    }

    @Test
    @Timed
    @Rule("DELAY-05")
    void decimalStringsFloatsAndIntegersOfEveryWidthAreDelays(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        for (Object delay : List.<Object>of("300", 300.0, (short) 300, 300, 300L, (byte) 100)) {
            Inbox inbox = bench.inbox(exchange, K);
            long sent = bench.publish(exchange, K, delay, "m");
            DelayBench.expectAfter(delay instanceof Byte ? 100 : 300, sent, inbox, "m");
            bench.channel().basicCancel(inbox.tag());
        }
    }

    @Test
    @Rule("DELAY-05")
    void aStringThatIsNoNumberEndsTheConnectionWith541(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        Connection connection = lab.connect();
        com.rabbitmq.client.Channel channel = lab.channel(connection);
        lab.expectConnectionClose(
                connection, 541, () -> channel.basicPublish(exchange, K, DelayBench.delay("abc"), new byte[0]));
    }

    @Test
    @Timed
    @Rule("DELAY-06")
    void messagesOfAllPublishersComeInTheOrderInWhichTheyAreDue(Lab lab) throws Exception {
        DelayBench first = new DelayBench(lab);
        DelayBench second = new DelayBench(lab);
        String exchange = first.exchange("direct");
        Inbox inbox = first.inbox(exchange, K);
        first.publish(exchange, K, 2100, "2100");
        second.publish(exchange, K, 700, "700 first");
        first.publish(exchange, K, 1400, "1400");
        second.publish(exchange, K, 0, "0");
        first.publish(exchange, K, 700, "700 second");
        Expect.equal("bodies", List.of("0", "700 first", "700 second", "1400", "2100"), inbox.bodies(5));
    }

    @Test
    @Rule("DELAY-06")
    void equalDelaysKeepTheOrderOfPublishing(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("fanout");
        Inbox inbox = bench.inbox(exchange, "");
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bodies.add("m" + i);
            bench.channel()
                    .basicPublish(
                            exchange,
                            "",
                            DelayBench.delay(300),
                            bodies.get(i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Expect.equal("bodies", bodies, inbox.bodies(20));
    }

    @Test
    @Timed
    @Rule("DELAY-15")
    void delayedExchangesInARowDelayOnce(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String first = bench.exchange("fanout");
        String second = bench.exchange("fanout");
        bench.channel().exchangeBind(second, first, "");
        Inbox inbox = bench.inbox(second, "");
        // Twice the delay would be later than the time allowed.
        long sent = bench.publish(first, K, 3200, "m");
        DelayBench.expectAfter(3200, sent, inbox, "m");
    }
}
