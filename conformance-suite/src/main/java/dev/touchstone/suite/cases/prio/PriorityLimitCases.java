package dev.touchstone.suite.cases.prio;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
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

/** Priorities beside expiry and length limits. */
@Conformance
@Needs(Capability.PRIORITY_QUEUES)
class PriorityLimitCases {
    @Test
    @Rule("PRIO-09")
    @Needs(Capability.MESSAGE_TTL)
    void anExpiredMessageStaysBehindALiveOneOfHigherPriority(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10);
        queue.publish(9, "high");
        AMQP.BasicProperties shortLived =
                PriorityQueue.properties(1).builder().expiration("100").build();
        queue.publish(shortLived, "low");
        PriorityQueue clock = PriorityQueue.withMaximum(lab, 10);
        clock.publish(shortLived, "expires later than the low one");
        lab.awaitDepth(clock.channel(), clock.name(), 0);
        Expect.equal("messages counted, the expired one among them", 2, queue.depth());
        Expect.equal("bodies", List.of("high"), queue.take(1));
        Expect.equal("messages counted at the end", 0, queue.depth());
    }

    @Test
    @Timed
    @Rule("PRIO-09")
    @Needs(Capability.MESSAGE_TTL)
    void theTtlOfTheQueueTakesMessagesFromItsHeadOnlyToo(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10, "x-message-ttl", 3000);
        queue.publish(1, "low");
        expire(lab, 1500);
        queue.publish(9, "high, half a life later");
        PriorityQueue clock = PriorityQueue.withMaximum(lab, 10, "x-message-ttl", 1500);
        clock.publish("dies when the low one is dead and the high one is not");
        lab.awaitDepth(clock.channel(), clock.name(), 0);
        Expect.equal("messages counted, the expired one among them", 2, queue.depth());
        Expect.equal("bodies", List.of("high, half a life later"), queue.take(1));
    }

    /** Waits for that many milliseconds by the broker's own clock. */
    private static void expire(Lab lab, int millis) throws IOException {
        Channel channel = lab.channel();
        String clock = lab.queue(channel, Map.of("x-message-ttl", millis));
        lab.publish(channel, "", clock, "tick");
        lab.awaitDepth(channel, clock, 1);
        lab.awaitDepth(channel, clock, 0);
    }

    @Test
    @Rule("PRIO-10")
    @Needs(Capability.LENGTH_LIMITS)
    void aFullQueueDropsItsHeadWhichIsTheHighestPriority(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10, "x-max-length", 2);
        queue.publish(1, "low, first");
        queue.publish(9, "high");
        queue.publish(1, "low, second");
        Expect.equal("messages counted", 2, queue.depth());
        Expect.equal("bodies", List.of("low, first", "low, second"), queue.take(2));
        queue.publish(1, "a");
        queue.publish(1, "b");
        queue.publish(9, "high and last");
        Expect.equal("bodies after the highest came last", List.of("a", "b"), queue.take(2));
    }
}
