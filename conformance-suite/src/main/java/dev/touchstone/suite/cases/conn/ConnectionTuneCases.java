package dev.touchstone.suite.cases.conn;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** {@code connection.tune} and {@code tune-ok}: what is offered, and which answers are refused. */
@Conformance
class ConnectionTuneCases {
    @Test
    @Rule("CONN-09")
    void tuneOffersTheDefaults(Lab lab) {
        MethodFields tune = lab.dial().login(lab.handshake());
        Expect.equal("channel-max", 2047L, tune.number("channel-max"));
        Expect.equal("frame-max", 131072L, tune.number("frame-max"));
        Expect.equal("heartbeat", 60L, tune.number("heartbeat"));
    }

    @Test
    @Timed
    @Rule("CONN-10")
    void frameMaxAboveTheOfferIsRefusedInSilence(Lab lab) {
        answer(lab, (hello, tune) -> hello.withFrameMax(tune.number("frame-max") + 1))
                .expectSilentClose();
    }

    @Test
    @Timed
    @Rule("CONN-11")
    void frameMaxZeroIsRefusedLikeOneAboveTheOffer(Lab lab) {
        answer(lab, (hello, tune) -> hello.withFrameMax(0)).expectSilentClose();
    }

    @Test
    @Timed
    @Rule("CONN-12")
    void frameMaxBelowTheSmallestLegalOneIsRefused(Lab lab) {
        Dialogue justBelow = answer(lab, (hello, tune) -> hello.withFrameMax(4095));
        Dialogue farBelow = answer(lab, (hello, tune) -> hello.withFrameMax(1));
        justBelow.expectSilentClose();
        farBelow.expectSilentClose();
    }

    @Test
    @Rule("CONN-12")
    void frameMax4096IsAccepted(Lab lab) {
        answer(lab, (hello, tune) -> hello.withFrameMax(4096)).expect(0, "connection.open-ok");
    }

    @Test
    @Rule("CONN-10")
    void theOfferedLimitsThemselvesAreAccepted(Lab lab) {
        answer(lab, (hello, tune) -> hello).expect(0, "connection.open-ok");
    }

    @Test
    @Timed
    @Rule("CONN-13")
    void channelMaxAboveTheOfferOrZeroIsRefused(Lab lab) {
        Dialogue above = answer(lab, (hello, tune) -> hello.withChannelMax((int) tune.number("channel-max") + 1));
        Dialogue zero = answer(lab, (hello, tune) -> hello.withChannelMax(0));
        above.expectSilentClose();
        zero.expectSilentClose();
    }

    @Test
    @Rule("CONN-13")
    void lowerChannelMaxIsAccepted(Lab lab) {
        for (int channelMax : List.of(1, 2, 2046)) {
            Dialogue dialogue = answer(lab, (hello, tune) -> hello.withChannelMax(channelMax));
            dialogue.expect(0, "connection.open-ok");
            dialogue.openChannel(1);
        }
    }

    /** Logs in, answers tune with this and sends open without waiting: what comes next is the broker's verdict. */
    private static Dialogue answer(Lab lab, BiFunction<Handshake, MethodFields, Handshake> limits) {
        Dialogue dialogue = lab.dial();
        MethodFields tune = dialogue.login(lab.handshake());
        Handshake hello = limits.apply(lab.handshake(), tune);
        return dialogue.tuneOk(hello, tune).connectionOpen(hello.virtualHost());
    }

    @Test
    @Timed
    @Rule("CONN-14")
    void heartbeatZeroMeansNoHeartbeatsAndNoClose(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        expectNothingAtAll(dialogue, Duration.ofSeconds(8));
        dialogue.openChannel(1);
    }

    @Test
    @Timed
    @NodeWide(config = "heartbeat = 1")
    @Rule("CONN-14")
    void heartbeatZeroHoldsAgainstAnOfferOfOneSecond(Lab lab) {
        Dialogue dialogue = lab.dial();
        MethodFields tune = dialogue.login(lab.handshake());
        Expect.equal("offered heartbeat", 1L, tune.number("heartbeat"));
        dialogue.tuneOk(lab.handshake().withHeartbeat(0), tune);
        dialogue.connectionOpen(lab.endpoint().virtualHost()).expect(0, "connection.open-ok");
        // By the offer there would be a heartbeat within half a second and the end within three.
        expectNothingAtAll(dialogue, Duration.ofMillis(3500));
        dialogue.openChannel(1);
    }

    @Test
    @Timed
    @Rule("CONN-14")
    void theClientsHeartbeatIsInForceAndNotTheOfferedOne(Lab lab) {
        Dialogue dialogue = lab.dial().open(lab.handshake().withHeartbeat(2));
        for (int i = 0; i < 3; i++) {
            ProbeEvent event = dialogue.probe().next(Duration.ofMillis(1700));
            Expect.that(
                    event instanceof ProbeEvent.Frame frame && frame.frame().isHeartbeat(),
                    "a heartbeat about every second, number " + (i + 1),
                    event::toString);
            dialogue.probe().sendHeartbeat();
        }
    }

    private static void expectNothingAtAll(Dialogue dialogue, Duration time) {
        ProbeEvent event = dialogue.probe().next(time);
        if (!(event instanceof ProbeEvent.Silence)) {
            throw new Finding("no frame, no heartbeat and no end for " + time.toMillis() + " ms", event.toString());
        }
    }
}
