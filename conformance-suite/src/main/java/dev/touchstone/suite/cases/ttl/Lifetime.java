package dev.touchstone.suite.cases.ttl;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.ProbeEvent;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * The time since a message or a queue may have begun to live. "Never early" is judged exactly; how late something goes is a matter
 * of patience, because nobody promises to be prompt (TTL-20).
 */
final class Lifetime {
    /** By so much two clocks of one machine may drift apart within a case. */
    private static final long CLOCKS_MILLIS = 2;

    private final Lab lab;
    private final long startNanos = System.nanoTime();

    private Lifetime(Lab lab) {
        this.lab = lab;
    }

    /** Begins now: before that which lives is sent. */
    static Lifetime begin(Lab lab) {
        return new Lifetime(lab);
    }

    static AMQP.BasicProperties expiration(String value) {
        return new AMQP.BasicProperties.Builder().expiration(value).build();
    }

    long millis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /** Waits until the condition holds, and expects that it did not hold sooner than so many milliseconds after the beginning. */
    void expectEnd(String what, long notBeforeMillis, Callable<Boolean> over) {
        lab.await("the end of " + what, over);
        expectNotEarly(what, notBeforeMillis);
    }

    /** Expects that so many milliseconds have passed, now that something is over. */
    void expectNotEarly(String what, long notBeforeMillis) {
        long millis = millis();
        Expect.that(
                millis + CLOCKS_MILLIS >= notBeforeMillis,
                "the end of " + what + " not before " + notBeforeMillis + " ms",
                () -> "it was over after " + millis + " ms");
    }

    /** Expects that less than this has passed. */
    void expectWithin(String what, long millis) {
        long passed = millis();
        Expect.that(passed < millis, what + " in less than " + millis + " ms", () -> "it took " + passed + " ms");
    }

    /** Lets the time pass until so many milliseconds after the beginning; a frame that comes meanwhile is a finding. */
    void pass(RawChannel channel, long untilMillis) {
        long left = untilMillis - millis();
        if (left > 0) {
            channel.dialogue().expectSilence(Duration.ofMillis(left));
        }
    }

    /** Whether a queue is gone, asked by a mandatory publish: a declare or a get would renew its lease (TTL-16). */
    static boolean isGone(RawChannel channel, String queue) {
        channel.publishMandatory("", queue, new AMQP.BasicProperties(), "are you there?");
        AMQP.Exchange.Declare barrier = new AMQP.Exchange.Declare.Builder()
                .exchange("amq.direct")
                .type("direct")
                .passive(true)
                .build();
        channel.send(barrier);
        ProbeEvent event = channel.dialogue().next();
        if (event instanceof ProbeEvent.Frame frame && frame.frame().is("basic.return")) {
            channel.dialogue().expectContent(channel.number());
            channel.expect("exchange.declare-ok");
            return true;
        }
        Expect.that(
                event instanceof ProbeEvent.Frame frame && frame.frame().is("exchange.declare-ok"),
                "basic.return or exchange.declare-ok",
                event::toString);
        return false;
    }
}
