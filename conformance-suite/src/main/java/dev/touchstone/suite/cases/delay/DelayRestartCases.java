package dev.touchstone.suite.cases.delay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Pending messages and a restart. */
@Conformance
@Needs({Capability.DELAYED_EXCHANGE, Capability.NODE_CONTROL, Capability.DURABILITY})
class DelayRestartCases {
    @Test
    @Rule("DELAY-18")
    @NodeWide
    void pendingMessagesSurviveARestartAndWhatIsOverdueIsRoutedAtOnce(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exchange = lab.name("delayed");
        channel.exchangeDeclare(exchange, "x-delayed-message", true, false, Map.of("x-delayed-type", "fanout"));
        String queue = channel.queueDeclare(lab.name("durable"), true, false, false, Map.of())
                .getQueue();
        channel.queueBind(queue, exchange, "");
        channel.confirmSelect();
        for (int mode : new int[] {1, 2}) {
            for (int delay : new int[] {2500, 12_000}) {
                AMQP.BasicProperties properties =
                        DelayBench.delay(delay).builder().deliveryMode(mode).build();
                String body = "mode " + mode + ", " + delay + " ms";
                channel.basicPublish(exchange, "", properties, body.getBytes(StandardCharsets.UTF_8));
            }
        }
        channel.waitForConfirmsOrDie(lab.patience().toMillis());
        lab.node().stop();
        lab.node().start();
        Inbox inbox = lab.consume(lab.channel(), queue, true);
        Set<String> overdue = new TreeSet<>(inbox.bodies(2));
        Expect.equal("overdue messages", Set.of("mode 1, 2500 ms", "mode 2, 2500 ms"), overdue);
        Set<String> later = new TreeSet<>(inbox.bodies(2));
        Expect.equal("messages due after the restart", Set.of("mode 1, 12000 ms", "mode 2, 12000 ms"), later);
    }
}
