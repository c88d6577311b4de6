package dev.touchstone.suite.cases.dur;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What an orderly restart leaves. A restart costs seconds, so each case makes everything of one kind first, restarts once, and then
 * looks at all of it.
 */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.DURABILITY})
class RestartCases {
    private static final String K = "k";

    @Test
    @Rule({"DUR-01", "DUR-05"})
    @NodeWide
    void durableObjectsAndTheBindingsBetweenThemSurviveAndTransientOnesVanish(Lab lab) throws Exception {
        Restart node = new Restart(lab);
        Channel before = node.before();
        String exchange = lab.name("durable");
        String behind = lab.name("behind");
        before.exchangeDeclare(exchange, "direct", true);
        before.exchangeDeclare(behind, "fanout", true);
        before.exchangeBind(behind, exchange, "through");
        String transientExchange = lab.exchange(before, "direct");
        String queue = node.durableQueue(Map.of());
        String autoDelete = before.queueDeclare(lab.name("auto-delete"), true, false, true, Map.of())
                .getQueue();
        String transientQueue = lab.queue(before);
        before.queueBind(queue, exchange, K);
        before.queueBind(autoDelete, behind, "");
        before.queueBind(transientQueue, exchange, K);
        before.queueBind(queue, transientExchange, K);
        Connection after = node.restart().getConnection();
        Expect.equal("passive declare of the durable queue", 200, Refusals.codeOfQueue(after, queue));
        Expect.equal("passive declare of the auto-delete queue", 200, Refusals.codeOfQueue(after, autoDelete));
        Expect.equal("passive declare of the transient queue", 404, Refusals.codeOfQueue(after, transientQueue));
        Channel asking = lab.channel(after);
        Refusals.expect(
                "a passive declare of the transient exchange",
                404,
                "40.10",
                () -> asking.exchangeDeclarePassive(transientExchange));
        expectBindings(lab, exchange, queue, autoDelete);
        comesBackWithoutBindings(lab, transientExchange, exchange, transientQueue);
    }

    private static void expectBindings(Lab lab, String exchange, String queue, String behind) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        bench.publish(exchange, K);
        bench.publish(exchange, "through");
        bench.expectReturn(exchange, "elsewhere");
        Expect.equal("keys through the durable binding", List.of(K), bench.drain(queue));
        Expect.equal("keys through the durable exchanges", List.of("through"), bench.drain(behind));
    }

    private static void comesBackWithoutBindings(Lab lab, String transientExchange, String exchange, String queue)
            throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        bench.channel().exchangeDeclare(transientExchange, "direct", false);
        bench.expectReturn(transientExchange, K);
        bench.channel().queueDeclare(queue, false, false, false, Map.of());
        bench.publish(exchange, K);
        Expect.equal("keys in a transient queue declared again", List.of(), bench.drain(queue));
    }

    @Test
    @Rule({"DUR-02", "DUR-03", "DUR-04", "LAZY-05", "PRIO-12"})
    @NodeWide
    void persistentMessagesInDurableQueuesSurviveInTheirOrder(Lab lab) throws Exception {
        Restart node = new Restart(lab);
        String plain = node.durableQueue(Map.of());
        String lazy = node.durableQueue(Map.of("x-queue-mode", "lazy"));
        for (String queue : List.of(plain, lazy)) {
            node.publish(queue, "p0", "t0", "p1", "without a mode", "p2", "t1", "p3");
        }
        String unacked = node.durableQueue(Map.of());
        node.publish(unacked, "p0", "p1", "p2");
        node.before().basicGet(unacked, false);
        node.before().basicGet(unacked, false);
        String priorities = node.durableQueue(Map.of("x-max-priority", 9));
        for (int priority : new int[] {0, 1, 9, 1, 0}) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .deliveryMode(2)
                    .priority(priority)
                    .build();
            node.publish(priorities, properties, "p" + priority);
        }
        Channel after = node.restart();
        Restart.expectBodies(lab, after, plain, "p0", "p1", "p2", "p3");
        Restart.expectBodies(lab, after, lazy, "p0", "p1", "p2", "p3");
        Restart.expectBodies(lab, after, priorities, "p9", "p1", "p1", "p0", "p0");
        Expect.equal(
                "what was unacknowledged, and what was not delivered yet",
                List.of("p0 redelivered=true", "p1 redelivered=true", "p2 redelivered=false"),
                redelivered(after, unacked, 3));
    }

    private static List<String> redelivered(Channel channel, String queue, int count) throws Exception {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GetResponse message = Expect.present("a message", channel.basicGet(queue, true));
            found.add(new String(message.getBody(), StandardCharsets.UTF_8) + " redelivered="
                    + message.getEnvelope().isRedeliver());
        }
        return found;
    }

    @Test
    @Rule("DUR-06")
    @Needs({Capability.NODE_CONTROL, Capability.DURABILITY, Capability.QUORUM_QUEUES})
    @NodeWide
    void quorumQueuesKeepTransientMessagesToo(Lab lab) throws Exception {
        Restart node = new Restart(lab);
        String queue = node.durableQueue(Map.of("x-queue-type", "quorum"));
        node.publish(queue, "p0", "t0", "without a mode", "p1");
        Channel after = node.restart();
        lab.awaitDepth(after, queue, 4);
        Restart.expectBodies(lab, after, queue, "p0", "t0", "without a mode", "p1");
    }
}
