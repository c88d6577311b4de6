package dev.touchstone.suite.cases.block;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** A client on a node with alarms: one channel in confirm mode and what the broker tells its connection. */
final class Alarmed {
    /** Long enough for a frame on the way, short enough to be waited for several times. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private final RawChannel channel;
    private final String queue;

    private Alarmed(RawChannel channel, String queue) {
        this.channel = channel;
        this.queue = queue;
    }

    /** A client that understands {@code connection.blocked}, with a queue of its own. */
    static Alarmed publisher(Lab lab) {
        return with(lab, lab.handshake());
    }

    /** The same with another handshake. */
    static Alarmed with(Lab lab, Handshake handshake) {
        Dialogue dialogue = lab.dial().open(handshake).openChannel(1);
        RawChannel channel = new RawChannel(dialogue, 1);
        String queue = channel.declare(lab.name("q"));
        channel.confirmSelect();
        return new Alarmed(channel, queue);
    }

    /** The same with a name in the broker's list of connections. */
    static Alarmed named(Lab lab, String name) {
        Handshake plain = lab.handshake();
        return with(
                lab, plain.withProperties(plain.clientProperties().with("connection_name", FieldValue.string(name))));
    }

    RawChannel channel() {
        return channel;
    }

    String queue() {
        return queue;
    }

    Alarmed publish(String text) {
        channel.publish(queue, text);
        return this;
    }

    /** Asks for the depth of the queue and does not wait for the answer. */
    Alarmed ask() {
        channel.send(new AMQP.Queue.Declare.Builder().queue(queue).passive(true).build());
        return this;
    }

    void expectBlocked(String reason) {
        MethodFields blocked = channel.dialogue().expect(0, "connection.blocked");
        Expect.equal("reason", reason, blocked.text("reason"));
    }

    void expectUnblocked() {
        channel.dialogue().expect(0, "connection.unblocked");
    }

    void expectSilence() {
        channel.dialogue().expectSilence(QUIET);
    }

    /** Expects acks of these publishes and, in whatever order among them, so many answers to {@link #ask}. */
    void expectAcks(long first, long last, int asked) {
        Set<Long> open = new TreeSet<>();
        for (long number = first; number <= last; number++) {
            open.add(number);
        }
        int answers = asked;
        while (!open.isEmpty() || answers > 0) {
            ProbeEvent event = channel.dialogue().next();
            MethodFields method =
                    event instanceof ProbeEvent.Frame frame && frame.frame().channel() == 1
                            ? frame.frame().method()
                            : null;
            if (method != null && method.name().equals("basic.ack")) {
                long tag = method.number("delivery-tag");
                open.removeIf(number -> number == tag || (method.flag("multiple") && number < tag));
            } else if (method != null && method.name().equals("queue.declare-ok") && answers > 0) {
                answers--;
            } else {
                throw new Finding("acks of " + open + " and " + answers + " declare-ok", event.toString());
            }
        }
    }
}
