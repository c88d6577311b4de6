package dev.touchstone.suite.cases.frame;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A content is a method, a header and bodies, in that order and with nothing of the same channel between them. */
@Conformance
class ContentAssemblyCases {
    private static final AMQP.BasicProperties NONE = new AMQP.BasicProperties();
    private static final AMQP.Basic.Qos QOS = new AMQP.Basic.Qos.Builder().build();

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void expectBody(String expected, Dialogue dialogue, int channel, String queue) {
        String body = new String(Wire.get(dialogue, channel, queue).body(), StandardCharsets.UTF_8);
        Expect.equal("body", expected, body);
    }

    /** Sends this on an open channel and expects 505. */
    private static void expect505(Lab lab, String text, Consumer<Probe> frames) {
        Dialogue dialogue = lab.dialChannel();
        frames.accept(dialogue.probe());
        Wire.expectClose(lab, dialogue, 505, text);
    }

    @Test
    @Rule("FRAME-08")
    void contentWithoutAMethodIs505(Lab lab) {
        String text = "expected method frame, got non method frame instead";
        expect505(lab, text, probe -> probe.sendHeader(1, NONE, 0));
        expect505(lab, text, probe -> probe.sendBody(1, octets("lost")));
    }

    @Test
    @Rule("FRAME-08")
    void aBodyInPlaceOfTheHeaderIs505(Lab lab) {
        expect505(
                lab,
                "UNEXPECTED_FRAME",
                probe -> probe.send(1, Wire.publishTo("nowhere")).sendBody(1, octets("early")));
    }

    @Test
    @Rule("FRAME-09")
    void aMethodWithinAContentIs505(Lab lab) {
        AMQP.Queue.Declare declare = Wire.declare(lab.name("q"));
        expect505(
                lab,
                "UNEXPECTED_FRAME",
                probe -> probe.send(1, Wire.publishTo("nowhere")).send(1, declare));
        expect505(
                lab,
                "UNEXPECTED_FRAME",
                probe -> probe.send(1, Wire.publishTo("nowhere"))
                        .sendHeader(1, NONE, 4)
                        .send(1, declare));
        expect505(
                lab,
                "UNEXPECTED_FRAME",
                probe -> probe.send(1, Wire.publishTo("nowhere"))
                        .sendHeader(1, NONE, 4)
                        .sendBody(1, octets("ab"))
                        .send(1, declare));
    }

    @Test
    @Rule("FRAME-09")
    void aSecondHeaderWithinAContentIs505(Lab lab) {
        expect505(
                lab,
                "UNEXPECTED_FRAME",
                probe -> probe.send(1, Wire.publishTo("nowhere"))
                        .sendHeader(1, NONE, 4)
                        .sendHeader(1, NONE, 4));
    }

    @Test
    @Rule("FRAME-10")
    void contentsOfTwoChannelsMayInterleave(Lab lab) {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        String first = Wire.queue(lab, dialogue, 1);
        String second = Wire.queue(lab, dialogue, 2);
        Probe probe = dialogue.probe();
        probe.send(1, Wire.publishTo(first)).send(2, Wire.publishTo(second)).sendHeartbeat();
        probe.sendHeader(2, NONE, 4).sendHeader(1, NONE, 6);
        probe.sendBody(1, octets("one")).sendBody(2, octets("zw")).sendHeartbeat();
        probe.sendBody(2, octets("ei")).sendBody(1, octets("two"));
        expectBody("onetwo", dialogue, 1, first);
        expectBody("zwei", dialogue, 2, second);
    }

    @Test
    @Rule("FRAME-10")
    void aMethodOfAnotherChannelMayComeWithinAContent(Lab lab) {
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe().send(1, Wire.publishTo(queue));
        dialogue.call(2, QOS, "basic.qos-ok");
        dialogue.probe().sendHeader(1, NONE, 4);
        dialogue.openChannel(3);
        dialogue.probe().sendBody(1, octets("done"));
        expectBody("done", dialogue, 1, queue);
    }

    @Test
    @Rule("FRAME-11")
    void aHeaderOfAnotherClassOrWithAWeightIs505(Lab lab) {
        byte[] good = Methods.header(NONE, 0);
        byte[] ofQueueClass = good.clone();
        ofQueueClass[1] = 50;
        byte[] withWeight = good.clone();
        withWeight[3] = 1;
        for (byte[] header : List.of(ofQueueClass, withWeight)) {
            expect505(
                    lab,
                    "UNEXPECTED_FRAME",
                    probe -> probe.send(1, Wire.publishTo("nowhere")).sendFrame(WireFrame.HEADER, 1, header));
        }
    }

    @Test
    @Rule("FRAME-12")
    void aBodySizeOfZeroEndsTheMessageAtItsHeader(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe().send(1, Wire.publishTo(queue)).sendHeader(1, NONE, 0);
        dialogue.barrier(1);
        expectBody("", dialogue, 1, queue);
        dialogue.probe().send(1, Wire.publishTo(queue)).sendHeader(1, NONE, 0).sendBody(1, octets("late"));
        Wire.expectClose(lab, dialogue, 505, "expected method frame, got non method frame instead");
    }

    @Test
    @Rule("FRAME-13")
    void emptyBodyFramesWithinABodyAreTolerated(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = Wire.queue(lab, dialogue, 1);
        dialogue.probe().send(1, Wire.publishTo(queue)).sendHeader(1, NONE, 3);
        for (String part : List.of("", "ab", "", "c")) {
            dialogue.probe().sendBody(1, octets(part));
        }
        expectBody("abc", dialogue, 1, queue);
        dialogue.barrier(1);
    }

    @Test
    @Rule("FRAME-14")
    void aBodyThatIsTooLongIsReportedAtTheNextMethodAndNeverRouted(Lab lab) {
        Dialogue witness = lab.dialChannel();
        String queue = Wire.queue(lab, witness, 1);
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        dialogue.probe().send(1, Wire.publishTo(queue)).sendHeader(1, NONE, 3).sendBody(1, octets("toolong"));
        dialogue.barrier(2);
        dialogue.expectSilence(Duration.ofMillis(200));
        dialogue.probe()
                .send(1, new AMQP.Basic.Get.Builder().queue(queue).noAck().build());
        Wire.expectClose(lab, dialogue, 505, "expected content body");
        Wire.expectEmpty(witness, 1, queue);
    }
}
