package dev.touchstone.suite.cases.conn;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker keeps to itself because the client did not say that it understands it. Each case has a witness that did. */
@Conformance
class ClientCapabilitiesCases {
    private static final String[] ALL = {"authentication_failure_close", "connection.blocked", "consumer_cancel_notify"
    };

    /** Client properties that announce nothing: no such table, an empty one, and one in which all is false. */
    private static List<WireTable> announcingNothing() {
        WireTable allFalse = WireTable.empty();
        for (String capability : ALL) {
            allFalse = allFalse.with(capability, FieldValue.bool(false));
        }
        return List.of(
                WireTable.empty(),
                Handshake.properties(),
                WireTable.empty().with("capabilities", FieldValue.table(allFalse)));
    }

    @Test
    @Rule("CONN-08")
    void clientsWithoutTheCapabilityGetNoConsumerCancel(Lab lab) throws Exception {
        Channel owner = lab.channel();
        String queue = lab.queue(owner);
        Dialogue witness = lab.dialChannel();
        consume(witness, queue);
        List<Dialogue> others = new ArrayList<>();
        for (WireTable properties : announcingNothing()) {
            Dialogue other =
                    lab.dial().open(lab.handshake().withProperties(properties)).openChannel(1);
            consume(other, queue);
            others.add(other);
        }
        owner.queueDelete(queue);
        Expect.equal("cancelled", "here", witness.expect(1, "basic.cancel").text("consumer-tag"));
        for (Dialogue other : others) {
            other.barrier(1);
            other.expectSilence(Duration.ofMillis(100));
        }
    }

    private static void consume(Dialogue dialogue, String queue) {
        AMQP.Basic.Consume consume = new AMQP.Basic.Consume.Builder()
                .queue(queue)
                .consumerTag("here")
                .build();
        dialogue.call(1, consume, "basic.consume-ok");
    }

    @Test
    @Timed
    @Rule({"CONN-08", "AUTH-06"})
    void clientsWithoutTheCapabilityGetNoCloseOnAFailedLogin(Lab lab) {
        Handshake wrong = lab.handshake()
                .withLogin("PLAIN", Handshake.plain(lab.endpoint().user(), "not the password"));
        List<Dialogue> dialogues = new ArrayList<>();
        for (WireTable properties : announcingNothing()) {
            Dialogue dialogue = lab.dial();
            dialogue.start();
            dialogue.startOk(wrong.withProperties(properties));
            dialogues.add(dialogue);
        }
        dialogues.forEach(Dialogue::expectSilentClose);
    }

    @Test
    @NodeWide
    @Needs({Capability.NODE_CONTROL, Capability.RESOURCE_ALARMS})
    @Rule("CONN-08")
    void clientsWithoutTheCapabilityGetNoConnectionBlocked(Lab lab) {
        Dialogue witness = lab.dialChannel();
        List<Dialogue> others = new ArrayList<>();
        for (WireTable properties : announcingNothing()) {
            others.add(
                    lab.dial().open(lab.handshake().withProperties(properties)).openChannel(1));
        }
        lab.node().control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            // A connection is blocked when it publishes; from then on the broker does not read from it, so only silence
            // tells.
            others.forEach(other -> other.probe().publish(1, "", "nowhere"));
            witness.probe().publish(1, "", "nowhere");
            witness.expect(0, "connection.blocked");
            others.forEach(other -> other.expectSilence(Duration.ofMillis(200)));
        } finally {
            lab.node().control("set_vm_memory_high_watermark", "0.4");
        }
        witness.expect(0, "connection.unblocked");
        others.forEach(other -> other.barrier(1));
    }
}
