package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a delayed message goes, decided when it is due. */
@Conformance
@Needs(Capability.DELAYED_EXCHANGE)
class DelayRoutingCases {
    private static final String K = "k";

    @Test
    @Timed
    @Rule("DELAY-10")
    void bindingsCountAsTheyAreWhenTheMessageIsDue(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        String boundLater = lab.queue(bench.channel());
        String unbound = bench.queue(exchange, K);
        bench.publish(exchange, K, 1500, "m");
        bench.channel().queueBind(boundLater, exchange, K);
        bench.channel().queueUnbind(unbound, exchange, K);
        Inbox inbox = lab.consume(bench.channel(), boundLater, true);
        Expect.equal("body in the queue that was bound later", "m", Inbox.text(inbox.next()));
        Expect.equal("messages in the queue that was unbound", 0, bench.depth(unbound));
    }

    @Test
    @Timed
    @Rule("DELAY-11")
    void anExchangeThatIsDeletedLosesItsPendingMessages(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        String queue = bench.queue(exchange, K);
        bench.publish(exchange, K, 1000, "lost");
        bench.channel().exchangeDelete(exchange);
        awaitDue(bench, 1100);
        Expect.equal("messages of an exchange that was deleted", 0, bench.depth(queue));
    }

    @Test
    @Timed
    @Rule("DELAY-11")
    void anExchangeThatIsDeletedAndMadeAgainInTimeDeliversThem(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        String queue = bench.queue(exchange, K);
        long sent = bench.publish(exchange, K, 1500, "kept");
        bench.channel().exchangeDelete(exchange);
        bench.declare(exchange, "direct", Map.of());
        bench.channel().queueBind(queue, exchange, K);
        Inbox inbox = lab.consume(bench.channel(), queue, true);
        DelayBench.expectAfter(1500, sent, inbox, "kept");
    }

    /** Waits until a message is delivered that is due in so many milliseconds. */
    private static void awaitDue(DelayBench bench, int millis) throws IOException {
        String clock = bench.exchange("fanout");
        Inbox inbox = bench.inbox(clock, "");
        bench.publish(clock, "", millis, "tick");
        inbox.next();
    }

    @Test
    @Timed
    @Rule("DELAY-12")
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void theAlternateGetsADelayedMessageAtOnceAndTheQueueGetsItAgainWhenItIsDue(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String alternate = lab.exchange(bench.channel(), "fanout");
        Inbox fallback = bench.inbox(alternate, "");
        String exchange = bench.declare(lab.name("with-alternate"), "direct", Map.of("alternate-exchange", alternate));
        Inbox inbox = bench.inbox(exchange, K);
        long sent = bench.publish(exchange, K, 1500, "m");
        Expect.equal("body behind the alternate", "m", Inbox.text(fallback.next()));
        Expect.equal("deliveries before the message is due", 0, inbox.waiting());
        DelayBench.expectAfter(1500, sent, inbox, "m");
        fallback.expectNothing();
    }

    @Test
    @Timed
    @Rule("DELAY-13")
    @Needs(Capability.MESSAGE_TTL)
    void expiryBeginsInTheQueueWhenTheMessageIsDue(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("fanout");
        Inbox inbox = bench.inbox(exchange, "");
        String queue = lab.queue(bench.channel(), Map.of("x-message-ttl", 100));
        bench.channel().queueBind(queue, exchange, "");
        Inbox withTtl = lab.consume(bench.channel(), queue, true);
        AMQP.BasicProperties properties =
                DelayBench.delay(400).builder().expiration("100").build();
        long sent = bench.publish(exchange, K, properties, "m");
        DelayBench.expectAfter(400, sent, inbox, "m");
        DelayBench.expectAfter(400, sent, withTtl, "m");
    }

    @Test
    @Rule("DELAY-14")
    @Needs(Capability.DEAD_LETTERING)
    void theHeaderKeepsTheDelayWithEitherSignAndIsNegativeInADeadLetter(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        Channel channel = bench.channel();
        String letters = lab.exchange(channel, "fanout");
        Inbox dead = bench.inbox(letters, "");
        String exchange = bench.exchange("fanout");
        String queue = lab.queue(channel, Map.of("x-dead-letter-exchange", letters));
        channel.queueBind(queue, exchange, "");
        bench.publish(exchange, K, 200, "m");
        lab.awaitDepth(channel, queue, 1);
        GetResponse message = Expect.present("a message", channel.basicGet(queue, false));
        Expect.equal("x-delay without its sign", 200L, Math.abs(header(message.getProps())));
        channel.basicReject(message.getEnvelope().getDeliveryTag(), false);
        Expect.equal("x-delay in the dead letter", -200L, header(dead.next().getProperties()));
    }

    private static long header(AMQP.BasicProperties properties) {
        return Expect.present("headers", properties.getHeaders()).get("x-delay") instanceof Number delay
                ? delay.longValue()
                : 0;
    }

    @Test
    @Timed
    @Rule("DELAY-16")
    void behindAnotherExchangeTheDelayBeginsOnArrival(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String first = lab.exchange(bench.channel(), "fanout");
        String exchange = bench.exchange("direct");
        bench.channel().exchangeBind(exchange, first, "");
        Inbox inbox = bench.inbox(exchange, K);
        long sent = bench.publish(first, K, 400, "m");
        Delivery delivery = DelayBench.expectAfter(400, sent, inbox, "m");
        Expect.equal("exchange", first, delivery.getEnvelope().getExchange());
    }

    @Test
    @Timed
    @Rule("DELAY-16")
    @Needs(Capability.DEAD_LETTERING)
    void aDeadLetterIsDelayedToo(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        Channel channel = bench.channel();
        String exchange = bench.exchange("direct");
        Inbox inbox = bench.inbox(exchange, "letter");
        String source =
                lab.queue(channel, Map.of("x-dead-letter-exchange", exchange, "x-dead-letter-routing-key", "letter"));
        bench.publish("", source, 500, "m");
        GetResponse message = Expect.present("a message", channel.basicGet(source, false));
        long rejected = System.nanoTime();
        channel.basicReject(message.getEnvelope().getDeliveryTag(), false);
        DelayBench.expectAfter(500, rejected, inbox, "m");
    }

    @Test
    @Timed
    @Rule("DELAY-16")
    void copiesByHeaderAreDelayedToo(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        Inbox inbox = bench.inbox(exchange, K);
        Inbox copy = bench.inbox(exchange, "copy");
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("x-delay", 400, "CC", List.of("copy")))
                .build();
        long sent = bench.publish(exchange, K, properties, "m");
        DelayBench.expectAfter(400, sent, inbox, "m");
        DelayBench.expectAfter(400, sent, copy, "m");
    }
}
