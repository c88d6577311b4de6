package dev.touchstone.suite.cases.quorum;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that come back to a quorum queue: how often, how many times at most, and to which place. */
@Conformance
@Needs(Capability.QUORUM_QUEUES)
class QuorumReturnCases {
    private static final String COUNT = "x-delivery-count";

    @Test
    @Rule("QUORUM-04")
    void theDeliveryCountCountsReturnsByNackRejectAndLossOfTheChannel(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel);
        Quorum.fill(lab, channel, queue, "m");
        List<String> counts = new ArrayList<>();
        counts.add(takeAnd(lab, queue, (taker, tag) -> taker.basicNack(tag, false, true)));
        counts.add(takeAnd(lab, queue, (taker, tag) -> taker.basicReject(tag, true)));
        counts.add(takeAnd(lab, queue, (taker, tag) -> taker.close()));
        counts.add(takeAnd(lab, queue, (taker, tag) -> taker.getConnection().abort()));
        counts.add(takeAnd(lab, queue, (taker, tag) -> taker.basicAck(tag, false)));
        String first = counts.remove(0);
        Expect.equal("counts after the first delivery", List.of("1", "2", "3", "4"), counts);
        if (lab.isProfile("rabbitmq-3")) {
            Expect.equal("count in the first delivery", "0", first);
        } else {
            Expect.that(
                    first.equals("0") || first.equals("absent"), "count 0 or none in the first delivery", () -> first);
        }
    }

    /** What is done with a message. */
    private interface Deed {
        void with(Channel taker, long tag) throws Exception;
    }

    private static String takeAnd(Lab lab, String queue, Deed deed) throws Exception {
        Connection connection = lab.connect();
        Channel taker = lab.channel(connection);
        GetResponse[] got = new GetResponse[1];
        lab.await("a message in " + queue, () -> {
            GetResponse message = taker.basicGet(queue, false);
            if (message != null) {
                got[0] = message;
            }
            return message != null;
        });
        GetResponse message = got[0];
        deed.with(taker, message.getEnvelope().getDeliveryTag());
        return Quorum.header(message.getProps(), COUNT);
    }

    @Test
    @Rule("QUORUM-05")
    @Needs({Capability.QUORUM_QUEUES, Capability.DEAD_LETTERING})
    void afterMoreReturnsThanTheLimitAMessageIsDeadLettered(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Quorum.DeadLetters dead = Quorum.deadLetters(lab, channel);
        String queue = Quorum.queue(lab, channel, "x-delivery-limit", 2, "x-dead-letter-exchange", dead.exchange());
        Quorum.fill(lab, channel, queue, "poison");
        Expect.equal("deliveries", 3, deliveriesUntilGone(lab, channel, queue, dead.queue()));
        GetResponse letter = Expect.present("a dead letter", channel.basicGet(dead.queue(), true));
        Expect.equal("count in the dead letter", "absent", Quorum.header(letter.getProps(), COUNT));
        Expect.equal("reason", "delivery_limit", Quorum.header(letter.getProps(), "x-first-death-reason"));
        Expect.equal("messages left", 0, lab.depth(channel, queue));
    }

    @Test
    @Rule("QUORUM-05")
    void afterMoreReturnsThanTheLimitAMessageWithoutDeadLetterExchangeIsDropped(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel, "x-delivery-limit", 1);
        String marks = lab.queue(channel);
        Quorum.fill(lab, channel, queue, "poison");
        for (int i = 0; i < 2; i++) {
            takeAnd(lab, queue, (taker, tag) -> taker.basicNack(tag, false, true));
        }
        Quorum.fill(lab, channel, queue, "next");
        Expect.equal("body after the dropped one", "next", lab.get(channel, queue));
        Expect.equal("messages left", 0, lab.depth(channel, queue));
        Expect.equal("messages elsewhere", 0, lab.depth(channel, marks));
    }

    @Test
    @Rule("QUORUM-05")
    @Needs({Capability.QUORUM_QUEUES, Capability.ADMIN, Capability.POLICIES, Capability.DEAD_LETTERING})
    void aPolicySetsTheLimitToo(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        lab.admin()
                .setPolicy(
                        place.virtualHost(),
                        new PolicySpec(
                                "limit",
                                "^q$",
                                "queues",
                                0,
                                Map.of("delivery-limit", 1, "dead-letter-exchange", "amq.fanout")));
        Channel channel = lab.channel(lab.connect(place));
        Quorum.declare(channel, "q");
        String dead = channel.queueDeclare().getQueue();
        channel.queueBind(dead, "amq.fanout", "");
        Quorum.fill(lab, channel, "q", "poison");
        Expect.equal("deliveries", 2, deliveriesUntilGone(lab, channel, "q", dead));
    }

    /** Gets and requeues until the message lies among the dead; how often it was delivered. */
    private static int deliveriesUntilGone(Lab lab, Channel channel, String queue, String dead) throws Exception {
        int[] deliveries = new int[1];
        lab.await("a dead letter", () -> {
            GetResponse message = channel.basicGet(queue, false);
            if (message != null) {
                deliveries[0]++;
                channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
            }
            return lab.depth(channel, dead) > 0;
        });
        return deliveries[0];
    }

    @Test
    @Rule("QUORUM-06")
    void withoutALimitAMessageComesBackForEverOn3AndTwentyTimesFrom4(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel);
        Quorum.fill(lab, channel, queue, "m");
        RawChannel taker = RawChannel.open(lab);
        taker.consume(queue, "c");
        int returns = lab.isProfile("rabbitmq-4") ? 20 : 25;
        for (int i = 0; i < returns; i++) {
            taker.nack(taker.deliver().tag(), false, true);
        }
        RawChannel.Message last = taker.deliver();
        Expect.equal("body of the delivery after " + returns + " returns", "m", last.text());
        taker.nack(last.tag(), false, true);
        if (lab.isProfile("rabbitmq-4")) {
            lab.awaitDepth(channel, queue, 0);
            taker.barrier();
        } else {
            Expect.equal("body of one more delivery", "m", taker.deliver().text());
        }
    }

    @Test
    @Rule("QUORUM-07")
    void withoutALimitReturnedMessagesGoBehindOn3AndToTheFrontOn4(Lab lab) throws Exception {
        List<String> order = afterReturns(lab);
        if (lab.isProfile("rabbitmq-3")) {
            Expect.equal("order after two returns", List.of("2", "3", "0", "1"), order);
        } else {
            Expect.that(
                    List.of(List.of("2", "3", "0", "1"), List.of("0", "1", "2", "3"))
                            .contains(order),
                    "the returned two together, before or behind the others",
                    order::toString);
        }
    }

    @Test
    @Rule("QUORUM-07")
    void withALimitReturnedMessagesGoToTheFront(Lab lab) throws Exception {
        Expect.equal("order after two returns", List.of("0", "1", "2", "3"), afterReturns(lab, "x-delivery-limit", 5));
    }

    private static List<String> afterReturns(Lab lab, Object... arguments) throws Exception {
        Channel channel = lab.channel();
        String queue = Quorum.queue(lab, channel, arguments);
        Quorum.fill(lab, channel, queue, "0", "1", "2", "3");
        List<Long> tags = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tags.add(Expect.present("a message", channel.basicGet(queue, false))
                    .getEnvelope()
                    .getDeliveryTag());
        }
        for (long tag : tags) {
            channel.basicNack(tag, false, true);
        }
        lab.awaitDepth(channel, queue, 4);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(lab.get(channel, queue));
        }
        return order;
    }
}
