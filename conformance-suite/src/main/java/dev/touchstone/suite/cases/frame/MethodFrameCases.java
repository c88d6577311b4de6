package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that cannot be read, are not known, or are not the client's to send. */
@Conformance
class MethodFrameCases {
    @Test
    @Rule("FRAME-15")
    void unknownMethodsEndTheConnectionWithoutAClose(Lab lab) {
        for (int[] ids : List.of(new int[] {99, 10}, new int[] {50, 99}, new int[] {0, 0})) {
            Dialogue dialogue = lab.dialChannel();
            dialogue.probe().sendMethod(1, ids[0], ids[1]);
            dialogue.expectEnd(Duration.ZERO, lab.patience());
        }
    }

    @Test
    @Rule("FRAME-16")
    void truncatedArgumentsAre501(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendMethod(1, 50, 10, (byte) 0, (byte) 0);
        Wire.expectClose(lab, dialogue, 501, "cannot decode");
    }

    @Test
    @Rule("FRAME-16")
    void aStringLongerThanItsFrameIs501(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendMethod(1, 50, 10, (byte) 0, (byte) 0, (byte) 200, (byte) 'q');
        Wire.expectClose(lab, dialogue, 501, "cannot decode");
    }

    @Test
    @Rule("FRAME-17")
    void anUnknownFieldTypeEndsTheConnectionWithoutAClose(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        byte[] table = new WireWriter().shortString("odd").octet('Z').octet(1).toByteArray();
        byte[] arguments = new WireWriter()
                .shortInt(0)
                .shortString(lab.name("q"))
                .octet(0)
                .longString(table)
                .toByteArray();
        dialogue.probe().sendMethod(1, 50, 10, arguments);
        dialogue.expectEnd(Duration.ZERO, lab.patience());
    }

    @Test
    @Rule("FRAME-18")
    void methodsOfTheBrokerAre503(Lab lab) {
        for (com.rabbitmq.client.Method method : List.of(
                new AMQP.Queue.DeclareOk.Builder()
                        .queue("q")
                        .messageCount(0)
                        .consumerCount(0)
                        .build(),
                new AMQP.Exchange.DeclareOk.Builder().build(),
                new AMQP.Basic.ConsumeOk.Builder().consumerTag("c").build(),
                new AMQP.Basic.GetEmpty.Builder().build(),
                new AMQP.Tx.SelectOk.Builder().build(),
                new AMQP.Confirm.SelectOk.Builder().build())) {
            Dialogue dialogue = lab.dialChannel();
            dialogue.probe().send(1, method);
            Dialogue.expectIds(
                    Wire.expectClose(lab, dialogue, 503, "unimplemented method"),
                    method.protocolClassId(),
                    method.protocolMethodId());
        }
    }

    @Test
    @Rule("FRAME-18")
    void contentsOfTheBrokerAre503OnceTheyAreWhole(Lab lab) {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        AMQP.Basic.Deliver deliver = new AMQP.Basic.Deliver.Builder()
                .consumerTag("c")
                .deliveryTag(1)
                .exchange("")
                .routingKey("k")
                .build();
        dialogue.probe().send(1, deliver).sendHeader(1, new AMQP.BasicProperties(), 2);
        dialogue.barrier(2);
        dialogue.expectSilence(Duration.ofMillis(100));
        dialogue.probe().sendBody(1, (byte) 'h', (byte) 'i');
        Dialogue.expectIds(Wire.expectClose(lab, dialogue, 503, "unimplemented method"), 60, 60);
    }
}
