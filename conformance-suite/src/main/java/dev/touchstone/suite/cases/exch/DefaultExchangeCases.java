package dev.touchstone.suite.cases.exch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Method;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.BindingFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exchange without a name: every queue hangs on it by its own name, and nobody changes that. */
@Conformance
class DefaultExchangeCases {
    /** A method that names the default exchange. */
    private record Forbidden(Method method, int classId, int methodId) {}

    @Test
    @Rule("EXCH-07")
    void theDefaultExchangeCannotBeDeclaredDeletedOrBound(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        String exchange = lab.exchange(channel, "fanout");
        Dialogue dialogue = lab.dialOpen();
        for (Forbidden forbidden : forbidden(queue, exchange)) {
            dialogue.openChannel(1);
            dialogue.probe().send(1, forbidden.method());
            MethodFields close = dialogue.expectChannelClose(1, 403, forbidden.classId(), forbidden.methodId());
            lab.expectText("operation not permitted on the default exchange", close.text("reply-text"));
        }
    }

    private static List<Forbidden> forbidden(String queue, String exchange) {
        return List.of(
                new Forbidden(
                        new AMQP.Exchange.Declare.Builder()
                                .exchange("")
                                .durable()
                                .build(),
                        40,
                        10),
                new Forbidden(
                        new AMQP.Exchange.Declare.Builder()
                                .exchange("")
                                .passive()
                                .build(),
                        40,
                        10),
                new Forbidden(new AMQP.Exchange.Delete.Builder().exchange("").build(), 40, 20),
                new Forbidden(
                        new AMQP.Exchange.Bind.Builder()
                                .destination(exchange)
                                .source("")
                                .build(),
                        40,
                        30),
                new Forbidden(
                        new AMQP.Exchange.Bind.Builder()
                                .destination("")
                                .source(exchange)
                                .build(),
                        40,
                        30),
                new Forbidden(
                        new AMQP.Exchange.Unbind.Builder()
                                .destination(exchange)
                                .source("")
                                .build(),
                        40,
                        40),
                new Forbidden(
                        new AMQP.Exchange.Unbind.Builder()
                                .destination("")
                                .source(exchange)
                                .build(),
                        40,
                        40),
                new Forbidden(
                        new AMQP.Queue.Bind.Builder().queue(queue).exchange("").build(), 50, 20),
                new Forbidden(
                        new AMQP.Queue.Unbind.Builder()
                                .queue(queue)
                                .exchange("")
                                .build(),
                        50,
                        50));
    }

    @Test
    @Rule("EXCH-DEFAULT-01")
    void everyQueueIsReachableByItsName(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String other = bench.queue();
        String queue = bench.queue();
        bench.expectCopies(1, queue, "", queue);
        String serverNamed = bench.channel().queueDeclare().getQueue();
        bench.expectCopies(1, serverNamed, "", serverNamed);
        Expect.equal("messages in another queue", List.of(), bench.drain(other));
    }

    @Test
    @Rule("EXCH-DEFAULT-01")
    void theImplicitBindingCannotBeRemoved(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String queue = bench.queue();
        Channel channel = lab.channel();
        lab.expectChannelClose(channel, 403, 50, 50, () -> channel.queueUnbind(queue, "", queue));
        bench.expectCopies(1, queue, "", queue);
    }

    @Test
    @Rule("EXCH-DEFAULT-02")
    @Needs(Capability.OBJECT_LISTS)
    void theImplicitBindingIsListedWithAnEmptySource(Lab lab) throws Exception {
        String queue = lab.queue(lab.channel());
        List<BindingFacts> listed = lab.admin().bindings(lab.endpoint().virtualHost()).stream()
                .filter(binding -> binding.destination().equals(queue))
                .toList();
        Expect.equal("bindings", List.of(new BindingFacts("", queue, "queue", queue, Map.of())), listed);
    }

    @Test
    @Rule("EXCH-DEFAULT-03")
    void aKeyThatNamesNoQueueComesBackWhenMandatory(Lab lab) throws Exception {
        RoutingBench bench = new RoutingBench(lab);
        String queue = bench.queue();
        bench.expectReturn("", lab.name("missing"));
        bench.expectReturn("", queue + ".");
        bench.channel().queueDelete(queue);
        bench.expectReturn("", queue);
    }

    @Test
    @Rule("EXCH-DEFAULT-03")
    void aKeyThatNamesNoQueueIsDroppedWhenNotMandatory(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("later");
        dialogue.probe().publish(1, "", queue, (byte) 'm');
        dialogue.call(1, new AMQP.Queue.Declare.Builder().queue(queue).build(), "queue.declare-ok");
        dialogue.call(1, new AMQP.Basic.Get.Builder().queue(queue).build(), "basic.get-empty");
    }
}
