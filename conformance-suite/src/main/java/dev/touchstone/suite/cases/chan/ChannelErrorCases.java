package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.Method;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Soft errors: they end one channel, name the method that failed and leave the rest of the connection alone. */
@Conformance
class ChannelErrorCases {
    /** A failing method and how the broker must name it. 311, 312 and 313 close nothing in RabbitMQ's dialect. */
    private record SoftError(Method method, int code, String name, int classId, int methodId) {}

    @Test
    @Rule("CHAN-05")
    void aSoftErrorNamesTheMethodAndClosesItsChannelOnly(Lab lab) throws Exception {
        Dialogue dialogue = lab.dialOpen().openChannel(2);
        for (SoftError error : softErrors(lab)) {
            dialogue.openChannel(1);
            dialogue.probe().send(1, error.method());
            MethodFields close = dialogue.expectChannelClose(1, error.code(), error.classId(), error.methodId());
            lab.expectText(error.name() + " - ", close.text("reply-text"));
            dialogue.barrier(2);
        }
    }

    private static List<SoftError> softErrors(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String exclusive = lab.name("exclusive");
        channel.queueDeclare(exclusive, false, true, false, null);
        String queue = lab.queue(channel);
        String missing = lab.name("missing");
        return List.of(
                new SoftError(
                        new AMQP.Exchange.Declare.Builder().exchange("amq.none").build(),
                        403,
                        "ACCESS_REFUSED",
                        40,
                        10),
                new SoftError(ChannelCloseCases.passive(missing), 404, "NOT_FOUND", 50, 10),
                new SoftError(new AMQP.Basic.Get.Builder().queue(missing).build(), 404, "NOT_FOUND", 60, 70),
                new SoftError(new AMQP.Queue.Purge.Builder().queue(exclusive).build(), 405, "RESOURCE_LOCKED", 50, 30),
                new SoftError(
                        new AMQP.Queue.Declare.Builder().queue(queue).durable().build(),
                        406,
                        "PRECONDITION_FAILED",
                        50,
                        10),
                new SoftError(
                        new AMQP.Basic.Ack.Builder().deliveryTag(77).build(), 406, "PRECONDITION_FAILED", 60, 80));
    }

    @Test
    @Rule("CHAN-05")
    void otherChannelsKeepTheirConsumersAndDeliveries(Lab lab) throws Exception {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        String queue = lab.queue(lab.channel());
        dialogue.call(2, new AMQP.Basic.Consume.Builder().queue(queue).build(), "basic.consume-ok");
        dialogue.probe().send(1, ChannelCloseCases.passive(lab.name("missing")));
        dialogue.expectChannelClose(1, 404, 50, 10);
        dialogue.probe().publish(2, "", queue, (byte) 'm');
        MethodFields delivered = dialogue.expect(2, "basic.deliver");
        dialogue.expectContent(2);
        dialogue.probe()
                .send(
                        2,
                        new AMQP.Basic.Ack.Builder()
                                .deliveryTag(delivered.number("delivery-tag"))
                                .build());
        dialogue.barrier(2);
    }

    @Test
    @Rule("CHAN-07")
    void whatFollowsAnErrorIsDiscardedUntilCloseOk(Lab lab) {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        String queue = lab.name("q");
        String missing = lab.name("missing");
        dialogue.probe()
                .send(1, ChannelCloseCases.passive(missing))
                .send(1, new AMQP.Queue.Declare.Builder().queue(queue).build());
        dialogue.expectChannelClose(1, 404, 50, 10);
        dialogue.openChannel(1);
        dialogue.probe().send(2, ChannelCloseCases.passive(queue));
        dialogue.expectChannelClose(2, 404, 50, 10);
    }

    @Test
    @Rule("CHAN-07")
    void publishesAndFurtherErrorsBehindAnErrorAreDiscarded(Lab lab) throws Exception {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        Channel other = lab.channel();
        String queue = lab.queue(other);
        dialogue.probe()
                .send(1, ChannelCloseCases.passive(lab.name("missing")))
                .publish(1, "", queue, (byte) 'm')
                .send(1, new AMQP.Basic.Ack.Builder().deliveryTag(5).build())
                .send(1, new AMQP.Basic.Qos.Builder().build());
        dialogue.expectChannelClose(1, 404, 50, 10);
        dialogue.openChannel(1);
        dialogue.barrier(1);
        Expect.absent("message published behind the error", other.basicGet(queue, true));
    }

    @Test
    @Rule("CHAN-10")
    void anErrorRequeuesWhatIsUnacknowledged(Lab lab) throws Exception {
        Channel other = lab.channel();
        String queue = lab.queue(other);
        lab.publish(other, "", queue, "m");
        lab.awaitDepth(other, queue, 1);
        Channel failing = lab.channel();
        GetResponse first = Expect.present("the message", failing.basicGet(queue, false));
        Expect.equal("redelivered at first", false, first.getEnvelope().isRedeliver());
        lab.expectChannelClose(failing, 404, 50, 10, () -> failing.queueDeclarePassive(lab.name("missing")));
        lab.awaitDepth(other, queue, 1);
        GetResponse again = Expect.present("the message again", other.basicGet(queue, true));
        Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
    }

    @Test
    @Rule("CHAN-10")
    void anErrorRemovesTheChannelsConsumers(Lab lab) throws Exception {
        Channel other = lab.channel();
        String queue = lab.queue(other);
        Dialogue dialogue = lab.dialChannel();
        dialogue.call(1, new AMQP.Basic.Consume.Builder().queue(queue).build(), "basic.consume-ok");
        dialogue.probe().publish(1, "", queue, (byte) 'm');
        dialogue.expect(1, "basic.deliver");
        dialogue.expectContent(1);
        dialogue.probe().send(1, ChannelCloseCases.passive(lab.name("missing")));
        dialogue.expectChannelClose(1, 404);
        lab.await("no consumer and one message in " + queue, () -> {
            AMQP.Queue.DeclareOk counts = other.queueDeclarePassive(queue);
            return counts.getConsumerCount() == 0 && counts.getMessageCount() == 1;
        });
    }
}
