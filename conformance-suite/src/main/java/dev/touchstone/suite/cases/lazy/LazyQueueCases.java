package dev.touchstone.suite.cases.lazy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lazy queues by argument. */
@Conformance
class LazyQueueCases {
    private static final String MODE = "x-queue-mode";

    @Test
    @Rule("LAZY-01")
    void lazyAndDefaultAreTheOnlyModes(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel declaring = lab.channel(connection);
        for (String mode : List.of("lazy", "default")) {
            lab.queue(declaring, Map.of(MODE, mode));
        }
        for (Object mode : List.<Object>of("Lazy", "", "eager", 1, true)) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "queue.declare with mode " + mode, 406, "50.10", () -> lab.queue(channel, Map.of(MODE, mode)));
            lab.expectText("invalid arg '" + MODE + "' for queue '", close.getReplyText());
        }
    }

    @Test
    @Rule("LAZY-01")
    void aLazyQueueGivesWhatItGotLikeAnyOther(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel, Map.of(MODE, "lazy"));
        for (int i = 0; i < 5; i++) {
            lab.publishConfirmed(channel, "", queue, "m" + i);
        }
        Expect.equal("messages counted", 5, lab.depth(channel, queue));
        GetResponse first = Expect.present("a message", channel.basicGet(queue, false));
        channel.basicNack(first.getEnvelope().getDeliveryTag(), false, true);
        lab.awaitDepth(channel, queue, 5);
        Inbox inbox = lab.consume(channel, queue, false);
        List<Delivery> deliveries = inbox.take(5);
        Expect.equal(
                "bodies",
                List.of("m0", "m1", "m2", "m3", "m4"),
                deliveries.stream().map(Inbox::text).toList());
        Expect.equal(
                "redelivered",
                List.of(true, false, false, false, false),
                deliveries.stream().map(one -> one.getEnvelope().isRedeliver()).toList());
        channel.basicAck(deliveries.get(4).getEnvelope().getDeliveryTag(), true);
        lab.awaitDepth(channel, queue, 0);
    }

    @Test
    @Rule("LAZY-02")
    void anotherOrNoModeInARedeclareIs406(Lab lab) throws Exception {
        Connection connection = lab.connect();
        String lazy = lab.queue(lab.channel(connection), Map.of(MODE, "lazy"));
        lab.channel(connection).queueDeclare(lazy, false, false, false, Map.of(MODE, "lazy"));
        expectInequivalent(lab, connection, lazy, Map.of(MODE, "default"));
        expectInequivalent(lab, connection, lazy, Map.of());
        String plain = lab.queue(lab.channel(connection));
        expectInequivalent(lab, connection, plain, Map.of(MODE, "lazy"));
        expectInequivalent(lab, connection, plain, Map.of(MODE, "default"));
    }

    private static void expectInequivalent(
            Lab lab, Connection connection, String queue, Map<String, Object> arguments) {
        Channel channel = lab.channel(connection);
        AMQP.Channel.Close close = Refusals.expect(
                "a redeclare with " + arguments,
                406,
                "50.10",
                () -> channel.queueDeclare(queue, false, false, false, arguments));
        lab.expectText("inequivalent arg '" + MODE + "' for queue '" + queue + "'", close.getReplyText());
    }
}
