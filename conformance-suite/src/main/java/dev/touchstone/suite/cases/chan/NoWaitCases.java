package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Method;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bit no-wait: no reply, but the work is done, and an error is still an error. */
@Conformance
class NoWaitCases {
    @Test
    @Rule("CHAN-15")
    void declareAndBindWithoutReplyTakeEffect(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        String source = lab.name("source");
        String target = lab.name("target");
        dialogue.probe()
                .send(1, declareQueue(queue, false))
                .send(1, declareExchange(source, "fanout"))
                .send(1, declareExchange(target, "fanout"))
                .send(
                        1,
                        new AMQP.Exchange.Bind.Builder()
                                .destination(target)
                                .source(source)
                                .nowait()
                                .build())
                .send(
                        1,
                        new AMQP.Queue.Bind.Builder()
                                .queue(queue)
                                .exchange(target)
                                .nowait()
                                .build());
        dialogue.barrier(1);
        dialogue.probe().publish(1, source, "", (byte) 'm');
        dialogue.call(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build(), "basic.get-ok");
        Expect.equal("body", "m", new String(dialogue.expectContent(1).body(), StandardCharsets.UTF_8));
    }

    @Test
    @Rule("CHAN-15")
    void purgeUnbindAndDeleteWithoutReplyTakeEffect(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        String gone = lab.queue(channel);
        String source = lab.exchange(channel, "fanout");
        String target = lab.exchange(channel, "fanout");
        channel.exchangeBind(target, source, "");
        channel.queueBind(queue, target, "");
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe()
                .publish(1, "", queue, (byte) 'm')
                .send(1, new AMQP.Queue.Purge.Builder().queue(queue).nowait().build())
                .send(1, new AMQP.Queue.Delete.Builder().queue(gone).nowait().build())
                .send(
                        1,
                        new AMQP.Exchange.Unbind.Builder()
                                .destination(target)
                                .source(source)
                                .nowait()
                                .build())
                .publish(1, source, "", (byte) 'n')
                .send(
                        1,
                        new AMQP.Exchange.Delete.Builder()
                                .exchange(source)
                                .nowait()
                                .build());
        dialogue.call(1, new AMQP.Basic.Get.Builder().queue(queue).build(), "basic.get-empty");
        lab.expectChannelClose(channel, 404, 50, 10, () -> channel.queueDeclarePassive(gone));
        Channel second = lab.channel();
        lab.expectChannelClose(second, 404, 40, 10, () -> second.exchangeDeclarePassive(source));
    }

    @Test
    @Rule("CHAN-15")
    void consumeAndCancelWithoutReplyTakeEffect(Lab lab) throws Exception {
        String queue = lab.queue(lab.channel());
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe()
                .send(
                        1,
                        new AMQP.Basic.Consume.Builder()
                                .queue(queue)
                                .consumerTag("silent")
                                .noAck()
                                .nowait()
                                .build())
                .publish(1, "", queue, (byte) 'm');
        MethodFields delivered = dialogue.expect(1, "basic.deliver");
        Expect.equal("consumer tag", "silent", delivered.text("consumer-tag"));
        dialogue.expectContent(1);
        dialogue.probe()
                .send(
                        1,
                        new AMQP.Basic.Cancel.Builder()
                                .consumerTag("silent")
                                .nowait()
                                .build());
        MethodFields counts = dialogue.call(1, ChannelCloseCases.passive(queue), "queue.declare-ok");
        Expect.equal("consumers after cancel", 0L, counts.number("consumer-count"));
    }

    @Test
    @Rule("CHAN-15")
    void confirmSelectWithoutReplyTakesEffect(Lab lab) throws Exception {
        String queue = lab.queue(lab.channel());
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().send(1, new AMQP.Confirm.Select.Builder().nowait().build());
        dialogue.barrier(1);
        dialogue.probe().publish(1, "", queue, (byte) 'm');
        Expect.equal("confirmed", 1L, dialogue.expect(1, "basic.ack").number("delivery-tag"));
    }

    /** A method that fails though it asks for no reply. */
    private record Failing(Method method, int code, int classId, int methodId) {}

    @Test
    @Rule("CHAN-15")
    void anErrorClosesTheChannelThoughNoReplyWasAskedFor(Lab lab) throws Exception {
        Dialogue dialogue = lab.dialOpen();
        for (Failing failing : failing(lab)) {
            dialogue.openChannel(1);
            dialogue.probe().send(1, failing.method());
            dialogue.expectChannelClose(1, failing.code(), failing.classId(), failing.methodId());
        }
    }

    private static List<Failing> failing(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "m");
        lab.awaitDepth(channel, queue, 1);
        String exchange = lab.exchange(channel, "direct");
        String missing = lab.name("missing");
        return List.of(
                new Failing(declareQueue(queue, true), 406, 50, 10),
                new Failing(declareExchange(exchange, "topic"), 406, 40, 10),
                new Failing(
                        new AMQP.Queue.Bind.Builder()
                                .queue(queue)
                                .exchange(missing)
                                .nowait()
                                .build(),
                        404,
                        50,
                        20),
                new Failing(
                        new AMQP.Exchange.Bind.Builder()
                                .destination(exchange)
                                .source(missing)
                                .nowait()
                                .build(),
                        404,
                        40,
                        30),
                new Failing(
                        new AMQP.Queue.Purge.Builder().queue(missing).nowait().build(), 404, 50, 30),
                new Failing(
                        new AMQP.Queue.Delete.Builder()
                                .queue(queue)
                                .ifEmpty()
                                .nowait()
                                .build(),
                        406,
                        50,
                        40),
                new Failing(
                        new AMQP.Exchange.Delete.Builder()
                                .exchange("amq.direct")
                                .nowait()
                                .build(),
                        403,
                        40,
                        20),
                new Failing(
                        new AMQP.Basic.Consume.Builder()
                                .queue(missing)
                                .consumerTag("t")
                                .nowait()
                                .build(),
                        404,
                        60,
                        20));
    }

    private static AMQP.Queue.Declare declareQueue(String name, boolean durable) {
        return new AMQP.Queue.Declare.Builder()
                .queue(name)
                .durable(durable)
                .nowait()
                .build();
    }

    private static AMQP.Exchange.Declare declareExchange(String name, String type) {
        return new AMQP.Exchange.Declare.Builder()
                .exchange(name)
                .type(type)
                .nowait()
                .build();
    }
}
