package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** frame-max in both directions. */
@Conformance
class FrameSizeCases {
    private static final int SMALL = 4096;

    private static Dialogue small(Lab lab) {
        return lab.dial().open(lab.handshake().withFrameMax(SMALL)).openChannel(1);
    }

    @Test
    @Rule("FRAME-05")
    void aFrameAboveTheLimitIs501BeforeItsPayloadHasCome(Lab lab) {
        List<Dialogue> dialogues = new ArrayList<>();
        for (int type : List.of(WireFrame.METHOD, WireFrame.HEADER, WireFrame.BODY)) {
            Dialogue dialogue = small(lab);
            dialogue.probe().send(tooLarge(type, SMALL + 1));
            dialogues.add(dialogue);
        }
        dialogues.forEach(dialogue -> Wire.expectClose(lab, dialogue, 501, "frame_too_large"));
    }

    /** The head of a frame whose payload never comes. */
    private static byte[] tooLarge(int type, int size) {
        return new WireWriter().octet(type).shortInt(1).longInt(size).toByteArray();
    }

    @Test
    @Rule("FRAME-05")
    void theLimitIsTheNegotiatedOne(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        byte[] body = octets(131072 - 8);
        dialogue.probe().publish(1, "", queue, body);
        Expect.equal("body", body, Wire.get(dialogue, 1, queue).body());
        dialogue.probe().send(tooLarge(WireFrame.BODY, 131073));
        Wire.expectClose(lab, dialogue, 501, "frame_too_large");
    }

    @Test
    @Rule("FRAME-05")
    void aPayloadAsLargeAsFrameMaxIsTolerated(Lab lab) {
        Dialogue dialogue = small(lab);
        String queue = Wire.queue(lab, dialogue, 1);
        byte[] body = octets(SMALL);
        dialogue.probe().publish(1, "", queue, body);
        Expect.equal("body", body, Wire.get(dialogue, 1, queue).body());
    }

    @Test
    @Rule("FRAME-06")
    void theBrokerSplitsABodyIntoFramesWithinTheLimit(Lab lab) {
        Dialogue publisher = lab.dialChannel();
        String queue = Wire.queue(lab, publisher, 1);
        byte[] body = octets(10_000);
        publisher.probe().publish(1, "", queue, body);
        publisher.barrier(1);
        Dialogue.Content content = Wire.get(small(lab), 1, queue);
        Expect.equal("body", body, content.body());
        Expect.equal("body frames", 3, content.bodyFrameSizes().size());
        Expect.that(
                content.bodyFrameSizes().stream().allMatch(size -> size <= SMALL - 8),
                "payloads of at most " + (SMALL - 8) + " octets",
                content.bodyFrameSizes()::toString);
    }

    @Test
    @Rule("FRAME-07")
    void aMethodAboveTheLimitIs501(Lab lab) {
        Dialogue dialogue = small(lab);
        AMQP.Queue.Declare declare = new AMQP.Queue.Declare.Builder()
                .queue(lab.name("q"))
                .arguments(Map.of("x-long", "x".repeat(5000)))
                .build();
        dialogue.probe().send(1, declare);
        Wire.expectClose(lab, dialogue, 501, "frame_too_large");
    }

    @Test
    @Rule("FRAME-07")
    void aContentHeaderOfTheBrokerMayExceedTheLimit(Lab lab) {
        Dialogue publisher = lab.dialChannel();
        String queue = Wire.queue(lab, publisher, 1);
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("long", "x".repeat(6000)))
                .build();
        publisher.probe().send(1, Wire.publishTo(queue)).sendHeader(1, properties, 2);
        publisher.probe().sendBody(1, (byte) 'h', (byte) 'i');
        publisher.barrier(1);
        Dialogue.Content content = Wire.get(small(lab), 1, queue);
        Expect.equal(
                "length of the header 'long'",
                6000,
                Expect.present(
                                "header 'long'",
                                content.header()
                                        .properties()
                                        .headers()
                                        .get("long")
                                        .orElse(null))
                        .value()
                        .toString()
                        .length());
        Expect.equal("body", new byte[] {'h', 'i'}, content.body());
    }

    /** Octets that differ from place to place, so that a frame lost or swapped is seen. */
    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) ((i * 31) >> 3);
        }
        return octets;
    }
}
