package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Confirms;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.ObjectFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the publisher of a delayed message is told, and what shows that it is pending. */
@Conformance
@Needs(Capability.DELAYED_EXCHANGE)
class DelayAnswerCases {
    private static final String K = "k";

    @Test
    @Timed
    @Rule("DELAY-07")
    void aMandatoryDelayedMessageComesBackAtOnceAndIsDeliveredAllTheSame(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        Inbox inbox = bench.inbox(exchange, K);
        long sent = System.nanoTime();
        bench.channel().basicPublish(exchange, K, true, DelayBench.delay(2000), "m".getBytes(StandardCharsets.UTF_8));
        Confirms.Answer answer = bench.confirms().next();
        Expect.that(
                answer instanceof Confirms.Returned returned
                        && returned.message().getReplyCode() == 312
                        && returned.message().getRoutingKey().equals(K),
                "basic.return 312",
                answer::toString);
        Confirms.Answer next = bench.confirms().next();
        Expect.that(next instanceof Confirms.Ack, "basic.ack", next::toString);
        Expect.equal("deliveries before the message is due", 0, inbox.waiting());
        DelayBench.expectAfter(2000, sent, inbox, "m");
    }

    @Test
    @Timed
    @Rule("DELAY-08")
    void theAckComesBeforeTheMessageReachesAnyQueueAndIsTheOnlyOne(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        String queue = bench.queue(exchange, K);
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish(exchange, K, DelayBench.delay(2000), "m");
        Expect.equal(
                "acked publishes", java.util.Set.of(1L), publisher.answersTo(1).acked());
        Expect.equal("messages in the queue at the ack", 0, bench.depth(queue));
        lab.awaitDepth(bench.channel(), queue, 1);
        publisher.barrier();
    }

    @Test
    @Rule("DELAY-09")
    void aMessageWithoutQueueIsDroppedInSilenceWhenItIsDue(Lab lab) throws Exception {
        String exchange = new DelayBench(lab).exchange("direct");
        RawChannel publisher = RawChannel.open(lab);
        publisher.confirmSelect();
        publisher.publish(exchange, "unbound", DelayBench.delay(300), "lost");
        Expect.equal(
                "acked publishes", java.util.Set.of(1L), publisher.answersTo(1).acked());
        DelayBench later = new DelayBench(lab);
        Inbox witness = later.inbox(exchange, "witness");
        later.publish(exchange, "witness", 400, "due later");
        Expect.equal("body of what is due later", "due later", Inbox.text(witness.next()));
        publisher.barrier();
    }

    @Test
    @Timed
    @Rule("DELAY-17")
    void aDelayedPublishInATransactionIsNotHeldBackUntilTheCommit(Lab lab) throws Exception {
        DelayBench bench = new DelayBench(lab);
        String exchange = bench.exchange("direct");
        Inbox inbox = bench.inbox(exchange, K);
        Channel transaction = lab.channel();
        transaction.txSelect();
        long sent = System.nanoTime();
        transaction.basicPublish(
                exchange, K, DelayBench.delay(300), "never committed".getBytes(StandardCharsets.UTF_8));
        DelayBench.expectAfter(300, sent, inbox, "never committed");
        transaction.txRollback();
    }

    @Test
    @Rule("DELAY-21")
    @Needs({Capability.DELAYED_EXCHANGE, Capability.ADMIN, Capability.OBJECT_LISTS})
    void theListOfExchangesCountsWhatIsPending(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.exchangeDeclare("x", "x-delayed-message", false, false, Map.of("x-delayed-type", "fanout"));
        channel.confirmSelect();
        for (int i = 0; i < 3; i++) {
            channel.basicPublish("x", K, DelayBench.delay(600_000), new byte[0]);
        }
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        lab.await("messages_delayed = 3", Duration.ofMillis(200), () -> pending(lab, place) == 3);
        channel.basicPublish("x", K, DelayBench.delay(0), new byte[0]);
        channel.basicPublish("x", K, DelayBench.delay(600_000), new byte[0]);
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        lab.await("messages_delayed = 4", Duration.ofMillis(200), () -> pending(lab, place) == 4);
    }

    private static long pending(Lab lab, Endpoint place) {
        List<ObjectFacts> found = lab.admin().exchanges(place.virtualHost()).stream()
                .filter(exchange -> exchange.name().equals("x"))
                .toList();
        return found.get(0).facts().get("messages_delayed") instanceof Number number ? number.longValue() : -1;
    }
}
