package dev.touchstone.suite.cases.chan;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import org.junit.jupiter.api.Test;

/** {@code channel.open}: which numbers may be opened, how often, how many. */
@Conformance
class ChannelOpenCases {
    private static final AMQP.Channel.Open OPEN = new AMQP.Channel.Open.Builder().build();

    @Test
    @Rule("CHAN-01")
    void aSecondOpenOfAnOpenChannelIs504(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        dialogue.call(1, OPEN, "channel.open-ok");
        dialogue.probe().send(1, OPEN);
        MethodFields close = dialogue.expectConnectionClose(504);
        Dialogue.expectIds(close, 20, 10);
        lab.expectText("second 'channel.open' seen", close.text("reply-text"));
    }

    @Test
    @Rule("CHAN-01")
    void channelsWithDifferentNumbersOpenSideBySide(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        for (int channel : new int[] {1, 2, 300}) {
            dialogue.call(channel, OPEN, "channel.open-ok");
        }
        for (int channel : new int[] {300, 1, 2}) {
            dialogue.barrier(channel);
        }
    }

    @Test
    @Rule("CHAN-02")
    void aMethodOnAChannelThatIsNotOpenIs504(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        String queue = lab.name("q");
        dialogue.probe().send(5, new AMQP.Queue.Declare.Builder().queue(queue).build());
        MethodFields close = dialogue.expectConnectionClose(504);
        Dialogue.expectIds(close, 50, 10);
        lab.expectText("expected 'channel.open'", close.text("reply-text"));
        Channel other = lab.channel();
        lab.expectChannelClose(other, 404, () -> other.queueDeclarePassive(queue));
    }

    @Test
    @Rule("CHAN-02")
    void aMethodOnAClosedChannelIs504(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        dialogue.call(1, ChannelCloseCases.CLOSE, "channel.close-ok");
        dialogue.probe().send(1, new AMQP.Basic.Qos.Builder().build());
        MethodFields close = dialogue.expectConnectionClose(504);
        Dialogue.expectIds(close, 60, 10);
    }

    @Test
    @Rule("CHAN-03")
    void openingMoreChannelsThanChannelMaxIs530(Lab lab) {
        Dialogue dialogue = lab.dial().open(lab.handshake().withChannelMax(3));
        for (int channel = 1; channel <= 3; channel++) {
            dialogue.call(channel, OPEN, "channel.open-ok");
        }
        dialogue.probe().send(4, OPEN);
        MethodFields close = dialogue.expectConnectionClose(530);
        lab.expectText(
                "number of channels opened (3) has reached the negotiated channel_max (3)", close.text("reply-text"));
    }

    @Test
    @Rule("CHAN-03")
    void aClosedChannelGivesItsPlaceBack(Lab lab) {
        Dialogue dialogue = lab.dial().open(lab.handshake().withChannelMax(2));
        dialogue.openChannel(1).openChannel(2);
        dialogue.call(1, ChannelCloseCases.CLOSE, "channel.close-ok");
        dialogue.openChannel(1);
        dialogue.probe().send(3, OPEN);
        dialogue.expectConnectionClose(530);
    }

    @Test
    @Rule("CHAN-04")
    void channelMaxLimitsTheCountAndNotTheNumber(Lab lab) {
        Dialogue dialogue = lab.dial().open(lab.handshake().withChannelMax(3));
        MethodFields opened = dialogue.call(7, OPEN, "channel.open-ok");
        Expect.equal("channel.open-ok", 11, opened.methodId());
        dialogue.openChannel(65535);
        dialogue.barrier(7);
        dialogue.barrier(65535);
    }
}
