package dev.touchstone.suite.cases.ttl;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code x-message-ttl} and {@code expiration}: messages that live for a time. */
@Conformance
@Needs(Capability.MESSAGE_TTL)
class MessageTtlCases {
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

    @Test
    @Rule({"TTL-01", "TTL-20"})
    @Timed
    void aMessageLeavesAQueueWithATtlInTime(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectLife(lab, bench, bench.queue("ttl", "x-message-ttl", 200), PLAIN);
    }

    @Test
    @Rule({"TTL-02", "TTL-20"})
    @Timed
    void aMessageWithAnExpirationLeavesItsQueueInTime(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectLife(lab, bench, bench.queue("plain"), Lifetime.expiration("200"));
    }

    @Test
    @Rule("TTL-03")
    @Timed
    void theSmallerOfQueueTtlAndExpirationWins(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        expectLife(lab, bench, bench.queue("long-ttl", "x-message-ttl", 60_000), Lifetime.expiration("200"));
        expectLife(lab, bench, bench.queue("short-ttl", "x-message-ttl", 200), Lifetime.expiration("60000"));
    }

    /** Without a measurement: the message ends or it does not. */
    @Test
    @Rule("TTL-03")
    @Needs(Capability.DEAD_LETTERING)
    void neitherTheQueueNorTheMessageProlongsWhatTheOtherAllows(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String shortTtl =
                bench.queue("q", "x-message-ttl", 200, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        bench.enter(shortTtl, Lifetime.expiration("3600000"), "asks for an hour");
        Expect.equal(
                "what the queue's TTL ended",
                "asks for an hour",
                bench.take(box).text());
        String longTtl = bench.queue(
                "q", "x-message-ttl", 3_600_000, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        bench.enter(longTtl, Lifetime.expiration("200"), "asks for 200 ms");
        Expect.equal(
                "what its expiration ended", "asks for 200 ms", bench.take(box).text());
    }

    private static void expectLife(Lab lab, QueueBench bench, String queue, AMQP.BasicProperties properties) {
        Lifetime life = Lifetime.begin(lab);
        bench.enter(queue, properties, "short-lived");
        life.expectEnd(
                "a message with 200 ms to live", 200, () -> bench.channel().depth(queue) == 0);
        life.expectWithin("the end of a message with 200 ms to live", 1_500);
        bench.channel().expectEmpty(queue);
    }

    /** Nobody asks the queue anything: what removes the message is the queue itself. */
    @Test
    @Rule({"TTL-01", "TTL-02", "TTL-20"})
    @Needs(Capability.DEAD_LETTERING)
    void messagesExpireWithoutAnyActionOfAClient(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String byQueue =
                bench.queue("q", "x-message-ttl", 200, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        String byMessage = bench.queue("q", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        Lifetime life = Lifetime.begin(lab);
        bench.channel().publish(byQueue, "first").publish("", byMessage, Lifetime.expiration("600"), "second");
        Expect.equal("the first to expire", "first", bench.take(box).text());
        life.expectNotEarly("a message with 200 ms to live", 200);
        Expect.equal("the second to expire", "second", bench.take(box).text());
        life.expectNotEarly("a message with 600 ms to live", 600);
    }

    @Test
    @Rule("TTL-20")
    @Needs(Capability.DEAD_LETTERING)
    void noLengthOfLifeEndsEarly(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String[] queues = new String[12];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = bench.queue("q", "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        }
        Lifetime life = Lifetime.begin(lab);
        for (int i = 0; i < queues.length; i++) {
            String millis = Integer.toString(1 + 97 * ((i * 5) % queues.length));
            bench.channel().publish("", queues[i], Lifetime.expiration(millis), millis);
        }
        for (int i = 0; i < queues.length; i++) {
            String millis = bench.take(box).text();
            life.expectNotEarly("a message with " + millis + " ms to live", Long.parseLong(millis));
        }
    }

    @Test
    @Rule("TTL-04")
    @Timed
    void expiredMessagesAreNeitherGotNorDelivered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String got = bench.queue("got", "x-message-ttl", 200);
        String consumed = bench.queue("consumed");
        bench.enter(got, "expired");
        bench.enter(consumed, Lifetime.expiration("200"), "expired");
        Lifetime.begin(lab).pass(channel, 500);
        channel.expectEmpty(got);
        channel.consume(consumed, "late");
        channel.publish(consumed, "fresh");
        Expect.equal("the first delivery", "fresh", channel.deliver().text());
    }

    @Test
    @Rule("TTL-04")
    @Timed
    void aMessageThatExpiresWhileItsConsumerIsBusyIsNeverDelivered(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q");
        channel.qos(1, false);
        channel.consume(queue, "busy");
        channel.publish(queue, "held");
        RawChannel.Message held = channel.deliver();
        bench.enter(queue, Lifetime.expiration("200"), "expired");
        bench.enter(queue, "fresh");
        Lifetime.begin(lab).pass(channel, 500);
        channel.ack(held.tag(), false);
        Expect.equal("the next delivery", "fresh", channel.deliver().text());
    }

    @Test
    @Rule("TTL-06")
    @Needs(Capability.DEAD_LETTERING)
    void messagesOfAQueueWithATtlExpireInOrderAndNoneIsStuck(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String queue =
                bench.queue("q", "x-message-ttl", 200, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        Lifetime life = Lifetime.begin(lab);
        for (int i = 0; i < 5; i++) {
            bench.channel().publish(queue, "m" + i);
            life.pass(bench.channel(), 20L * i);
        }
        Lifetime last = Lifetime.begin(lab);
        bench.channel().publish(queue, "last");
        Expect.equal("order of expiry", List.of("m0", "m1", "m2", "m3", "m4", "last"), bench.takeTexts(box, 6));
        last.expectNotEarly("the last message", 200);
        Expect.equal("messages left", 0L, bench.channel().depth(queue));
    }

    /** Two waits, one after the other: each begins when the message enters the queue. */
    @Test
    @Rule("TTL-07")
    @Needs(Capability.DEAD_LETTERING)
    void theTimeBeginsWhenAMessageEntersTheQueue(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        String box = bench.queue("box");
        String second = bench.queue(
                "second", "x-message-ttl", 500, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", box);
        String first = bench.queue(
                "first", "x-message-ttl", 400, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", second);
        Lifetime life = Lifetime.begin(lab);
        bench.channel().publish(first, "twice");
        RawChannel.Message letter = bench.take(box);
        life.expectNotEarly("a message with 400 ms in one queue and 500 ms in the next", 900);
        Expect.equal("deaths", List.of("1 expired " + second, "1 expired " + first), Deaths.summary(letter));
    }

    @Test
    @Rule("TTL-09")
    void theExpirationStaysInTheDeliveredProperties(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String queue = bench.queue("q", "x-message-ttl", 50_000);
        channel.publish("", queue, Lifetime.expiration("60000"), "got");
        RawChannel.Message got = bench.hold(queue);
        Expect.equal("expiration in get-ok", "60000", expiration(got));
        channel.nack(got.tag(), false, true);
        channel.consume(queue, "c");
        RawChannel.Message delivered = channel.deliver();
        Expect.equal("expiration in deliver", "60000", expiration(delivered));
        channel.publish(queue, "no expiration");
        Expect.absent("expiration", channel.deliver().properties().values().get("expiration"));
    }

    private static String expiration(RawChannel.Message message) {
        return String.valueOf(message.properties().values().get("expiration"));
    }

    @Test
    @Rule("TTL-12")
    void theSameMessageExpiresInEachQueueByItself(Lab lab) {
        QueueBench bench = QueueBench.of(lab);
        RawChannel channel = bench.channel();
        String fanout = bench.exchange("fanout");
        String soon = bench.queue("soon", "x-message-ttl", 200);
        String later = bench.queue("later", "x-message-ttl", 700);
        String never = bench.queue("never");
        for (String queue : List.of(soon, later, never)) {
            bench.bind(queue, fanout, "");
        }
        Lifetime life = Lifetime.begin(lab);
        channel.confirmSelect();
        channel.publish(fanout, "", PLAIN, "copy").expect("basic.ack");
        life.expectEnd("the copy with 200 ms", 200, () -> channel.depth(soon) == 0);
        life.expectEnd("the copy with 700 ms", 700, () -> channel.depth(later) == 0);
        Expect.equal("the copy without TTL", "copy", channel.get(never, true).text());
    }

    @Test
    @Rule({"TTL-01", "TTL-02", "TTL-16"})
    void timesThatAreNoTimesAreRefused(Lab lab) {
        Connection connection = lab.connect();
        for (Object bad : new Object[] {-1, "200", 200.0, true}) {
            for (String argument : new String[] {"x-message-ttl", "x-expires"}) {
                Channel channel = lab.channel(connection);
                Refusals.expect(
                        argument + "=" + bad,
                        406,
                        "50.10",
                        () -> channel.queueDeclare(lab.name("bad"), false, true, false, Map.of(argument, bad)));
            }
        }
        for (String bad : new String[] {"-1", "200ms", "", "2.5", "315360000001"}) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect("expiration='" + bad + "'", 406, "60.40", () -> {
                channel.basicPublish("", lab.name("nobody"), Lifetime.expiration(bad), new byte[0]);
                channel.basicQos(0);
            });
            lab.expectText("invalid expiration '" + bad + "'", close.getReplyText());
        }
    }
}
