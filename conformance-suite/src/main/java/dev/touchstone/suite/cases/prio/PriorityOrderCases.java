package dev.touchstone.suite.cases.prio;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order a priority queue gives its messages. */
@Conformance
@Needs(Capability.PRIORITY_QUEUES)
class PriorityOrderCases {
    @Test
    @Rule({"PRIO-02", "PRIO-03"})
    void higherPrioritiesComeFirstAndEqualOnesInOrder(Lab lab) throws Exception {
        PriorityQueue queue = mixed(lab);
        Expect.equal(
                "bodies by get",
                List.of("10 fourth", "5 second", "5 fifth", "3 seventh", "1 first", "none third", "0 sixth"),
                queue.take(7));
    }

    @Test
    @Rule({"PRIO-02", "PRIO-03"})
    void aConsumerGetsTheSameOrder(Lab lab) throws Exception {
        PriorityQueue queue = mixed(lab);
        Inbox inbox = lab.consume(queue.channel(), queue.name(), true);
        Expect.equal(
                "bodies at a consumer",
                List.of("10 fourth", "5 second", "5 fifth", "3 seventh", "1 first", "none third", "0 sixth"),
                inbox.bodies(7));
    }

    private static PriorityQueue mixed(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10);
        queue.publish(1, "1 first");
        queue.publish(5, "5 second");
        queue.publish("none third");
        queue.publish(10, "10 fourth");
        queue.publish(5, "5 fifth");
        queue.publish(0, "0 sixth");
        queue.publish(3, "3 seventh");
        return queue;
    }

    @Test
    @Rule("PRIO-04")
    void whatIsAboveTheMaximumCountsAsTheMaximumAndKeepsItsProperty(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 5);
        for (int priority : new int[] {4, 255, 5, 6}) {
            queue.publish(priority, "p" + priority);
        }
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            GetResponse message = Expect.present("a message", queue.channel().basicGet(queue.name(), true));
            String body = new String(message.getBody(), StandardCharsets.UTF_8);
            bodies.add(body);
            Expect.equal("priority as delivered", body, "p" + message.getProps().getPriority());
        }
        Expect.equal("bodies", List.of("p255", "p5", "p6", "p4"), bodies);
    }

    @Test
    @Rule("PRIO-05")
    void aMaximumOfZeroIsFirstInFirstOut(Lab lab) throws Exception {
        expectPublishOrder(PriorityQueue.withMaximum(lab, 0), 0, 3, 1, 0, 2);
    }

    @Test
    @Rule("PRIO-06")
    void aQueueWithoutTheArgumentIgnoresPriorities(Lab lab) throws Exception {
        expectPublishOrder(new PriorityQueue(lab, Map.of()), 1, 9, 5, 255, 0);
    }

    private static void expectPublishOrder(PriorityQueue queue, int... priorities) throws Exception {
        List<String> published = new ArrayList<>();
        for (int priority : priorities) {
            queue.publish(priority, "p" + priority);
            published.add("p" + priority);
        }
        Expect.equal("bodies", published, queue.take(priorities.length));
    }

    @Test
    @Rule("PRIO-08")
    void whatWasSentIsNotOvertakenButTheNextSlotGoesToTheHighest(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10);
        for (int i = 0; i < 4; i++) {
            queue.publish(1, "l" + i);
        }
        queue.channel().basicQos(2);
        Inbox inbox = lab.consume(queue.channel(), queue.name(), false);
        Delivery first = inbox.next();
        Expect.equal(
                "bodies of the first two", List.of("l0", "l1"), List.of(Inbox.text(first), Inbox.text(inbox.next())));
        queue.publish(9, "high");
        inbox.expectNothing();
        queue.channel().basicAck(first.getEnvelope().getDeliveryTag(), false);
        Delivery third = inbox.next();
        Expect.equal("body in the slot that came free", "high", Inbox.text(third));
        queue.channel().basicAck(third.getEnvelope().getDeliveryTag(), true);
        Expect.equal("bodies after it", List.of("l2", "l3"), inbox.bodies(2));
    }

    @Test
    @Rule("PRIO-11")
    void aRequeuedMessageGoesBackToItsOwnPriority(Lab lab) throws Exception {
        PriorityQueue queue = PriorityQueue.withMaximum(lab, 10);
        queue.publish(5, "mid");
        GetResponse taken = Expect.present("a message", queue.channel().basicGet(queue.name(), false));
        queue.publish(1, "low");
        queue.publish(9, "high");
        queue.publish(5, "mid, later");
        queue.channel().basicNack(taken.getEnvelope().getDeliveryTag(), false, true);
        lab.awaitDepth(queue.channel(), queue.name(), 4);
        Expect.equal("bodies", List.of("high", "mid", "mid, later", "low"), queue.take(4));
    }
}
