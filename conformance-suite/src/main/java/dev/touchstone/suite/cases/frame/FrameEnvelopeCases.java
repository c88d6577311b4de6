package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The envelope of a frame: type, channel, frame-end; and heartbeat frames, legal and not. */
@Conformance
class FrameEnvelopeCases {
    @Test
    @Rule("FRAME-01")
    void aWrongFrameEndIs501AndNothingMoreIsRead(Lab lab) {
        for (int end : List.of(0x00, 0xCD, 0xFF)) {
            String queue = lab.name("never");
            Dialogue dialogue = lab.dialChannel();
            byte[] good = Methods.payload(new AMQP.Basic.Qos.Builder().build());
            dialogue.probe().send(WireWriter.frame(WireFrame.METHOD, 1, good, end));
            dialogue.probe().send(1, Wire.declare(queue));
            MethodFields close = dialogue.expect(0, "connection.close");
            Expect.equal("reply-code", 501L, close.number("reply-code"));
            lab.expectText("FRAME_ERROR", close.text("reply-text"));
            lab.expectText("invalid_frame_end_marker", close.text("reply-text"));
            dialogue.probe().send(0, new AMQP.Connection.CloseOk.Builder().build());
            expectMissing(lab, queue);
        }
    }

    private static void expectMissing(Lab lab, String queue) {
        Channel other = lab.channel();
        lab.expectChannelClose(other, 404, 50, 10, () -> other.queueDeclarePassive(queue));
    }

    @Test
    @Rule("FRAME-01")
    void framesOfTheBrokerEndAsTheyShould(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe()
                .publish(1, "", queue, (byte) 1)
                .send(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build());
        for (int type : List.of(WireFrame.METHOD, WireFrame.HEADER, WireFrame.BODY)) {
            Expect.equal(
                    "frame-end of type " + type,
                    WireFrame.END,
                    dialogue.expectFrame(type, 1).end());
        }
    }

    @Test
    @Rule("FRAME-02")
    void unknownFrameTypesAre501(Lab lab) {
        for (int channel : List.of(0, 1)) {
            for (int type : List.of(0, 4, 5, 7, 9, 255)) {
                Dialogue dialogue = lab.dialChannel();
                dialogue.probe().sendFrame(type, channel, (byte) 0, (byte) 10, (byte) 0, (byte) 10);
                Wire.expectClose(lab, dialogue, 501, "unknown_frame");
            }
        }
    }

    @Test
    @Rule("FRAME-03")
    void aHeartbeatOnAChannelIs505(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendFrame(WireFrame.HEARTBEAT, 1);
        Wire.expectClose(lab, dialogue, 505, "UNEXPECTED_FRAME");
    }

    @Test
    @Rule("FRAME-04")
    void aHeartbeatWithAPayloadIs501(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.probe().sendFrame(WireFrame.HEARTBEAT, 0, (byte) 0);
        Wire.expectClose(lab, dialogue, 501, "FRAME_ERROR");
    }

    @Test
    @Rule("FRAME-04")
    void anEmptyHeartbeatIsWelcomeAtAnyTime(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe().sendHeartbeat().sendHeartbeat().send(1, Wire.publishTo(queue));
        dialogue.probe().sendHeartbeat().sendHeader(1, new AMQP.BasicProperties(), 4);
        dialogue.probe().sendHeartbeat().sendBody(1, (byte) 'a', (byte) 'b').sendHeartbeat();
        dialogue.probe().sendBody(1, (byte) 'c', (byte) 'd').sendHeartbeat();
        Expect.equal(
                "body",
                "abcd",
                new String(Wire.get(dialogue, 1, queue).body(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
