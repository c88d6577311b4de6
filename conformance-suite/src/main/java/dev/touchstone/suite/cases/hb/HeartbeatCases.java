package dev.touchstone.suite.cases.hb;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Heartbeats of two seconds (one where only the end matters), seen from both sides. */
@Conformance
class HeartbeatCases {
    @Test
    @Timed
    @Rule("HB-01")
    void anIdleBrokerSendsAHeartbeatEveryHalfInterval(Lab lab) {
        Dialogue dialogue = open(lab, 2);
        for (int i = 1; i <= 4; i++) {
            dialogue.probe().sendHeartbeat();
            WireFrame heartbeat = nextHeartbeat(dialogue);
            long millis = dialogue.probe().millisSinceSend();
            Expect.that(
                    millis >= 400 && millis <= 1600,
                    "heartbeat " + i + " about 1000 ms after the one before",
                    () -> millis + " ms");
            Expect.equal("channel", 0, heartbeat.channel());
            Expect.equal("payload size", 0, heartbeat.payload().length);
            Expect.equal("frame-end", WireFrame.END, heartbeat.end());
        }
    }

    private static WireFrame nextHeartbeat(Dialogue dialogue) {
        ProbeEvent event = dialogue.probe().next(Duration.ofSeconds(3));
        if (event instanceof ProbeEvent.Frame frame && frame.frame().isHeartbeat()) {
            return frame.frame();
        }
        throw new Finding("a heartbeat frame", event.toString());
    }

    @Test
    @Timed
    @Rule("HB-01")
    void otherTrafficOfTheBrokerReplacesHeartbeats(Lab lab) {
        Dialogue dialogue = open(lab, 2).openChannel(1);
        int heartbeats = 0;
        for (int i = 0; i < 12; i++) {
            dialogue.probe().send(1, new AMQP.Basic.Qos.Builder().build());
            heartbeats += pass(dialogue, "basic.qos-ok");
            heartbeats += pass(dialogue, "nothing");
        }
        int seen = heartbeats;
        Expect.that(seen <= 1, "nearly no heartbeats beside a reply every 400 ms", () -> seen + " in about 5 s");
    }

    /** Counts heartbeats until that frame, or until 400 ms have passed without a frame. */
    private static int pass(Dialogue dialogue, String methodName) {
        int heartbeats = 0;
        while (true) {
            ProbeEvent event = dialogue.probe().next(Duration.ofMillis(400));
            if (event instanceof ProbeEvent.Frame frame && frame.frame().isHeartbeat()) {
                heartbeats++;
            } else if (event instanceof ProbeEvent.Silence
                    || (event instanceof ProbeEvent.Frame frame && frame.frame().is(methodName))) {
                return heartbeats;
            } else {
                throw new Finding(methodName, event.toString());
            }
        }
    }

    @Test
    @Timed
    @Rule("HB-02")
    void aSilentPeerIsDroppedWithoutACloseAfterTwoToThreeIntervals(Lab lab) {
        // Half a second more, because the end is due at three intervals after open at the latest and seen a little
        // later.
        open(lab, 2).expectEnd(Duration.ofMillis(3900), Duration.ofMillis(6500));
    }

    @Test
    @Timed
    @Rule("HB-02")
    void aPeerThatFallsSilentLaterIsDroppedToo(Lab lab) {
        Dialogue dialogue = open(lab, 1).openChannel(1);
        for (int i = 0; i < 4; i++) {
            dialogue.expectSilence(Duration.ofMillis(500));
            dialogue.barrier(1);
        }
        dialogue.expectEnd(Duration.ofMillis(900), Duration.ofMillis(3500));
    }

    @Test
    @Timed
    @Rule("HB-03")
    void anyFrameOfTheClientCountsAsAHeartbeat(Lab lab) {
        Dialogue dialogue = open(lab, 2).openChannel(1);
        for (int i = 0; i < 8; i++) {
            dialogue.expectSilence(Duration.ofSeconds(1));
            dialogue.barrier(1);
        }
    }

    @Test
    @Timed
    @Rule("HB-03")
    void heartbeatsAloneKeepAConnectionOpen(Lab lab) {
        Dialogue dialogue = open(lab, 2);
        for (int i = 0; i < 8; i++) {
            dialogue.expectSilence(Duration.ofSeconds(1));
            dialogue.probe().sendHeartbeat();
        }
        dialogue.openChannel(1);
    }

    @Test
    @Timed
    @Rule("HB-04")
    void deliveriesOfADroppedPeerAreRequeuedAsRedelivered(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.queue(channel);
        lab.publish(channel, "", queue, "held");
        Dialogue frozen = open(lab, 1).openChannel(1);
        frozen.call(1, new AMQP.Basic.Consume.Builder().queue(queue).build(), "basic.consume-ok");
        Expect.equal("redelivered", false, frozen.expect(1, "basic.deliver").flag("redelivered"));
        frozen.expectContent(1);
        frozen.expectEnd(Duration.ofMillis(900), Duration.ofMillis(3500));
        lab.awaitDepth(channel, queue, 1);
        GetResponse again = Expect.present("the message", channel.basicGet(queue, true));
        Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
    }

    private static Dialogue open(Lab lab, int seconds) {
        return lab.dial().open(lab.handshake().withHeartbeat(seconds));
    }
}
